/** All gates, and what they come to: a state with its reasons, and what of it the owner hears. */
import { MOST_REASONS, type CheckAnswer, type Reason, type RunState } from '../contract/answers';
import { admission, type AdmissionCode } from './admission';
import { catalogueGate } from './catalogue';
import { chainGate } from './chain';
import { challengeGate } from './challenge';
import { clockGate } from './clock';
import { copiedGate } from './copied';
import { rankedIds, rankedWithoutServer } from './entries';
import { figuresOfRun, type RunFigure } from './figures';
import {
  VERDICTS,
  when,
  type Facts,
  type Finding,
  type Gate,
  type OwnFacts,
  type ProofVerdict,
  type Rule,
  type Verdict,
} from './gate';
import { ofVerdict, proofGate } from './proof';
import { regularGate } from './regular';
import { roofGate } from './roof';
import { serverTimesGate } from './server-times';
import { standingGate } from './standing';
import type { StoredReason } from './stored-reasons';
import { timesGate } from './times';

/** By the gravest verdict. */
const STATES: Readonly<Record<Verdict, RunState>> = {
  reject: 'rejected',
  fail: 'failed',
  quarantine: 'quarantined',
  practice: 'practice',
  pending: 'pending',
};

export type Judged = StoredReason;

export interface Decision {
  readonly state: RunState;
  /** All that was met, the gravest first. */
  readonly reasons: readonly Judged[];
  readonly figures: readonly RunFigure[];
}

const judgedBy =
  <Code extends string, Known>({ rules, find }: Gate<Code, Known>) =>
  (facts: Known): readonly Judged[] =>
    said(rules, find(facts));

const said = <Code extends string>(
  rules: Readonly<Record<Code, Rule>>,
  findings: readonly Finding<Code>[],
): readonly Judged[] =>
  findings.map(({ code, where, found }) => {
    const { verdict, says, remedy } = rules[code];
    return { code, verdict, says, remedy, found, ...(where === '' ? {} : { where }) };
  });

const GATES = [
  ...[judgedBy(challengeGate), judgedBy(chainGate), judgedBy(serverTimesGate), judgedBy(timesGate)],
  ...[judgedBy(standingGate), judgedBy(proofGate)],
  ...[judgedBy(clockGate), judgedBy(roofGate), judgedBy(catalogueGate), judgedBy(regularGate), judgedBy(copiedGate)],
];

export function decide(asked: Omit<Facts, 'ranked'>): Decision {
  const facts = { ...asked, ranked: rankedIds() };
  return { ...verdictOf(GATES.flatMap((judge) => judge(facts))), figures: figuresOfRun(facts.result) };
}

function verdictOf(met: readonly Judged[]): Omit<Decision, 'figures'> {
  const reasons = met.toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  return { state: stateOf(reasons), reasons };
}

const WITHDRAWN = 'suite-withdrawn';

/** Of a run that may be about to be ranked: whether its suite still stands. */
const ofSuite = (isWithdrawn: boolean): readonly Judged[] =>
  said(challengeGate.rules, when(isWithdrawn, WITHDRAWN, 'challenge.suite'));

/** What was found when the run came, but for what has been looked at again. */
const kept = (before: readonly Judged[], again: Readonly<Record<string, Rule>>): readonly Judged[] =>
  before.filter(({ code }) => code !== WITHDRAWN && !(code in again));

/**
 * A run whose GPU has been named since it came: judged anew by what is known of that GPU. Everything else was found when it came.
 * @param before as decide found it
 * @param isWithdrawn whether its suite is, and the run comes into it only now
 */
export const decideWithGpu = (
  before: readonly Judged[],
  asked: Omit<OwnFacts, 'ranked'>,
  isWithdrawn: boolean,
): Omit<Decision, 'figures'> => {
  const own = judgedBy(catalogueGate)({ ...asked, ranked: rankedIds() });
  return verdictOf([...kept(before, catalogueGate.rules), ...ofSuite(isWithdrawn), ...own]);
};

const OWN_GATES = [
  ...[judgedBy(timesGate), judgedBy(standingGate), judgedBy(clockGate), judgedBy(roofGate)],
  ...[judgedBy(catalogueGate), judgedBy(regularGate), judgedBy(copiedGate)],
];

/** By the gates that need no server: of a document that was kept as a file, in which ordinary runs are ranked too. */
export function decideAlone(asked: Omit<OwnFacts, 'ranked'>): Decision {
  const facts = { ...asked, ranked: rankedWithoutServer() };
  return {
    ...verdictOf(OWN_GATES.flatMap((judge) => judge(facts))),
    figures: figuresOfRun(facts.result, facts.ranked),
  };
}

/**
 * A run whose proof has been checked since it came. Everything else was found when it came.
 * @param before as decide found it
 * @param isWithdrawn whether its suite is by now
 */
export const decideWithProof = (
  before: readonly Judged[],
  verdict: ProofVerdict,
  isWithdrawn: boolean,
): Omit<Decision, 'figures'> =>
  verdictOf([...kept(before, proofGate.rules), ...ofSuite(isWithdrawn), ...said(proofGate.rules, ofVerdict(verdict))]);

/** What was refused before its document was looked at. */
export const refusedBy = (found: Finding<AdmissionCode>): Decision => ({
  ...verdictOf(said(admission, [found])),
  figures: [],
});

/** Of a document that is none. */
export const refused = (reason: Reason): Decision => ({
  state: 'rejected',
  reasons: [{ ...reason, verdict: 'reject', found: '' }],
  figures: [],
});

function stateOf([gravest]: readonly Judged[]): RunState {
  return gravest === undefined ? 'ranked' : STATES[gravest.verdict];
}

/**
 * As its owner hears it: a run in quarantine as if it were not, so that no reason tells a forger what gave them away. That it is in none of the
 * board's cohorts can be seen.
 */
export function answerOf({ reasons, figures }: Decision): CheckAnswer {
  return { ...heardOf(reasons), figures: figures.map(heardFigure) };
}

/** The same of its reasons alone. */
export function heardOf(reasons: readonly Judged[]): Pick<CheckAnswer, 'state' | 'reasons'> {
  const heard = reasons.filter(({ verdict }) => verdict !== 'quarantine');
  const state = stateOf(heard);
  if (state === 'quarantined') throw new RangeError('a quarantine is never answered');
  return {
    state,
    reasons: heard.slice(0, MOST_REASONS).map(({ code, says, remedy, where }) => ({
      code,
      says,
      remedy,
      ...(where === undefined ? {} : { where }),
    })),
  };
}

const heardFigure = ({ workloadId, shape, test, format, metric, median, low, high, n }: RunFigure) => ({
  ...{ workloadId, shape, test, format, metric },
  ...{ median, low, high, n },
});
