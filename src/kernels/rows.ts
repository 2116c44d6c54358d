/**
 * The row table: what a pass computes, row by row. Row r of a pass is row r of every activation, (rows, width padded). Prefill is one
 * sequence at rising positions, decode one row for each sequence, and a pass may hold both.
 */

/** One token of one sequence. Both count from 0. */
export interface Row {
  readonly sequence: number;
  readonly position: number;
}

/** `count` tokens of one sequence, the first of them at `position`. */
export const run = (position: number, count: number, sequence = 0): readonly Row[] =>
  Array.from({ length: count }, (_, i) => ({ sequence, position: position + i }));

/** Declares `rows`: `rows.count` of them, `rows.at[r].sequence` and `rows.at[r].position`. */
export const rowTable = (access: 'read' | 'read_write' = 'read'): string => `
struct Row { sequence: u32, position: u32 }
struct Rows { count: u32, at: array<Row> }
@buffer var<storage, ${access}> rows: Rows;`;

/** What the buffer behind `rowTable` holds. */
export const rowWords = (rows: readonly Row[]): Uint32Array<ArrayBuffer> =>
  Uint32Array.from([rows.length, ...rows.flatMap(({ sequence, position }) => [sequence, position])]);

/** Bytes of a table with room for `rows`. */
export const rowTableBytes = (rows: number): number => 4 + 8 * rows;
