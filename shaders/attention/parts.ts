/** The WGSL by which attention differs: RoPE and KV append done before by kernels of their own or here, keys split or not. */

interface RopePart {
  readonly CACHE_ACCESS: 'read' | 'read_write';
  /** Functions that the others call. */
  readonly TURN: string;
  /** Element i of a query head. */
  readonly QUERY: string;
  /** Before anything reads the cache. */
  readonly APPEND: string;
}

/** rope and kv-append ran before. */
export const appendedBefore: RopePart = {
  CACHE_ACCESS: 'read',
  TURN: '',
  QUERY: 'qkv[token * STRIDE + head * HEAD_DIM + i]',
  APPEND: '',
};

/**
 * One token of each sequence. Of the workgroups of a key/value head, the one whose tiles hold the token's own position puts its key and value
 * there; no other reads that place. See rope.wgsl and kv-append.wgsl for the same as kernels of their own.
 */
export const appendedHere: RopePart = {
  CACHE_ACCESS: 'read_write',
  TURN: `override KEY_OFFSET: u32;    // first column of the keys in q|k|v
override VALUE_OFFSET: u32;
@buffer var<storage, read> table: array<vec2<f32>>;   // (context, HEAD_DIM / 2): cosine, sine

fn turned(token: u32, base: u32, i: u32) -> f32 {
  let half = HEAD_DIM / 2u;
  let turn = table[rows.at[token].position * half + i % half];
  let partner = qkv[base + (i + half) % HEAD_DIM];
  return qkv[base + i] * turn.x + select(partner, -partner, i < half) * turn.y;
}

fn own_key(token: u32, base: u32, i: u32) -> f32 {
  return clamp(select(0.0, turned(token, base + KEY_OFFSET, min(i, HEAD_DIM - 1u)), i < HEAD_DIM), -LARGEST, LARGEST);
}

fn own_value(base: u32, i: u32) -> f32 {
  return clamp(select(0.0, qkv[base + VALUE_OFFSET + min(i, HEAD_DIM - 1u)], i < HEAD_DIM), -LARGEST, LARGEST);
}

// Largest finite f16: what lies beyond would be undefined in pack2x16float.
const LARGEST = 65504.0;`,
  QUERY: 'turned(token, token * STRIDE + head * HEAD_DIM, min(i, HEAD_DIM - 1u))',
  APPEND: `let own_base = first_token * STRIDE + first_head / GROUP * HEAD_DIM;
  let own_position = rows.at[first_token].position;
  if (split == own_position / TILE % SPLITS) {
    for (var i = lane; i < QUADS; i += TILE) {
      let place = (cache + own_position) * QUADS + i;
      keys[place] = vec2<u32>(
        pack2x16float(vec2<f32>(own_key(first_token, own_base, 4u * i), own_key(first_token, own_base, 4u * i + 1u))),
        pack2x16float(vec2<f32>(own_key(first_token, own_base, 4u * i + 2u), own_key(first_token, own_base, 4u * i + 3u))),
      );
      values[place] = vec2<u32>(
        pack2x16float(vec2<f32>(own_value(own_base, 4u * i), own_value(own_base, 4u * i + 1u))),
        pack2x16float(vec2<f32>(own_value(own_base, 4u * i + 2u), own_value(own_base, 4u * i + 3u))),
      );
    }
  }
  storageBarrier();`,
};

interface OutputPart {
  readonly OUTPUT_BINDINGS: string;
  readonly STORE: string;
}

/** The workgroup has seen all keys of its rows: it writes the attention's output. */
export const wholeOutput: OutputPart = {
  OUTPUT_BINDINGS: `override OUT_STRIDE: u32;
@buffer var<storage, read_write> out: array<f32>;  // (rows, OUT_STRIDE)`,
  STORE: `let value = sums[i] / total[row];
    if (token < rows.count) {
      for (var e = 0u; e < 4u; e += 1u) {
        if (d + e < HEAD_DIM) {
          out[token * OUT_STRIDE + head * HEAD_DIM + d + e] = value[e];
        }
      }
    }`,
};

/** The workgroup has seen its share of the keys: it writes its sums and what to weight them with. */
export const splitOutput: OutputPart = {
  OUTPUT_BINDINGS: `override ALL_HEADS: u32;
@buffer var<storage, read_write> partial: array<vec4<f32>>;  // (SPLITS, ALL_HEADS, QUADS)
@buffer var<storage, read_write> stats: array<vec2<f32>>;    // (SPLITS, ALL_HEADS): maximum, sum of weights`,
  STORE: `if (token < rows.count) {
      partial[(split * ALL_HEADS + head) * QUADS + i % QUADS] = sums[i];
      if (d == 0u) {
        stats[split * ALL_HEADS + head] = vec2<f32>(maximum[row], total[row]);
      }
    }`,
};
