/** What is timed of a test: its parts, a whole pass, and a dispatch that does nothing. Times nothing (see time-works.ts). */
import type { GpuContext } from '../../device/context';
import { run } from '../../kernels/rows';
import { byPart, type Part } from '../../model/parts';
import { stepFor } from '../../model/transformer';
import * as empty from '../../../shaders/roof-empty';
import type { Subject } from '../subject';
import { promptTokens, type Test } from '../workload';
import type { TimedWork } from './time-works';

/** Of what is short: the encoding of more would take longer than the work. */
const MOST_ROUNDS = 2048;

export interface Piece extends Part {
  readonly work: TimedWork;
  /** Of a whole test. */
  readonly rounds: number;
}

export interface Pieces {
  /** Tokens of one pass. */
  readonly rows: number;
  /** Where in the context the parts are timed. */
  readonly position: number;
  readonly parts: readonly Piece[];
  readonly whole: TimedWork;
  /** Rounds of `whole` in a test. */
  readonly rounds: number;
  readonly capacity: number;
}

export function piecesOf(subject: Subject, test: Test): Pieces {
  const { model, chunk, config } = subject;
  const { session, transformer } = model;
  const { phase, depth, tokens } = test;
  const { flopsPerSubmit } = session.limits[phase];
  const rows = phase === 'decode' ? 1 : Math.min(chunk, tokens);
  const rounds = tokens / rows;
  // In the middle of the test, where a context is as long as in the mean.
  const position = depth + Math.floor((tokens - rows) / 2);
  const step = stepFor(transformer, 1);
  const choice: Part = { id: 'choice', dispatches: [transformer.greedy] };
  // What is timed writes into the cache.
  subject.filled = 0;
  const last: readonly Part[] =
    phase === 'decode' ? [choice] : [{ id: 'head', dispatches: [transformer.lastNorm, ...step.lastLogits] }, choice];
  const parts = byPart([...(phase === 'decode' ? step.parts : transformer.prefillParts), ...last]).map((part) => ({
    ...part,
    // A prompt has one next token.
    rounds: phase === 'prefill' && (part.id === 'head' || part.id === 'choice') ? 1 : rounds,
    work: {
      ...{ dispatches: part.dispatches, rows, flopsPerSubmit, most: MOST_ROUNDS },
      stand: () => session.stand(run(position, rows)),
    },
  }));
  const [first = 0] = promptTokens(1, config.vocabSize);
  const whole: TimedWork = {
    ...{ rows, flopsPerSubmit },
    dispatches: phase === 'decode' ? [...step.decode, transformer.greedy] : transformer.prefill,
    most: phase === 'decode' ? tokens : MOST_ROUNDS,
    stand: (times) => {
      if (phase === 'prefill') session.stand(run(position, rows));
      else session.rewind(depth + Math.floor((tokens - times) / 2), first);
    },
  };
  return { rows, position, parts, whole, rounds, capacity: transformer.options.capacity };
}

export async function emptyWork(context: GpuContext): Promise<TimedWork> {
  const { buffers } = context;
  const dispatch = await empty.create(
    context,
    { marking: 0 },
    { mark: buffers.create('profile mark', 16), work: buffers.upload('profile work', Uint32Array.of(0)) },
  );
  return { dispatches: [dispatch], rows: 1, flopsPerSubmit: Infinity, most: 8 * MOST_ROUNDS, stand: () => undefined };
}
