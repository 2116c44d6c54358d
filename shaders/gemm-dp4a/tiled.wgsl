// Y = X W^T for up to `rows` tokens, in 8-bit integers, through workgroup memory. X comes rounded by quantise-activations, the product
// of a block of 32 columns is an exact integer, and the two scales of the block make it f32.
//
// A workgroup computes a tile of TILE_ROWS x TILE_TOKENS. Block by block it unpacks its rows of W, once, into workgroup memory, and puts
// its tokens of X beside them; then each lane multiplies {{ROWS}} rows by {{TOKENS}} tokens, each pair with an integer and a float of
// its own name. Eight columns of a row or token are one vec2<u32>, and lie by column first.

override N: u32;            // rows of W = columns of Y
override N_PADDED: u32;
override BLOCKS: u32;       // K / 32
override THREADS: u32;      // LANES_ROWS * LANES_TOKENS
override OUT_OFFSET: u32;
override OUT_STRIDE: u32;   // columns of Y, padding included
override TILE_ROWS: u32;
override TILE_TOKENS: u32;  // a multiple of 32
override LANES_ROWS: u32;   // lanes side by side
override LANES_TOKENS: u32;
override WEIGHT_EIGHTS: u32; // TILE_ROWS * 4
override X_EIGHTS: u32;     // TILE_TOKENS * 4

struct Row { sequence: u32, position: u32 }
struct Rows { count: u32, at: array<Row> }

@group(0) @binding(0) var<storage, read> levels: array<vec2<u32>>;    // (rows, K / 8)
@group(0) @binding(1) var<storage, read> blocks: array<vec2<u32>>;    // (rows, BLOCKS): scale, sum of levels
@group(0) @binding(2) var<storage, read_write> y: array<f32>;         // (rows, OUT_STRIDE)
@group(0) @binding(3) var<storage, read> rows: Rows;
{{WEIGHTS}}
{{BIAS}}

var<workgroup> weight_tile: array<vec2<u32>, WEIGHT_EIGHTS>;          // (4, TILE_ROWS)
var<workgroup> weight_scales: array<f32, TILE_ROWS>;
// (4, TILE_TOKENS); the place of a token is permuted by its column, so that lanes that store one token hit other banks.
var<workgroup> x_tile: array<vec2<u32>, X_EIGHTS>;
var<workgroup> x_blocks: array<vec2<u32>, TILE_TOKENS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first = workgroup.x * TILE_ROWS;
  let token = workgroup.y * TILE_TOKENS;
  let last = rows.count - 1u;
  let n = lane % LANES_ROWS;
  let m = lane / LANES_ROWS;
  {{DECLARE}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    // Nobody reads the tiles of the block before any longer.
    workgroupBarrier();
    // Rows and tokens beyond the last are computed like it and not stored: cheaper than a branch around every load.
    for (var i = lane; i < TILE_ROWS; i += THREADS) {
      let row = min(first + i, N - 1u);
      let packed = load(block, row);
      for (var j = 0u; j < 4u; j += 1u) {
        weight_tile[j * TILE_ROWS + i] = eight(packed, j);
      }
      weight_scales[i] = scale(block, row);
    }
    for (var i = lane; i < X_EIGHTS; i += THREADS) {
      let j = i % 4u;
      let in_tile = i / 4u;
      let at = min(token + in_tile, last) * BLOCKS + block;
      x_tile[j * TILE_TOKENS + (in_tile ^ (j * 8u))] = levels[at * 4u + j];
      if (j == 0u) {
        x_blocks[in_tile] = blocks[at];
      }
    }
    workgroupBarrier();
    {{LOAD}}
    {{CLEAR}}
    for (var j = 0u; j < 4u; j += 1u) {
      {{DOTS}}
    }
    {{SCALE}}
  }
  {{STORE}}
}
