/** An export back into an empty database: all of it in one transaction, or nothing. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import { migrationNames } from '../database/migrate';
import { cannot } from './act';
import { EXPORT_FORMAT } from './export';
import { wholeTables, type WholeTable } from './whole-tables';

const headSchema = z.object({ format: z.literal(EXPORT_FORMAT), migrations: z.array(z.string()) });
const tableSchema = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
const endSchema = z.strictObject({ rows: z.record(z.string(), z.number().int()), sha256: z.string() });

/** Of the rows that one statement writes: as text, and in number. */
const LETTERS = 4e6;
const ROWS = 1000;

/** @throws TokamarkError of a file that is no whole export, or of a database that is not empty. @returns rows by table */
export const restoreAll = ({ write }: Database, file: string): Promise<Readonly<Record<string, number>>> =>
  write.transaction().execute(async (transaction) => {
    const tables = await wholeTables(transaction);
    await assertEmpty(transaction, tables);
    const writer = new Writer(transaction, tables, file);
    const input = createReadStream(file);
    const unzipped = input.pipe(createGunzip());
    input.on('error', (error) => unzipped.destroy(error));
    try {
      for await (const line of linesOf(unzipped)) await writer.take(line);
    } catch (thrown) {
      // What zlib or the system says of it.
      if (thrown instanceof Error && 'code' in thrown && /^(Z_|ENO|EACCES|EISDIR|ERR_)/.test(String(thrown.code))) {
        throw notWhole(file, thrown.message);
      }
      throw thrown;
    }
    await writer.end();
    await countOn(transaction, tables);
    return writer.counts;
  });

/** By the line feed alone: a row's text may have other marks that end a line. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const parts = `${rest}${z.string().parse(chunk)}`.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

const notWhole = (file: string, why: string) =>
  cannot(
    `This is no whole export of a board: ${why}.`,
    file,
    'Take a file that `export` wrote to its end. Nothing was changed.',
  );

async function assertEmpty(transaction: Transaction<Tables>, tables: readonly WholeTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction);
    if (rows.length > 0) {
      throw cannot(
        'The database has rows already.',
        name,
        'Restore into an empty one: another BOARD_FOLDER or DATABASE_URL, that no board has run on.',
      );
    }
  }
}

class Writer {
  readonly counts: Record<string, number> = {};
  private readonly hash = createHash('sha256');
  private table: WholeTable | null = null;
  private rows: string[] = [];
  private letters = 0;
  private isBegun = false;
  private isEnded = false;

  constructor(
    private readonly transaction: Transaction<Tables>,
    private readonly tables: readonly WholeTable[],
    private readonly file: string,
  ) {}

  async take(line: string): Promise<void> {
    if (!this.isBegun) return this.begin(line);
    if (this.isEnded) throw notWhole(this.file, 'something follows its end');
    // A row of a table begins with a column of its own; none is called so.
    if (line.startsWith('{"rows":')) return this.finish(line);
    this.hash.update(`${line}\n`);
    if (line.startsWith('{"table":')) return this.next(line);
    this.rows.push(line);
    this.letters += line.length;
    if (this.letters > LETTERS || this.rows.length >= ROWS) await this.write();
  }

  end(): Promise<void> {
    return this.isEnded ? Promise.resolve() : Promise.reject(notWhole(this.file, 'its end is missing'));
  }

  private async begin(line: string): Promise<void> {
    const head = this.parsed(headSchema, line);
    const own = await migrationNames(this.transaction);
    if (head.migrations.join() !== own.join()) {
      throw cannot(
        'The export is of another version of the board.',
        this.file,
        `Restore it with that version (its migrations: ${head.migrations.join(', ')}), then start this one on it.`,
      );
    }
    this.hash.update(`${line}\n`);
    this.isBegun = true;
  }

  private async next(line: string): Promise<void> {
    await this.write();
    const { table: name, columns } = this.parsed(tableSchema, line);
    const own = this.tables.find((one) => one.name === name);
    if (own?.columns.join() !== columns.join()) throw notWhole(this.file, `it has a table ${name} of other columns`);
    this.table = own;
    this.counts[name] = 0;
  }

  private async finish(line: string): Promise<void> {
    await this.write();
    const { rows, sha256 } = this.parsed(endSchema, line);
    if (sha256 !== this.hash.digest('hex')) throw notWhole(this.file, 'it was changed');
    if (Object.entries(rows).some(([name, count]) => this.counts[name] !== count)) {
      throw notWhole(this.file, 'rows are missing');
    }
    this.isEnded = true;
  }

  private async write(): Promise<void> {
    const { table, rows } = this;
    if (rows.length === 0) return;
    if (table === null) throw notWhole(this.file, 'a row stands before any table');
    const list = sql.join(table.columns.map((column) => sql.ref(column)));
    await sql`
      insert into ${sql.table(table.name)} (${list}) overriding system value
      select ${list} from json_populate_recordset(null::${sql.table(table.name)}, ${`[${rows.join(',')}]`}::json)`.execute(
      this.transaction,
    );
    this.counts[table.name] = (this.counts[table.name] ?? 0) + rows.length;
    this.rows = [];
    this.letters = 0;
  }

  private parsed<T>(schema: z.ZodType<T>, line: string): T {
    try {
      return schema.parse(JSON.parse(line));
    } catch {
      throw notWhole(this.file, 'a line of it is not as it is written');
    }
  }
}

/** New rows get numbers behind those that came back. */
async function countOn(transaction: Transaction<Tables>, tables: readonly WholeTable[]): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`.execute(transaction);
  for (const { table, column } of rows.filter((one) => tables.some(({ name }) => name === one.table))) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(table)}`.execute(transaction);
  }
}
