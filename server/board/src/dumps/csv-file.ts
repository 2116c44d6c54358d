/** One gzip file of CSV, written page by page: however many rows there are, memory holds a few. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { csvLines, type Cell as CsvCell } from '../../../../src/report/csv-text';
import { plainName } from '../../../../src/report/outside-text';
import type { Column } from './files';

export type Cell = CsvCell | Date;

export interface Written {
  readonly rows: number;
  /** Of the compressed file. */
  readonly bytes: number;
  readonly sha256: string;
}

/** A row for each value: the same cells before it, its number from 0, and itself. There are many of them, and their cells are looked at once. */
export interface Series {
  readonly of: readonly Cell[];
  readonly values: readonly number[];
}

export class CsvFile {
  private readonly gzip = createGzip();
  private readonly hash = createHash('sha256');
  private readonly ended: Promise<void>;
  private bytes = 0;
  private rows = 0;

  constructor(path: string, columns: readonly Column[]) {
    const file = createWriteStream(path, { flags: 'wx' });
    this.gzip.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      this.hash.update(chunk);
    });
    this.gzip.pipe(file);
    this.gzip.on('error', (error) => file.destroy(error));
    file.on('error', (error) => this.gzip.destroy(error));
    this.ended = finished(file);
    // Whoever writes or ends hears of it.
    this.ended.catch(() => undefined);
    this.gzip.write(csvLines([columns.map(({ name }) => name)]));
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    this.rows += rows.length;
    await this.write(csvLines(rows.map((row) => row.map(cellOf))));
  }

  async addSeries(all: readonly Series[]): Promise<void> {
    const lines = all.map(({ of, values }) => {
      this.rows += values.length;
      const head = csvLines([of.map(cellOf)]).trimEnd();
      return values.map((value, index) => `${head},${index},${value}\r\n`).join('');
    });
    await this.write(lines.join(''));
  }

  private async write(lines: string): Promise<void> {
    if (lines === '' || this.gzip.write(lines)) return;
    await Promise.race([once(this.gzip, 'drain'), this.ended]);
  }

  async end(): Promise<Written> {
    this.gzip.end();
    await this.ended;
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Characters of a text. */
const LONGEST = 400;

/** Of a text one line that is seen, of a time its day alone. */
function cellOf(cell: Cell): CsvCell {
  if (cell instanceof Date) return cell.toISOString().slice(0, 'yyyy-mm-dd'.length);
  return typeof cell === 'string' ? plainName(cell, LONGEST) : cell;
}
