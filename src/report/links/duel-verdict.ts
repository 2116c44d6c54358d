/**
 * Who wins a duel: this machine's result against the one that a link brought, workload by workload. Only equal workload ids meet, and
 * no software adapter meets a GPU. Both intervals are from within one run.
 */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { isTie, ratio } from '../../statistics/ratio';
import type { Interval } from '../../statistics/interval';
import { ENGINE } from '../../foundation/build';
import { boundsBehind, showInterval } from '../digits';
import { isEnough } from '../enough';
import { isSameMeasurement } from '../parts/entries';
import { implementationDifferences } from '../receipt/replay';
import type { Figure, Result } from '../schema';
import { formatName, verbOf } from './claim';
import { shapeAlone, withSmallModel } from '../which-model';
import { machineText, UNVERIFIED, type Duel, type DuelFigure } from './duel';

/** Of this machine. */
export type Outcome = 'win' | 'loss' | 'tie';

export interface DuelRound {
  readonly theirs: DuelFigure;
  /** Tokens per second. */
  readonly mine: Figure;
  /** How many times as fast this machine is. */
  readonly ratio: Interval;
  readonly outcome: Outcome;
}

export interface DuelDecision {
  readonly kind: 'decided';
  /** Of the first round. */
  readonly outcome: Outcome;
  readonly sentence: string;
  /** What a reader must know before believing it. */
  readonly notes: readonly string[];
  /** Of every figure that both have; the first decides. */
  readonly rounds: readonly DuelRound[];
}

export interface DuelRefusal {
  readonly kind: 'refused';
  /** A sentence. */
  readonly reason: string;
}

export function duelVerdict(theirs: Duel, mine: Result): DuelDecision | DuelRefusal {
  const reason = whyNot(theirs, mine);
  if (reason !== null) return { kind: 'refused', reason };
  const rounds = theirs.figures.flatMap((figure) => roundOf(figure, mine));
  const [first] = rounds;
  if (first === undefined || first.theirs !== theirs.figures[0]) {
    return { kind: 'refused', reason: unmeasured(theirs.figures[0], mine) };
  }
  return {
    ...{ kind: 'decided', outcome: first.outcome, rounds },
    sentence: sentenceOf(first, machineText(theirs.machine), modelOf(theirs)),
    notes: notesOf(theirs, mine),
  };
}

function whyNot({ machine, suite }: Duel, mine: Result): string | null {
  if (suite !== mine.suite.name) {
    return `They ran the suite ${suite}, this result is of ${mine.suite.name}: the two do not compare.`;
  }
  if (machine.software !== mine.adapter.software) {
    const [soft, hard] = machine.software ? ['Theirs', 'yours'] : ['Yours', 'theirs'];
    return `${soft} is a software adapter and ${hard} a GPU: the two do not compare.`;
  }
  return null;
}

function roundOf(theirs: DuelFigure, { results }: Result): readonly DuelRound[] {
  const key = { workloadId: theirs.workloadId, engine: ENGINE };
  const mine = results.find((entry) => isSameMeasurement(entry, key) && entry.status === 'complete')?.tokensPerSecond;
  if (mine === undefined || mine === null || !isEnough(mine) || !isEnough(theirs.speed)) return [];
  const found = ratio(mine, theirs.speed);
  const outcome = isTie(found) ? 'tie' : found.median > 1 ? 'win' : 'loss';
  return [{ theirs, mine, ratio: found, outcome }];
}

/** Why the figure that decides has no counterpart. */
function unmeasured(figure: DuelFigure, { results }: Result): string {
  const what = `${doing(figure)} in ${formatName(figure)}`;
  if (!isEnough(figure.speed))
    return `They repeated ${what} fewer than ${FEWEST_REPETITIONS} times: too few to compare.`;
  const same = results.find((entry) => isSameMeasurement(entry, { workloadId: figure.workloadId, engine: ENGINE }));
  if (same === undefined) return `This result has another workload than theirs: it did not measure the same ${what}.`;
  if (same.tokensPerSecond === null || same.status !== 'complete') return `This run did not finish ${what}.`;
  return `This run repeated ${what} fewer than ${FEWEST_REPETITIONS} times: too few to compare.`;
}

const doing = ({ test }: DuelFigure): string => (test.phase === 'decode' ? 'writing' : 'reading');

/** `You win: yours writes 1.85 times as fast as Apple M3 in INT4 (1.79 to 1.92).` */
function sentenceOf({ theirs, ratio: found, outcome }: DuelRound, them: string, model: string): string {
  const verb = verbOf(theirs);
  const format = formatName(theirs);
  if (outcome === 'tie') {
    const { low, high } = showInterval(found);
    return `A tie: yours ${verb} ${low} to ${high} times as fast as ${them} in ${format}${model}, too close to tell.`;
  }
  const shown = showInterval(outcome === 'win' ? found : inverse(found));
  const times = `${shown.median} times as fast as`;
  return outcome === 'win'
    ? `You win: yours ${verb} ${times} ${them} in ${format}${boundsBehind(shown)}${model}.`
    : `${them} wins: it ${verb} ${times} yours in ${format}${boundsBehind(shown)}${model}.`;
}

/** Of a model that is not what every machine is asked for: a win with a small one says nothing of that. */
const modelOf = ({ receipt: { model } }: Duel): string =>
  'shape' in model ? withSmallModel({ name: model.shape }) : '';

const inverse = ({ median, low, high }: Interval): Interval => ({ median: 1 / median, low: 1 / high, high: 1 / low });

function notesOf({ machine, receipt, figures }: Duel, { adapter, engine }: Result): string[] {
  const differences = implementationDifferences(receipt.implementation, engine);
  return [
    `Their figures are ${UNVERIFIED}: the link says them, and anyone can write a link.`,
    'shape' in receipt.model ? `Both ran ${shapeAlone(receipt.model.shape, figures[0].test)}.` : '',
    'Each interval is from within one run.',
    machine.software && adapter.software ? 'Both are software adapters: this says nothing about GPUs.' : '',
    differences.length === 0
      ? ''
      : `Another version of Tokamark measured theirs (${differences.join(', ')}): the same workloads, computed by other code.`,
  ].filter((note) => note !== '');
}
