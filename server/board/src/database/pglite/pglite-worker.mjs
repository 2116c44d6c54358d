/**
 * PGlite in a thread of its own, so that a long query holds up no request. One query at a time: PGlite is one connection. Plain
 * JavaScript, because Node.js starts it as it is, also where nothing has been built; the build copies it beside the bundle.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const port = parentPort;
if (port === null) throw new Error('this is a thread of the board, not a program');

/** As a driver's errors are told from one another: by PostgreSQL's code. */
const asData = (/** @type {any} */ thrown) => ({
  message: String(thrown?.message ?? thrown),
  code: typeof thrown?.code === 'string' ? thrown.code : '',
});

/** The statement's own word, as PostgreSQL's command tag begins with it. */
const commandOf = (/** @type {string} */ sql) => (/^\s*(\w+)/.exec(sql)?.[1] ?? '').toUpperCase();

const TYPES = { bigint: 20 };

async function open() {
  const database = await PGlite.create(workerData.folder, { parsers: { [TYPES.bigint]: Number } });
  return {
    async query(/** @type {{ sql: string, parameters: any[] }} */ { sql, parameters }) {
      const { rows, affectedRows = 0 } = await database.query(sql, parameters);
      return { rows, rowCount: affectedRows > 0 ? affectedRows : rows.length, command: commandOf(sql) };
    },
    close: () => database.close(),
  };
}

const opened = open();
opened.then(
  () => port.postMessage({ id: 0, result: null }),
  (thrown) => port.postMessage({ id: 0, error: asData(thrown) }),
);

port.on('message', async (message) => {
  try {
    const database = await opened;
    const result = message.close === true ? await database.close() : await database.query(message);
    port.postMessage({ id: message.id, result: result ?? null });
  } catch (thrown) {
    port.postMessage({ id: message.id, error: asData(thrown) });
  }
});
