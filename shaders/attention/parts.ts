/** The WGSL by which attention differs: RoPE and KV append done before by kernels of their own or here, keys split or not. */
import { contiguousHalves } from '../../src/kernels/cache/loader';
import { rowTable } from '../../src/kernels/rows';
import { fill } from '../../src/kernels/template';
import newHeads from '../kv-append/new-heads.wgsl?raw';
import common from './common.wgsl?raw';

/** What both forms have in common (common.wgsl). */
export const shared = (append: Append, output: OutputPart): string => {
  const { access, APPENDING, QUERY } = appendings[append];
  const CACHE = contiguousHalves.declarations(access);
  return fill(common, { ROWS: rowTable(), CACHE, APPENDING, QUERY, OUTPUT: output.DECLARATIONS });
};

/** Whether rope and kv-append ran before, or their work is done here. */
export type Append = 'before' | 'here';

interface RopePart {
  readonly access: 'read' | 'read_write';
  /** Functions that the others call. */
  readonly APPENDING: string;
  /** Element i of a query head. */
  readonly QUERY: string;
  /** Before anything reads the cache. */
  readonly APPEND: string;
}

export const appendings: Readonly<Record<Append, RopePart>> = {
  before: { access: 'read', APPENDING: '', QUERY: 'qkv[row * STRIDE + head * HEAD_DIM + i]', APPEND: '' },
  /**
   * One token of each sequence. Of the workgroups of a key/value head, the one whose tiles hold the token's own position puts its key
   * and value there; no other reads that place. See rope.wgsl and kv-append.wgsl for the same as kernels of their own.
   */
  here: {
    access: 'read_write',
    APPENDING: `
@buffer var<storage, read> table: array<vec2<f32>>;   // (positions, HEAD_DIM / 2): cosine, sine

// Element i of the head that begins at \`column\`, turned to its row's position.
fn turned(row: u32, column: u32, i: u32) -> f32 {
  let half = HEAD_DIM / 2u;
  let turn = table[rows.at[row].position * half + i % half];
  let base = row * STRIDE + column;
  let partner = qkv[base + (i + half) % HEAD_DIM];
  return qkv[base + i] * turn.x + select(partner, -partner, i < half) * turn.y;
}

${fill(newHeads, { KEY: 'turned(row, KEY_OFFSET + head * HEAD_DIM, quad * 4u + e)' })}`,
    QUERY: 'turned(row, head * HEAD_DIM, i)',
    APPEND: `let own = rows.at[first_row];
  if (split == own.position / TILE % SPLITS) {
    for (var quad = lane; quad < QUADS; quad += TILE) {
      put(place(own.sequence, own.position), shared_head, quad, first_row);
    }
  }
  storageBarrier();`,
  },
};

interface OutputPart {
  readonly DECLARATIONS: string;
  readonly STORE: string;
}

/** The workgroup has seen all keys of its rows: it writes the attention's output. */
export const wholeOutput: OutputPart = {
  DECLARATIONS: `override OUT_STRIDE: u32;
@buffer var<storage, read_write> out: array<f32>;     // (rows, OUT_STRIDE)

fn store(row: u32, head: u32, quad: u32, value: vec4<f32>) {
  for (var e = 0u; e < 4u && quad * 4u + e < HEAD_DIM; e += 1u) {
    out[row * OUT_STRIDE + head * HEAD_DIM + quad * 4u + e] = value[e];
  }
}`,
  STORE: 'store(row, head, i % QUADS, sums[i] / total[own]);',
};

/** The workgroup has seen its share of the keys: it writes its sums and what to weight them with. */
export const splitOutput: OutputPart = {
  DECLARATIONS: `override ALL_HEADS: u32;
@buffer var<storage, read_write> split_sums: array<vec4<f32>>;    // (rows, SPLITS, ALL_HEADS, QUADS)
@buffer var<storage, read_write> split_stats: array<vec2<f32>>;   // (rows, SPLITS, ALL_HEADS): maximum, sum of weights`,
  STORE: `let of_split = (row * SPLITS + split) * ALL_HEADS + head;
      split_sums[of_split * QUADS + i % QUADS] = sums[i];
      if (i % QUADS == 0u) {
        split_stats[of_split] = vec2<f32>(maximum[own], total[own]);
      }`,
};
