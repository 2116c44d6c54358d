/**
 * What stands in the fields of the options, as plain values: those of a profile, and the request that any of them mean. A profile's
 * every setting goes both ways, which a test holds against the suite. Not the fields themselves (options-form.ts).
 */
import { PROFILES, type ProfileName, testsAt } from '../../benchmark/suite/suite';
import { seconds } from '../../foundation/units';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/format';
import { hasBatches } from '../../report/batches';
import type { RunOptions } from '../state/page-state';

/** Fields with a number; null where one is empty or not valid. */
export const NUMBER_FIELDS = ['prompt', 'generate', 'repetitions', 'budget', 'sustain', 'windows', 'seed'] as const;
type NumberField = (typeof NUMBER_FIELDS)[number];

/** Boxes that a profile ticks or not; what else there is to tick is no profile's. */
export const PROFILE_BOXES = ['deep', 'batches', 'fidelity'] as const;
type ProfileBox = (typeof PROFILE_BOXES)[number];
type Box = ProfileBox | 'roofs' | 'waterfalls' | 'tune' | 'retune';

export interface OptionFields {
  readonly shape: string;
  readonly formats: readonly ModelFormat[];
  readonly numbers: Readonly<Record<NumberField, number | null>>;
  readonly boxes: Readonly<Record<Box, boolean>>;
}

type ProfileFields = Omit<OptionFields, 'boxes'> & { readonly boxes: Readonly<Record<ProfileBox, boolean>> };

/** Tokens of context of the tests that the box `deep` adds: the standard profile's. */
const DEPTH = Math.max(...PROFILES.standard.tests.map(({ depth }) => depth));

/** Sequences at once of the tests that the box `batches` asks for. */
const BATCHES = [1, 2, 4, 8, 16];

/** What a profile fills in. */
export function fieldsOf(name: ProfileName): ProfileFields {
  const { shape, formats, tests, repetitions, budget, sustained, fidelityWindows, seed } = PROFILES[name];
  const tokens = (phase: string) => tests.find((test) => test.phase === phase)?.tokens ?? null;
  return {
    ...{ shape, formats },
    numbers: {
      ...{ prompt: tokens('prefill'), generate: tokens('decode'), repetitions, budget, seed },
      sustain: sustained?.seconds ?? null,
      windows: fidelityWindows,
    },
    boxes: { deep: tests.some(({ depth }) => depth > 0), batches: hasBatches(tests), fidelity: fidelityWindows > 0 },
  };
}

/** Where a field that must hold a number holds none, the quick profile's stands; the page refuses to run with it (see check). */
export function optionsOf({ shape, formats: chosen, numbers, boxes }: OptionFields): RunOptions {
  const formats = MODEL_FORMATS.filter((format) => chosen.includes(format));
  const format = formats.includes('int4') ? 'int4' : formats[0];
  const number = (name: NumberField): number => numbers[name] ?? fieldsOf('quick').numbers[name] ?? 1;
  return {
    ...{ shape, formats },
    tests: testsAt(number('prompt'), number('generate'), boxes.deep ? [0, DEPTH] : [0], boxes.batches ? BATCHES : [1]),
    repetitions: number('repetitions'),
    sustained: numbers.sustain === null || format === undefined ? null : { format, seconds: seconds(numbers.sustain) },
    budgetSeconds: numbers.budget,
    seed: number('seed'),
    roofs: boxes.roofs,
    fidelity: boxes.fidelity ? { windows: number('windows') } : null,
    waterfalls: boxes.waterfalls,
    receipt: null,
    tuning: !boxes.tune ? 'off' : boxes.retune ? 'again' : 'remembered',
  };
}
