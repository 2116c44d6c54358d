/** What this browser keeps of runs for a board: the key of the machine, and each run with what came of it. What comes out of a storage is outside input. */
import { z } from 'zod';
import { ANSWERED_STATES } from '../../../../server/board/src/contract/answers';
import { base64url } from '../../../../server/board/src/contract/common';
import {
  isSignedBy,
  keptKeySchema,
  makeDeviceKey,
  signDigest,
  type KeptKey,
} from '../../../../server/board/src/contract/device-key';
import type { Records } from '../../history/records';

const runSchema = z.object({
  id: z.string(),
  /** As the board gets it. */
  text: z.string(),
  madeAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Links of its chain that the board has heard of. */
  stamped: z.number().int().nonnegative(),
  sent: z
    .object({ id: base64url(16), deleteToken: base64url(32), state: z.enum(ANSWERED_STATES), deleted: z.boolean() })
    .nullable(),
});

export type KeptRun = z.infer<typeof runSchema>;

export interface KeptForBoard {
  /** From the newest to the oldest, those too that the storage did not take; what cannot be read is left out. */
  runs(): Promise<readonly KeptRun[]>;
  keep(run: KeptRun): Promise<void>;
  forget(id: string): Promise<void>;
  /** Made where there is none; until the page is left where the browser does not keep it. @throws TokamarkError where it cannot make one */
  key(): Promise<KeptKey>;
  replaceKey(key: KeptKey): Promise<void>;
}

const RUN = 'run ';
const KEY = 'key';

export function keptForBoard(records: Records): KeptForBoard {
  /** Of this page, where the storage has none. */
  let made: KeptKey | null = null;
  /** Runs of this page that the storage did not take. */
  const unkept = new Map<string, KeptRun>();
  return {
    replaceKey: (key) => records.write(KEY, key),
    runs: async () => {
      const stored = (await records.all().catch(() => []))
        .flatMap(([name, value]) => (name.startsWith(RUN) ? (runSchema.safeParse(value).data ?? []) : []))
        .filter(({ id }) => !unkept.has(id));
      return [...stored, ...unkept.values()].toSorted((a, b) => Date.parse(b.madeAt) - Date.parse(a.madeAt));
    },
    keep: async (run) => {
      unkept.set(run.id, run);
      await records.write(RUN + run.id, run);
      unkept.delete(run.id);
    },
    forget: async (id) => {
      const isOfPage = unkept.delete(id);
      const stored = await records.all().catch((thrown: unknown) => {
        // A storage that took none has none.
        if (isOfPage) return [];
        throw thrown;
      });
      if (stored.some(([name]) => name === RUN + id)) await records.remove(RUN + id);
    },
    key: async () => {
      const stored = await records.all().catch(() => []);
      const read = keptKeySchema.safeParse(stored.find(([name]) => name === KEY)?.[1]);
      if (read.success) return read.data;
      made ??= await makeDeviceKey();
      await records.write(KEY, made).catch(() => undefined);
      return made;
    },
  };
}

/** The key in a text that a person chose; null where it holds none that signs. */
export async function keyIn(text: string): Promise<KeptKey | null> {
  const read = keptKeySchema.safeParse(jsonOf(text));
  if (!read.success) return null;
  const digest = new Uint8Array(32);
  try {
    // Halves of two keys would be found out at the end of a run.
    return (await isSignedBy(read.data.x, digest, await signDigest(read.data, digest))) ? read.data : null;
  } catch (thrown) {
    if (thrown instanceof DOMException) return null;
    throw thrown;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
