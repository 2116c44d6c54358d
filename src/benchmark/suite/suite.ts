/**
 * The suite `tokamark-2`: what each profile measures, as data. A change of a test, shape or number of repetitions here needs a new name;
 * what one workload is, and its id, is in workload.ts.
 */
import { seconds, type Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/recipe';
import { testName, type Delivery, type Test } from '../workload';

export const SUITE = 'tokamark-2';

export const PROFILE_NAMES = ['quick', 'standard', 'sustained'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** A long decode after the other tests, by which throttling shows. */
export interface SustainedTest {
  /** The first decode test of the run, of one sequence, in this format, again and again. */
  readonly format: ModelFormat;
  readonly seconds: Seconds;
}

export interface Profile {
  /** Synthetic weights of this shape. */
  readonly shape: string;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  /** Formats in which smaller models are measured too, to tell what a token costs however small the model (line.ts). */
  readonly line: readonly ModelFormat[];
  /** Of each test in each format. */
  readonly repetitions: number;
  /** For everything but the sustained decode: what does not fit shrinks in a fixed order (ladder.ts), and is said. */
  readonly budget: Seconds;
  readonly sustained: SustainedTest | null;
  /** Of Fable's held-out passage, which every format reads; 0 for none: then the report shows the frozen reference. */
  readonly fidelityWindows: number;
  /** Of the order of repetitions, and of the story. */
  readonly seed: number;
  /** One line for who chooses. */
  readonly about: string;
}

/** The headline: the same two tests on every machine, and in every profile. */
export const HEADLINE = { shape: 'Llama-3.2-1B', formats: ['fp16', 'int4'] } as const satisfies Partial<Profile>;

const TG64: Test = { phase: 'decode', depth: 0, tokens: 64, batch: 1 };
const PP512: Test = { phase: 'prefill', depth: 0, tokens: 512, batch: 1 };

export const HEADLINE_TESTS: readonly Test[] = [TG64, PP512];

/** Tokens of context after which the headline's tests are measured again. */
export const LONG_CONTEXT = 2048;

/** Decode as a chat shows it, which is the headline, and beside it what the device makes where nobody reads along. */
export const DELIVERIES: readonly Delivery[] = ['streamed', 'batched'];

const bothDelivered = (tests: readonly Test[]): Test[] => delivered(tests, DELIVERIES);

const COMMON = { shape: HEADLINE.shape, line: ['int4'], seed: 1, fidelityWindows: 0 } as const;

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  quick: {
    ...COMMON,
    formats: HEADLINE.formats,
    tests: bothDelivered(HEADLINE_TESTS),
    repetitions: 10,
    budget: seconds(60),
    sustained: null,
    about: 'FP16 against INT4, in at most a minute.',
  },
  standard: {
    ...COMMON,
    formats: ['fp16', 'int8', 'int4'],
    line: ['fp16', 'int4'],
    tests: bothDelivered([...HEADLINE_TESTS, ...HEADLINE_TESTS.map((test) => ({ ...test, depth: LONG_CONTEXT }))]),
    repetitions: 10,
    budget: seconds(240),
    fidelityWindows: 8,
    sustained: null,
    about: 'Also INT8, and everything again after 2,048 tokens of context, in at most 4 minutes.',
  },
  sustained: {
    ...COMMON,
    formats: HEADLINE.formats,
    tests: bothDelivered(HEADLINE_TESTS),
    repetitions: 5,
    budget: seconds(60),
    sustained: { format: 'int4', seconds: seconds(300) },
    about: 'FP16 against INT4, then 5 minutes of writing: does this machine keep its speed?',
  },
};

/** Each decode of `tests` in each of `deliveries`, in their order; prefill as it is. */
export function delivered(tests: readonly Test[], deliveries: readonly Delivery[]): Test[] {
  return tests.flatMap((test) =>
    test.phase === 'prefill'
      ? [test]
      : deliveries.map((one) => (one === 'streamed' ? test : { ...test, delivery: one })),
  );
}

/** Decode and prefill at each depth, of each batch, in the order of the profiles; decode is streamed. */
export function testsAt(
  prompt: number,
  generate: number,
  depths: readonly number[],
  batches: readonly number[] = [1],
): Test[] {
  return depths.flatMap((depth): Test[] => [
    ...batches.map((batch): Test => ({ phase: 'decode', depth, tokens: generate, batch })),
    ...batches.map((batch): Test => ({ phase: 'prefill', depth, tokens: prompt, batch })),
  ]);
}

/** What decides whether a run was of a profile: all that is measured, and nothing of how. */
export type Measured = Pick<Profile, 'formats' | 'tests' | 'line' | 'repetitions' | 'sustained' | 'seed'> & {
  /** Null for weights from a folder. */
  readonly shape: string | null;
};

/** The profile that measures just this, or `custom`. */
export function profileOf(measured: Measured): ProfileName | 'custom' {
  const wanted = identity(measured);
  return PROFILE_NAMES.find((name) => identity(PROFILES[name]) === wanted) ?? 'custom';
}

const identity = ({ shape, formats, tests, line, repetitions, sustained, seed }: Measured): string =>
  JSON.stringify([
    shape,
    [...new Set(formats)].sort(),
    [...new Set(tests.map(testName))].sort(),
    [...new Set(line)].sort(),
    repetitions,
    sustained === null ? null : [sustained.format, sustained.seconds],
    seed,
  ]);
