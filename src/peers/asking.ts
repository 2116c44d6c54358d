/** What another engine is asked: it has limits of time, gives way to a cancel, and is ended where it fails. */
import type { Bench } from '../benchmark/bench';
import { endsEverything } from '../benchmark/survive';
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import { within } from './within';

/** Its WebAssembly is compiled and its model read: a minute on a slow machine. */
export const LOAD_LIMIT = seconds(180);
/** Of the first pass of a test, in which its shaders are compiled. */
export const FIRST_LIMIT = seconds(300);
/** Of those after it: so many times as long, and never less than this. */
const SLOWER = 10;
const LEAST_LIMIT = seconds(20);

export const limitAfter = (first: Seconds): Seconds => seconds(Math.max(LEAST_LIMIT, SLOWER * first));

export interface Ended {
  /** Rejects when it fails as a whole. */
  readonly failed: Promise<never>;
  readonly terminate: () => void;
}

/** What the peer answers as `read` understands it, unless it fails, takes longer than it may, or the run is cancelled: then it is ended. */
export function askingPeer(
  name: string,
  { failed, terminate }: Ended,
  bench: Pick<Bench, 'signal' | 'throwIfCancelled'>,
) {
  return async <A, T>(answer: Promise<A>, when: string, limit: Seconds, read: (answer: A) => T): Promise<T> => {
    try {
      return read(await within(Promise.race([answer, failed]), { limit, signal: bench.signal, name }));
    } catch (thrown) {
      terminate();
      bench.throwIfCancelled();
      throw ofPeer(name, when, thrown);
    }
  };
}

/** Ours as it is; what an engine throws itself is no fault of ours, and its device or its work are not the run's. */
function ofPeer(name: string, when: string, thrown: unknown): TokamarkError {
  if (!(thrown instanceof TokamarkError) || thrown.code === 'internal') return brokenDown(name, when, thrown);
  return endsEverything(thrown) ? brokenDown(name, `${when}: ${thrown.message.replace(/\.$/, '')}`, thrown) : thrown;
}

export const brokenDown = (name: string, when: string, cause: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'peer',
      message: `${name} failed ${when}.`,
      where: name,
      remedy: 'The other figures hold: run without it, or try it in another browser.',
    },
    { cause },
  );
