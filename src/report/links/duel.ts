/**
 * A duel: one machine's result as a link carries it to another, which measures the same workloads. Its figures are what somebody says:
 * nobody has verified them. How it is written is in duel-link.ts, who wins in duel-verdict.ts.
 */
import { testName, type Test } from '../../benchmark/workload';
import { contestantName, isOurs } from '../../benchmark/whose';
import { TokamarkError } from '../../foundation/errors';
import { ENGINE } from '../../foundation/build';
import type { ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import { ofHeadline } from '../headline';
import { plainName } from '../outside-text';
import { shareDoubt } from '../roofs';
import { parseReceipt } from '../receipt/link';
import { idOfTest, receiptOfShape, type Receipt } from '../receipt/receipt';
import type { Result, ResultEntry } from '../schema';

/** Of a name in a link. */
export const NAME_LETTERS = 60;
/** More repetitions say hardly more, and a friend waits for all of them. */
export const MOST_REPETITIONS = 30;

/** Tokens that a test of a duel has for all its sequences, their context with them: whoever follows a link waits for them. */
const MOST_TOKENS = 16_384;

export const isLong = ({ tokens, depth, batch }: Test): boolean => (tokens + depth) * batch > MOST_TOKENS;

/** Beside every figure of a duel that came by a link. */
export const UNVERIFIED = 'unverified';

export interface Duel {
  readonly machine: DuelMachine;
  /** ISO 8601, the day alone. */
  readonly date: string;
  readonly suite: string;
  /** Of what the figures are of, and of nothing else that its run measured. */
  readonly receipt: Receipt;
  /** The first decides. */
  readonly figures: DuelFigures;
}

export type DuelFigures = readonly [DuelFigure, ...DuelFigure[]];

export interface DuelMachine {
  /** The GPU as the person confirmed it. */
  readonly name: string;
  readonly software: boolean;
  /** Browser or runtime with its version. */
  readonly runtime: string;
}

export interface DuelFigure {
  readonly workloadId: string;
  readonly format: ModelFormat;
  readonly test: Test;
  /** Tokens per second. */
  readonly speed: Interval & { readonly samples: readonly number[] };
  /** Of the bandwidth that the same run measured; null of prefill, and where the run did not measure it. */
  readonly share: Interval | null;
}

/** As the other side reads it: with what it is, where it is no GPU. */
export const machineText = ({ name, software }: Pick<DuelMachine, 'name' | 'software'>): string =>
  software ? `${name} (software adapter)` : name;

/**
 * @param name the GPU as the person confirms it
 * @throws TokamarkError `link` where the result has nothing that another machine could measure too
 */
export function duelOf(result: Result, name: string): Duel {
  const { adapter, environment, receipt, startedAt, suite } = result;
  if (receipt === null) throw notForLink('This result has no receipt, so nobody can measure the same.');
  const whole = parseReceipt(receipt.text);
  if (!('shape' in whole.model)) {
    throw notForLink('This result is of a model folder, which whoever gets the link does not have.');
  }
  const shape = whole.model.shape;
  const entries = headlineOf(result).flatMap((entry) => {
    const test = whole.tests.find((one) => testName(one) === entry.test);
    return test === undefined ? [] : [{ entry, test }];
  });
  if (entries.some(({ test }) => isLong(test)))
    throw notForLink('The tests of this result are too long for a challenge.');
  const measured = { ...whole, shape, roofs: result.roofs };
  const [first, ...others] = entries.map(({ entry, test }) => figureOf(entry, test, measured));
  if (first === undefined) throw notForLink('This result has no speed of a whole test.');
  const duel = {
    ...{ ...whole, sustained: null, fidelity: null, line: [], waterfalls: false },
    formats: whole.formats.filter((format) => entries.some(({ entry }) => entry.format === format)),
    tests: whole.tests.filter((test) => entries.some((one) => one.test === test)),
    repetitions: Math.min(whole.repetitions, MOST_REPETITIONS),
  };
  return {
    machine: {
      name: plainName(name, NAME_LETTERS) || 'a GPU without a name',
      software: adapter.software,
      runtime: plainName(`${environment.name} ${environment.version}`, NAME_LETTERS) || 'another browser',
    },
    date: startedAt.slice(0, 10),
    suite: suite.name,
    receipt: receiptOfShape(shape, duel),
    figures: [first, ...others],
  };
}

/** Decode first, INT4 before the others: as the page's headline. */
function headlineOf({ results }: Result): readonly ResultEntry[] {
  return (['decode', 'prefill'] as const).flatMap((phase) => {
    const own = ofHeadline(results.filter((entry) => entry.phase === phase && isWhole(entry)));
    const least = Math.min(...own.map(({ depth }) => depth));
    return own
      .filter(({ depth }) => depth === least)
      .toSorted((a, b) => Number(b.format === 'int4') - Number(a.format === 'int4'));
  });
}

const isWhole = (entry: ResultEntry): boolean =>
  isOurs(entry) && entry.status === 'complete' && entry.tokensPerSecond !== null;

interface FigureOf extends Pick<Receipt, 'promptSeed'> {
  readonly shape: string;
  readonly roofs: Result['roofs'];
}

/** Without a share that is not to be believed: whoever gets it cannot see why. */
function figureOf(entry: ResultEntry, test: Test, { roofs, ...of }: FigureOf): DuelFigure {
  const { format, tokensPerSecond: speed, workloadId, footprintShare, bandwidthShare } = entry;
  const share = footprintShare ?? bandwidthShare ?? null;
  if (speed === null || workloadId !== idOfTest(of, format, test)) {
    const what = contestantName({ engine: ENGINE, format });
    throw notForLink(`This version computes another ${testName(test)} in ${what} than the result has.`);
  }
  return {
    workloadId,
    format,
    test,
    speed,
    share: share === null || shareDoubt(share, entry, roofs) !== null ? null : share,
  };
}

const notForLink = (message: string): TokamarkError =>
  new TokamarkError({ code: 'link', message, where: '', remedy: 'Run a profile to its end and share that result.' });
