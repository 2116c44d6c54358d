/**
 * PGlite behind the interface that Kysely's dialect of PostgreSQL has for pg's pool: so both databases are one dialect. A pool of one
 * connection, which each caller has to itself until it is released, as a transaction needs it.
 */
import { Worker } from 'node:worker_threads';
import type { PostgresPool, PostgresQueryResult } from 'kysely';
import { z } from 'zod';
import { DatabaseError } from '../database-error';
import { resultSchema } from '../query-result';
import { StatementClient } from '../statement-client';

const answerSchema = z.object({
  id: z.number(),
  error: z.object({ message: z.string(), code: z.string() }).optional(),
  result: z.unknown().optional(),
});

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface PglitePool extends PostgresPool {
  /** When the thread is gone that was not ended: nothing can be asked any more. */
  readonly lost: Promise<Error>;
}

/** Resolves when the folder's database answers. */
export async function openPglite(folder: string): Promise<PglitePool> {
  const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), { workerData: { folder } });
  const thread = threadOf(worker);
  try {
    await thread.opened;
  } catch (thrown) {
    await worker.terminate();
    throw thrown;
  }
  let last: Promise<void> = Promise.resolve();
  return {
    lost: thread.lost,
    async connect() {
      const before = last;
      let release = (): void => undefined;
      last = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      return new PgliteClient(thread.ask, release);
    },
    async end() {
      await last;
      await thread.ask({ close: true });
      thread.end();
      await worker.terminate();
    },
  };
}

type Ask = (message: object) => Promise<unknown>;

function threadOf(worker: Worker) {
  const waiting = new Map<number, Waiting>();
  let gone: Error | null = null;
  let ending = false;
  let ids = 0;
  let say: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    say = resolve;
  });
  const lose = (why: string): void => {
    gone ??= new DatabaseError(`the thread of PGlite is gone: ${why}`, '57P01');
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
    if (!ending) say(gone);
  };
  const wait = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (gone === null) waiting.set(id, { resolve, reject });
      else reject(gone);
    });
  worker.on('message', (message: unknown) => {
    const { id, error, result } = answerSchema.parse(message);
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(new DatabaseError(error.message, error.code));
  });
  worker.on('error', (error: Error) => lose(error.message));
  worker.on('exit', (code) => lose(`it ended with ${code}`));
  // The number that says that it is open.
  const opened = wait(0);
  const ask: Ask = (message) => {
    ids += 1;
    const id = ids;
    const answer = wait(id);
    if (gone === null) worker.postMessage({ ...message, id });
    return answer;
  };
  return { opened, lost, ask, end: () => (ending = true) };
}

/** A statement that begins or ends a transaction, by its first word. */
const wordOf = (sql: string): string => (/^\s*([a-z]+)/i.exec(sql)?.[1] ?? '').toLowerCase();

class PgliteClient extends StatementClient {
  private isWithin = false;
  /** A statement of the transaction has failed: PostgreSQL undoes it at its commit, and says so in a tag that PGlite does not pass on. */
  private hasFailed = false;

  constructor(
    private readonly ask: Ask,
    readonly release: () => void,
  ) {
    super();
  }

  protected override async carryOut<R>(asked: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const word = wordOf(asked);
    const isUndone = word === 'commit' && this.hasFailed;
    if (word === 'begin' || word === 'start') this.isWithin = true;
    try {
      const result = resultSchema<R>().parse(await this.ask({ sql: asked, parameters }));
      // Also back to a savepoint.
      if (word === 'rollback' || word === 'commit') this.hasFailed = false;
      // As PostgreSQL's tag has it, by which Kysely tells its caller.
      return isUndone ? { ...result, command: 'ROLLBACK' } : result;
    } catch (thrown) {
      if (this.isWithin && word !== 'commit') this.hasFailed = true;
      throw thrown;
    }
  }
}
