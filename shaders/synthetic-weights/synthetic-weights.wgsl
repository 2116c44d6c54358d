// Fills a packed matrix with weights made from a counter: the same bytes on every adapter, since it is all integer work.
// Levels are bell-shaped and reach every step of the format; each block of 32 has a scale of its own.
// One invocation makes one block of one row. What is made is said in reference.ts, word for word in TypeScript.

override FORMAT: u32;      // 0 FP16, 1 INT8, 2 INT4, 3 MXFP4, 4 NVFP4
override PER_WORD: u32;    // levels in a word
override N: u32;           // rows of this shard
override ROW_START: u32;   // of the shard in its matrix: what is made does not depend on how the matrix is cut
override N_PADDED: u32;
override K: u32;
override BLOCKS: u32;
override SEED: u32;
override EXPONENT: u32;    // biased exponent: in f16 of the smallest scale (INT8, INT4) or of one step (FP16), in E8M0 of the smallest
                           // scale (MXFP4), in f32 of the tensor's scale (NVFP4)
override THREADS: u32;
override GRID_X: u32;

@buffer var<storage, read_write> words: array<u32>;
@buffer var<storage, read_write> scales: array<u32>;

{{MIX}}

fn bits_at(row: u32, column: u32) -> u32 {
  return mix(mix(SEED ^ ((ROW_START + row) * 0x9e3779b9u)) ^ (column * 0x85ebca77u));
}

// The sum of four bytes less its mean: -510..510, bell-shaped, standard deviation 147.8.
fn bell(bits: u32) -> i32 {
  return i32((bits & 255u) + ((bits >> 8u) & 255u) + ((bits >> 16u) & 255u) + (bits >> 24u)) - 510;
}

// The f16 whose value is `integer` steps of 2^(exponent - 15); |integer| < 128, exponent >= 8 keeps it normal.
fn half_of(integer: i32, exponent: u32) -> u32 {
  if (integer == 0) {
    return 0u;
  }
  let magnitude = u32(abs(integer));
  let top = firstLeadingBit(magnitude);
  let mantissa = (magnitude << (10u - top)) & 0x3ffu;
  return select(0u, 0x8000u, integer < 0) | ((exponent + top) << 10u) | mantissa;
}

// The bits of the level at (row, column), in as many as a level has. An FP16 block has its own exponent, as others have a scale.
fn level_bits(row: u32, column: u32, spread: u32) -> u32 {
  let bits = bits_at(row, column);
  let inside = row < N && column < K;
  if (FORMAT == 0u) {
    return select(0u, half_of(bell(bits) / 8, EXPONENT + (spread & 1u)), inside);
  }
  if (FORMAT == 1u) {
    return select(0u, bitcast<u32>(clamp(bell(bits) / 4, -127, 127)) & 255u, inside);
  }
  // Two digits of 0..7 and one of 0..1 add up to 0..15, a triangle around the middle.
  let sum = (bits & 7u) + ((bits >> 3u) & 7u) + ((bits >> 6u) & 1u);
  if (FORMAT == 2u) {
    return select(8u, sum, inside);
  }
  // E2M1: 8..15 are codes 0..7, and 7..0 their negatives, of which the first would be a negative zero.
  let code = select(select(15u - sum, 0u, sum == 7u), sum - 8u, sum >= 8u);
  return select(0u, code, inside);
}

// A block's own counter lies beyond any column.
fn spread_of(row: u32, block: u32) -> u32 {
  return bits_at(row, 0x80000000u + block);
}

// The bits of the scale of `row` in `block`, in as many as a row has in its word; zero in padding rows.
fn scale_bits(row: u32, block: u32) -> u32 {
  if (row >= N) {
    return 0u;
  }
  let spread = spread_of(row, block);
  if (FORMAT == 3u) {
    return EXPONENT + (spread & 1u);
  }
  if (FORMAT == 4u) {
    return 0x7070u | (spread & 7u) | (((spread >> 3u) & 7u) << 8u);
  }
  return (EXPONENT << 10u) | (spread & 0x3ffu);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * GRID_X + group.x) * THREADS + lane;
  let row = index % N_PADDED;
  let block = index / N_PADDED;
  if (block >= BLOCKS) {
    return;
  }
  let spread = spread_of(row, block);
  for (var i = 0u; i < 32u / PER_WORD; i += 1u) {
    var word = 0u;
    for (var j = 0u; j < PER_WORD; j += 1u) {
      // Of eight levels, the first four are the low nibbles of the bytes.
      let shift = select(j * (32u / PER_WORD), (j & 3u) * 8u + (j >> 2u) * 4u, PER_WORD == 8u);
      word |= level_bits(row, block * 32u + i * PER_WORD + j, spread) << shift;
    }
    words[((block * (8u / PER_WORD) + i / 4u) * N_PADDED + row) * 4u + i % 4u] = word;
  }
  if (FORMAT == 0u) {
    return;
  }
  // Two rows, or MXFP4's four, share a word of scales: the first writes all of it.
  let sharing = select(2u, 4u, FORMAT == 3u);
  if (row % sharing == 0u) {
    var word = 0u;
    for (var i = 0u; i < sharing; i += 1u) {
      word |= scale_bits(row + i, block) << (i * (32u / sharing));
    }
    let header = select(0u, 4u, FORMAT == 4u);
    scales[header + (block * N_PADDED + row) / sharing] = word;
  }
  if (FORMAT == 4u && index == 0u) {
    scales[0] = EXPONENT << 23u;
  }
}
