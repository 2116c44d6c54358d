/**
 * The lock of a database's folder: one process at a time. A file that its owner touches every second. A process that was killed leaves it
 * behind, and its id may by then be another program's or, in a container, always the same: so the file also says when its owner began, in
 * which boot and which namespace of ids. Where those cannot be compared, it is watched for as long as a living owner would need.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, utimesSync, writeFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';

const NAME = 'board.lock';

const BEAT_SECONDS = 1;
/** Longer than any pause of an owner's thread that answers requests. */
const SILENT_SECONDS = 5;

const ownerSchema = z.object({
  token: z.string(),
  pid: z.number().int().positive(),
  /** Boot and namespace of process ids; null where the system does not say. */
  place: z.string().nullable(),
  /** In ticks since that boot. */
  began: z.string().nullable(),
});

type Owner = z.infer<typeof ownerSchema>;

const DYING_SECONDS = 0.5;
const LOOK_SECONDS = 0.1;

export interface FolderLock {
  /** Resolves if another process has taken it, which can be only after this one stood still for a while. */
  readonly lost: Promise<void>;
  release(): void;
}

/** @throws TokamarkError `config` where a living process has it */
export async function lockFolder(folder: string, watchFor = SILENT_SECONDS): Promise<FolderLock> {
  const path = join(folder, NAME);
  const token = randomUUID();
  const own = `${path}.${token}`;
  writeFileSync(own, JSON.stringify(ownerOf(process.pid, token)));
  try {
    while (!isLinked(own, path)) {
      const found = read(path);
      if (found !== null && (await isAlive(found, path, watchFor))) throw inUse(folder, found);
      takeAway(path, found, token);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return held(path, token);
}

/** Only one of several can: a link is made whole or not at all. */
function isLinked(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

/** Null where it is gone by now. */
function read(path: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path).toString()));
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    // Of nobody: it is watched like that of an unknown owner.
    return { token: '', pid: 1, place: null, began: null };
  }
}

/** Moves what was found aside; where that was not what was found, but another's new lock, it goes back. */
function takeAway(path: string, found: Owner | null, token: string): void {
  const aside = `${path}.${token}.old`;
  try {
    renameSync(path, aside);
  } catch (thrown) {
    if (isMissing(thrown)) return;
    throw thrown;
  }
  if (read(aside)?.token !== found?.token) isLinked(aside, path);
  rmSync(aside, { force: true });
}

/** Looks again and again for up to that many seconds: true once it knows, false where the owner gave no sign of life. */
async function isAlive(owner: Owner, path: string, watchFor: number): Promise<boolean> {
  if (owner.place !== null && owner.place === placeHere()) {
    const lives = (): boolean => owner.began !== null && beganAt(owner.pid) === owner.began;
    // Killed and not yet gone: a start that follows at once need not fail.
    return !(await within(DYING_SECONDS, () => !lives()));
  }
  const before = beatOf(path);
  return within(watchFor, () => beatOf(path) !== before);
}

async function within(seconds: number, happened: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < seconds; waited += LOOK_SECONDS) {
    if (happened()) return true;
    await delay(LOOK_SECONDS * 1000);
  }
  return happened();
}

function held(path: string, token: string): FolderLock {
  let say = (): void => undefined;
  const lost = new Promise<void>((resolve) => {
    say = resolve;
  });
  const isOurs = (): boolean => read(path)?.token === token;
  const beat = setInterval(() => {
    if (isOurs()) {
      const now = new Date();
      utimesSync(path, now, now);
      return;
    }
    clearInterval(beat);
    say();
  }, BEAT_SECONDS * 1000);
  beat.unref();
  return {
    lost,
    release: () => {
      clearInterval(beat);
      if (isOurs()) rmSync(path, { force: true });
    },
  };
}

const beatOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Linux says both; elsewhere a lock is known by its beat alone. */
function placeHere(): string | null {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id').toString().trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/** Null where there is no such process, or nobody says. */
function beganAt(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`).toString();
    // Behind the name, which may hold spaces and brackets: from field 3 of proc(5) on.
    const [state = 'X', ...fields] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? null : (fields[18] ?? null);
  } catch {
    return null;
  }
}

const ownerOf = (pid: number, token: string): Owner => ({ token, pid, place: placeHere(), began: beganAt(pid) });

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

const inUse = (folder: string, { pid }: Owner): TokamarkError =>
  new TokamarkError({
    code: 'config',
    message: `The board's folder is in use by another process (${pid}).`,
    where: folder,
    remedy: 'Stop that board, or name another BOARD_FOLDER. Several boards at once need a PostgreSQL (DATABASE_URL).',
  });
