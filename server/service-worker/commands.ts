/** What the page asks of its service worker, over a port of its own for each question. */
import { asTokamarkError } from '../../src/foundation/errors';
import type { BuiltPage } from './built-page';
import type { KeptPage } from './kept-page';

/** Of the Web Lock that a run holds, in whichever tab (src/worker/gpu-lock.ts). */
const GPU_LOCK = 'tokamark-gpu';

interface Parts {
  /** The page that this service worker was built with, which is the newest that the host has. */
  readonly page: BuiltPage;
  readonly kept: KeptPage;
  readonly heldLocks: () => Promise<readonly string[]>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** A run that was cancelled gives the GPU back when its last pass is over. */
const MOST_LOOKS = 20;
const BETWEEN_LOOKS = 250;

type Reply = (message: object) => void;

/** Answers one question. Each answer is plain data with a `type`; the last one is `state` or `failed`. */
export function createCommands({
  page,
  kept,
  heldLocks,
  pause,
}: Parts): (asked: unknown, reply: Reply) => Promise<void> {
  let keeping: AbortController | null = null;

  const state = async () => ({
    type: 'state',
    newest: { version: page.version, label: page.label },
    kept: await kept.kept(),
    bytes: page.files.reduce((sum, file) => sum + file.bytes, 0),
  });

  const isFreeSoon = async (): Promise<boolean> => {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      if (!(await heldLocks()).includes(GPU_LOCK)) return true;
      await pause(BETWEEN_LOOKS);
    }
    return false;
  };

  const keep = async (reply: Reply): Promise<void> => {
    if (!(await isFreeSoon())) return reply({ type: 'failed', ...BUSY });
    const own = new AbortController();
    keeping?.abort();
    keeping = own;
    await kept.keep(page, own.signal, (bytes) => reply({ type: 'progress', bytes }));
    reply(await state());
  };

  return async (asked, reply) => {
    try {
      if (asked === 'keep') return await keep(reply);
      if (asked === 'stop') keeping?.abort();
      if (asked === 'forget') await kept.forget();
      reply(await state());
    } catch (thrown) {
      const { message, remedy } = asTokamarkError(thrown).toData();
      reply({ type: 'failed', message, remedy });
    }
  };
}

const BUSY = {
  message: 'A run goes on, perhaps in another tab.',
  remedy: 'Try again when it has ended.',
};
