/** Why a peer could not be loaded where the page runs without its host: what other engines are made of comes on a click, and is not kept for use offline. */
import { throwIfCancelled } from '../foundation/cancel';
import { TokamarkError } from '../foundation/errors';
import { seconds } from '../foundation/units';
import { within } from './within';

/** What to do, wherever it turns out. */
export const NOT_KEPT =
  'Other engines are not kept for use offline: connect again, so that this page’s host can be reached, or run without them.';

/** Never kept, so that nothing but the host answers. */
const ASKED_FOR = 'models/fable/onnx/templates.json';
const LIMIT = seconds(5);

/** Where it was being loaded. */
interface Place {
  /** The folder of the page. */
  readonly base: string;
  readonly signal: AbortSignal | null;
}

/** What was thrown, unless a peer failed and the host does not answer: then that. @throws TokamarkError `cancelled` */
export async function orNotKept(name: string, thrown: unknown, place: Place): Promise<unknown> {
  const isOfPeer = thrown instanceof TokamarkError && thrown.code === 'peer';
  if (!isOfPeer || (await answers(place))) return thrown;
  return new TokamarkError(
    {
      code: 'network',
      message: 'The engine could not be loaded, and the host of this page does not answer.',
      where: name,
      remedy: NOT_KEPT,
    },
    { cause: thrown },
  );
}

async function answers({ base, signal }: Place): Promise<boolean> {
  try {
    await within(fetch(new URL(ASKED_FOR, base), { method: 'HEAD', cache: 'no-store' }), {
      ...{ limit: LIMIT, signal, name: 'The host of this page' },
    });
    return true;
  } catch {
    throwIfCancelled(signal);
    return false;
  }
}
