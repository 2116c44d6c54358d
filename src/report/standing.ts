/** Whether a result may be ranked, and if not, why: said once, for scores, kept runs, comparisons and publishers of results. */
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import { HEADLINE, HEADLINE_TESTS, SUITE } from '../benchmark/suite/suite';
import { MODEL_FORMATS } from '../kernels/recipe';
import { contestantName, isOurs } from '../benchmark/whose';
import { isEnough } from './enough';
import { failureText } from './parts/failure';
import { idsOfShape } from './receipt/receipt';
import type { Result, ResultEntry } from './schema';

export const REASON_CODES = [
  ...(['software-adapter', 'failed', 'cancelled', 'another-suite', 'no-headline', 'shrunk'] as const),
  ...(['no-receipt', 'unnamed-code', 'unmeasured', 'few-repetitions', 'voided', 'unchecked'] as const),
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** A few words, to stand beside a name. */
  readonly mark: string;
  /** A sentence. */
  readonly why: string;
}

export interface Standing {
  readonly rankable: boolean;
  /** Empty where it is rankable; what says most comes first. */
  readonly reasons: readonly Reason[];
}

export function standing(result: Result): Standing {
  const reasons = [...ofAdapter(result), ...ofRun(result), ...ofWorkload(result), ...ofHeadline(result)];
  return { rankable: reasons.length === 0, reasons };
}

/** What stands beside a name in a list: each mark once. */
export const marksOf = ({ reasons }: Standing, ...without: readonly ReasonCode[]): readonly string[] => [
  ...new Set(reasons.filter(({ code }) => !without.includes(code)).map(({ mark }) => mark)),
];

export const isBarredBy = (result: Result, ...codes: readonly ReasonCode[]): boolean =>
  standing(result).reasons.some(({ code }) => codes.includes(code));

const when = (is: boolean, code: ReasonCode, mark: string, why: string): readonly Reason[] =>
  is ? [{ code, mark, why }] : [];

const ofAdapter = ({ adapter }: Result) =>
  when(
    adapter.software,
    'software-adapter',
    'software, not a GPU',
    'A software adapter did the work: its speed says nothing about a GPU.',
  );

function ofRun(result: Result): readonly Reason[] {
  const { status, failure } = result;
  const failed = status === 'failed' || (failure !== null && status !== 'cancelled');
  return [
    ...when(failed, 'failed', failure?.code ?? 'failed', failureText(result) || 'The run failed.'),
    ...when(status === 'cancelled', 'cancelled', 'cancelled', 'The run was cancelled.'),
  ];
}

function ofWorkload({ suite, plan, receipt, engine }: Result): readonly Reason[] {
  const missed = !plan.headline;
  const shrank = plan.shrunk.length > 0;
  return [
    ...when(suite.name !== SUITE, 'another-suite', 'another suite', `Its suite is ${suite.name}, not ${SUITE}.`),
    ...when(missed && !shrank, 'no-headline', 'not the headline', 'The headline workload was not among its tests.'),
    ...when(
      missed && shrank,
      'shrunk',
      'shrunk',
      `The headline workload was shrunk to hold the time budget: ${plan.shrunk.join('; ')}.`,
    ),
    ...when(
      receipt === null,
      'no-receipt',
      'no receipt',
      'It has no receipt: nobody can run the same workloads again.',
    ),
    ...when(
      UNNAMED.test(engine.commit),
      'unnamed-code',
      'unnamed code',
      `No commit names its code (${engine.commit}).`,
    ),
  ];
}

/** Of a build with changes that are in no commit, or outside a repository. */
const UNNAMED = /-dirty$|^(unknown)?$/;

/** Of the headline's tests, in whatever formats they ran. */
function ofHeadline({ results, plan }: Result): readonly Reason[] {
  if (!plan.headline) return [];
  const ids = headlineIds();
  const entries = results.filter((entry) => isOurs(entry) && ids.has(entry.workloadId));
  const faults = entries.flatMap((entry) => faultOf(entry) ?? distrustOf(entry) ?? []);
  return entries.length > 0 ? faults : [unmeasured('No test of the headline workload was measured.')];
}

/** Why a test has no speed that is held against another's; null where it has. */
export function faultOf({ test, status, tokensPerSecond }: ResultEntry): Reason | null {
  if (status !== 'complete' || tokensPerSecond === null) return unmeasured(`${test} was not measured to its end.`);
  if (isEnough(tokensPerSecond)) return null;
  const why = `${test} has ${tokensPerSecond.samples.length} of at least ${FEWEST_REPETITIONS} repetitions.`;
  return { code: 'few-repetitions', mark: 'few repetitions', why };
}

/** Whether its speed may stand beside another's: measured to its end, often enough, and by kernels that were checked. */
export const isTrustedSpeed = (entry: ResultEntry): boolean => faultOf(entry) === null && distrustOf(entry) === null;

const unmeasured = (why: string): Reason => ({ code: 'unmeasured', mark: 'not measured to its end', why });

/** Why a speed is not believed although it was measured. */
function distrustOf(entry: ResultEntry): Reason | null {
  const { test, voided, durations, verified } = entry;
  const name = `${contestantName(entry)} ${test}`;
  if (voided.length > durations.length) {
    const why = `Guards voided ${voided.length} repetitions of ${name}, and ${durations.length} counted.`;
    return { code: 'voided', mark: 'mostly voided', why };
  }
  if (verified.length > 0 && verified.every((one) => one.largestError <= one.tolerance)) return null;
  return {
    code: 'unchecked',
    mark: 'kernels not checked',
    why: `The kernels of ${name} were not all checked on this device, or one of them was wrong.`,
  };
}

let known: ReadonlySet<string> | null = null;

const HEADLINES = { formats: MODEL_FORMATS, tests: HEADLINE_TESTS, line: [] } as const;

/** Of every format, by this version's workloads; with the prompts that everybody has, and with those of a seed, whichever it is. */
const headlineIds = (): ReadonlySet<string> =>
  (known ??= new Set(
    [HEADLINES, { ...HEADLINES, promptSeed: 0 }].flatMap((measured) => idsOfShape(HEADLINE.shape, measured)),
  ));
