/** What is timed of a test: its parts, a whole pass, and a dispatch that does nothing. Times nothing (see time-works.ts). */
import type { GpuContext } from '../../device/context';
import { byPart, type Part } from '../../model/parts';
import { stepFor } from '../../model/transformer';
import * as empty from '../../../shaders/roof-empty';
import { MOST_REPEATS } from '../../tuning/stopwatch';
import { passRows } from '../pass-rows';
import { rewind, type Subject } from '../subject';
import { testName, tokensInAll, type Test } from '../workload';
import type { TimedWork } from './time-works';

export interface Piece extends Part {
  readonly work: TimedWork;
  /** Of a whole test. */
  readonly rounds: number;
}

export interface Pieces {
  /** Tokens of one pass, of all sequences. */
  readonly rows: number;
  /** And of each of them. */
  readonly each: number;
  /** Where in the context the parts are timed. */
  readonly position: number;
  readonly parts: readonly Piece[];
  readonly whole: TimedWork;
  /** Rounds of `whole` in a test. */
  readonly rounds: number;
  readonly capacity: number;
}

export function piecesOf(subject: Subject, test: Test): Pieces {
  const { model, chunk } = subject;
  const { session, transformer } = model;
  const { phase, depth, tokens, batch } = test;
  const decode = phase === 'decode';
  const { flopsPerSubmit } = subject.passes.limits.get(testName(test)) ?? session.limits[phase];
  // In the middle of the test, where a context is as long as in the mean.
  const position = depth + Math.floor((tokens - (decode ? 1 : Math.min(chunk, tokens))) / 2);
  const pass = passRows(test, chunk, position);
  const rows = pass.rows.length;
  const rounds = tokensInAll(test) / rows;
  const { prefill, choice: next } = transformer;
  const step = stepFor(transformer, batch);
  const choice: Part = { id: 'choice', dispatches: [next.greedy] };
  // What is timed writes into the cache.
  subject.passes.filled.clear();
  const ending: readonly Part[] = decode
    ? [choice]
    : [{ id: 'head', dispatches: [prefill.lastNorm, ...step.lastLogits] }, choice];
  const parts = byPart([...(decode ? step.parts : prefill.parts), ...ending]).map((part) => {
    // Prompts have one next token each.
    const once = !decode && (part.id === 'head' || part.id === 'choice');
    return {
      ...part,
      rounds: once ? 1 : rounds,
      work: {
        ...{ dispatches: part.dispatches, flopsPerSubmit, most: MOST_REPEATS },
        rows: once ? pass.last.length : rows,
        stand: () => session.stand(pass.rows, pass.last),
      },
    };
  });
  const whole: TimedWork = {
    ...{ rows, flopsPerSubmit },
    dispatches: decode ? [...step.decode, next.greedy] : prefill.dispatches,
    most: decode ? tokens : MOST_REPEATS,
    stand: (times) => {
      if (decode) rewind(subject, test, depth + Math.floor((tokens - times) / 2));
      else session.stand(pass.rows, pass.last);
    },
  };
  return { rows, each: pass.each, position, parts, whole, rounds, capacity: transformer.options.capacity };
}

export async function emptyWork(context: GpuContext): Promise<TimedWork> {
  const { buffers } = context;
  const dispatch = await empty.create(
    context,
    { marking: 0 },
    { mark: buffers.create('profile mark', 16), work: buffers.upload('profile work', Uint32Array.of(0)) },
  );
  return { dispatches: [dispatch], rows: 1, flopsPerSubmit: Infinity, most: 8 * MOST_REPEATS, stand: () => undefined };
}
