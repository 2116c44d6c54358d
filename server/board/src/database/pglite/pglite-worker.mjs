/**
 * PGlite in a thread of its own, so that a long query holds up no request. One query at a time: PGlite is one connection. Plain
 * JavaScript, because Node.js starts it as it is, also where nothing has been built; the build copies it beside the bundle.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { parse as parsing, PGlite, protocol } from '@electric-sql/pglite';

const port = parentPort;
if (port === null) throw new Error('this is a thread of the board, not a program');

/** As a driver's errors are told from one another: by PostgreSQL's code. */
const asData = (/** @type {any} */ thrown) => ({
  message: String(thrown?.message ?? thrown),
  code: typeof thrown?.code === 'string' ? thrown.code : '',
});

/** The statement's own word, as PostgreSQL's command tag begins with it. */
const commandOf = (/** @type {string} */ sql) => (/^\s*(\w+)/.exec(sql)?.[1] ?? '').toUpperCase();

const TYPES = { bytea: 17, bigint: 20 };

/** Bytes go as they are, and not as two letters each. */
const CODECS = {
  parsers: {
    [TYPES.bigint]: Number,
    [TYPES.bytea]: (/** @type {string} */ hex) => new Uint8Array(Buffer.from(hex.slice(2), 'hex')),
  },
  serializers: { [TYPES.bytea]: (/** @type {any} */ bytes) => bytes },
};

/** A statement that ends so is read and planned once, and carried out many times (prepared.ts). */
const MARK = '/* prepared */';
/** After which it is read and planned again: the tables may have grown a thousandfold, and nobody tells PGlite. */
const MOST_USES = 1000;

async function open() {
  const database = await PGlite.create(workerData.folder, CODECS);
  const prepared = preparedStatements(database);
  return {
    async query(/** @type {{ sql: string, parameters: any[] }} */ { sql, parameters }) {
      const result = await (sql.endsWith(MARK) ? prepared(sql, parameters) : database.query(sql, parameters));
      const { rows, affectedRows = 0 } = result;
      return { rows, rowCount: affectedRows > 0 ? affectedRows : rows.length, command: commandOf(sql) };
    },
    close: () => database.close(),
  };
}

function preparedStatements(/** @type {PGlite} */ database) {
  const { parse, bind, describe, execute, close, sync } = protocol.serialize;
  /** By their text. @type {Map<string, { name: string, types: number[], head: any[], uses: number }>} */
  const known = new Map();
  let names = 0;
  const say = (/** @type {Uint8Array[]} */ ...messages) => database.execProtocolStream(Buffer.concat(messages));
  const prepare = async (/** @type {string} */ text) => {
    const name = `board_${(names += 1)}`;
    const heard = await say(parse({ name, text }), describe({ type: 'S', name }), sync());
    const types = parsing.parseDescribeStatementResults(heard);
    const statement = { name, types, head: heard.filter((message) => message.name === 'rowDescription'), uses: 0 };
    known.set(text, statement);
    return statement;
  };
  const carryOut = async (/** @type {string} */ text, /** @type {any[]} */ parameters) => {
    const { name, types, head } = known.get(text) ?? (await prepare(text));
    const values = parameters.map((value, i) => {
      if (value === null || value === undefined) return null;
      const written = database.serializers[types[i] ?? 0];
      return written === undefined ? String(value) : written(value);
    });
    const rows = await say(bind({ statement: name, values }), execute(), sync());
    const [result] = parsing.parseResults([...head, ...rows], database.parsers);
    return result ?? { rows: [] };
  };
  const forgetUsed = async (/** @type {string} */ text) => {
    const statement = known.get(text);
    if (statement === undefined || (statement.uses += 1) < MOST_USES) return;
    known.delete(text);
    await say(close({ type: 'S', name: statement.name }), sync());
  };
  return (/** @type {string} */ text, /** @type {any[]} */ parameters) =>
    database.runExclusive(async () => {
      const result = await carryOut(text, parameters);
      await forgetUsed(text);
      return result;
    });
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
