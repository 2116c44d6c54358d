/**
 * Profiles a loaded subject after it was measured, in a run of its own: never part of a timed repetition. Each part of a pass is
 * repeated alone, all layers in turn; then whole passes run in the model's own order; and an empty dispatch and an empty submit
 * say what launching and waiting cost. All of them take turns, so that what disturbs the machine meanwhile meets each. What follows from these figures is in split.ts.
 *
 * What it takes for granted: a part alone takes as long as within a pass (its weights may be nearer in a cache: the part `order`
 * shows by how much all together differ); a dispatch within a pass costs at least what an empty one costs.
 */
import { median } from 'simple-statistics';
import { seconds, type Seconds, type TokensPerSecond } from '../../foundation/units';
import type { Bench } from '../bench';
import type { TokenCounters } from '../../model/counters';
import { overheadUse } from '../roofs/overhead';
import type { Subject } from '../subject';
import { tokensInAll, type Test } from '../workload';
import { DISTRUSTED, judge } from './method';
import { emptyWork, piecesOf, type Piece, type Pieces } from './pieces';
import { split, type Method, type SplitPart, type TimedPart } from './split';
import { withWorkTimer, type Sampled, type TimedWork, type WorkTimer } from './time-works';
import { arithmeticOf, workOf } from './work';

export interface Profiled {
  readonly method: Method;
  /** Why it is not by timestamps; empty where it is. */
  readonly why: string;
  /** Per token, as the run measured it. */
  readonly tokenSeconds: Seconds;
  readonly parts: readonly SplitPart[];
}

export interface ProfileRequest {
  readonly test: Test;
  /** Tokens per second of its repetitions. */
  readonly rates: readonly TokensPerSecond[];
  /** Null: nobody counted. */
  readonly counters: TokenCounters | null;
  /** On the clock: until when it should be done. */
  readonly end: Seconds;
  /** Until when it must be, where it needs longer than it should. */
  readonly last: Seconds;
  /** False: the run has found that they disagree with the clock. Null: nobody has looked. */
  readonly timestamps: boolean | null;
}

/** Samples of each piece, with its warm-up, where one takes long; see roofs/sampling.ts. */
const LONG_TAKES = 2;
const SHORT_TAKES = 8;

/** A reason instead of figures: nothing was measured, or there is no time. */
export type ProfileOutcome = { readonly leftOut: string } | { readonly leftOut: null; readonly profiled: Profiled };

/** @throws TokamarkError `cancelled`, `device-lost`, `kernel-check` of the empty dispatch. */
export async function profileSubject(bench: Bench, subject: Subject, request: ProfileRequest): Promise<ProfileOutcome> {
  const { context, clock, verifier } = bench;
  const { rates, counters, test, end, last } = request;
  if (rates.length === 0 || counters === null) return { leftOut: 'Its speed was not measured.' };
  const tokenSeconds = seconds(1 / median([...rates]));
  await verifier.verify([overheadUse()]);
  return context.buffers.within(() =>
    withWorkTimer(bench, request.timestamps, async (timer): Promise<ProfileOutcome> => {
      const pieces = piecesOf(subject, test);
      const needed = expectedSeconds(timer, tokenSeconds * pieces.rows, pieces.parts.length);
      const ready = seconds(clock.now() + needed);
      if (ready > last) {
        return { leftOut: `It would take about ${needed.toPrecision(2)} s, and its share of the time is spent.` };
      }
      const timed = await timeAll(timer, pieces, await emptyWork(context), seconds(Math.max(end, ready)));
      const takes = [timed.launch, timed.whole, ...timed.parts].flatMap((each) => each.takes);
      const { method, why } =
        request.timestamps === false ? DISTRUSTED : judge(takes, timer.resolution, timer.roundTrip);
      const tokens = tokensInAll(test);
      const parts = split({
        ...{ tokens, tokenSeconds, method },
        parts: timedParts(timed, pieces, method),
        dispatchSeconds: leastOf(timed.launch, method),
        passSeconds: passSeconds(timed, pieces, method),
        clockSeconds: passSeconds(timed, pieces, 'wall-clock'),
        host: {
          encodeSeconds: seconds((counters.encodeMillisecondsPerToken / 1000) * tokens),
          submitSeconds: seconds(submittingEach(timed.whole) * counters.dispatchesPerToken * tokens),
          submits: Math.round(counters.submitsPerToken * tokens),
          roundTrip: timer.roundTrip,
        },
      });
      return { leftOut: null, profiled: { method, why, tokenSeconds, parts } };
    }),
  );
}

/** Of all pieces, of which the parts together take as long as the whole. */
function expectedSeconds({ aim }: WorkTimer, pass: number, parts: number): number {
  const takes = pass > 20 * aim ? LONG_TAKES : SHORT_TAKES;
  return 2 * takes * pass + (parts + 2) * SHORT_TAKES * aim;
}

interface AllTimed {
  readonly parts: readonly (Sampled & { readonly piece: Piece })[];
  readonly whole: Sampled;
  readonly launch: Sampled;
}

async function timeAll(timer: WorkTimer, pieces: Pieces, nothing: TimedWork, end: Seconds): Promise<AllTimed> {
  const works = [nothing, pieces.whole, ...pieces.parts.map(({ work }) => work)];
  const [launch, whole, ...parts] = await timer.time(works, end);
  if (launch === undefined || whole === undefined) throw new RangeError('nothing was timed');
  return {
    ...{ launch, whole },
    parts: pieces.parts.flatMap((piece, i) => {
      const sampled = parts[i];
      return sampled === undefined ? [] : [{ piece, ...sampled }];
    }),
  };
}

/** Seconds of one round in each sample. */
const perRound = ({ rounds, takes }: Sampled, method: Method): readonly Seconds[] =>
  takes.map(({ wall, stamped }) => seconds(Math.max(0, method === 'timestamps' ? (stamped ?? 0) : wall) / rounds));

const middleOf = (sampled: Sampled, method: Method): Seconds => seconds(median([...perRound(sampled, method)]));

/** What another program adds to something this short would be taken off every kernel: the least is nearest to the cost itself. */
const leastOf = (sampled: Sampled, method: Method): Seconds => seconds(Math.min(...perRound(sampled, method)));

function timedParts({ parts }: AllTimed, { position, each, capacity }: Pieces, method: Method): TimedPart[] {
  return parts.map(({ piece, ...sampled }) => ({
    id: piece.id,
    samples: perRound(sampled, method),
    seconds: middleOf(sampled, method),
    dispatches: piece.dispatches.length,
    ...workOf(piece.dispatches, { position, rows: each, capacity }),
    arithmetic: arithmeticOf(piece.dispatches),
    rounds: piece.rounds,
  }));
}

/** Of all passes of a test; those parts that a prompt has once are not in its passes. */
function passSeconds({ whole, parts }: AllTimed, { rounds }: Pieces, method: Method): Seconds {
  const once = parts.filter(({ piece }) => piece.rounds !== rounds);
  return seconds(
    middleOf(whole, method) * rounds + once.reduce((sum, each) => sum + middleOf(each, method) * each.piece.rounds, 0),
  );
}

/** Seconds of this thread for handing over one dispatch. */
function submittingEach({ takes }: Sampled): number {
  const sum = (of: 'submitting' | 'dispatches') => takes.reduce((all, one) => all + one[of], 0);
  return sum('submitting') / Math.max(1, sum('dispatches'));
}
