// Y = X W^T for up to `rows` tokens, through workgroup memory. W is planar (see src/kernels/matrix/layout.ts), X and Y are f32.
//
// A workgroup computes a tile of TILE_ROWS x TILE_TOKENS. Block by block of 32 columns it widens its rows of W, once, into
// workgroup memory, and puts its tokens of X beside them; then each lane multiplies {{ROWS}} rows by {{TOKENS}} tokens, with an
// accumulator of its own name for each pair. Quads lie by column first, so that neighbouring lanes read neighbouring quads.
{{DIRECTIVES}}

override OUTPUTS: u32;      // columns of Y: rows of W, or half of them with SwiGLU
override N_PADDED: u32;
override BLOCKS: u32;       // K / 32
override THREADS: u32;      // LANES_ROWS * LANES_TOKENS
override OUT_OFFSET: u32;
override OUT_STRIDE: u32;   // columns of Y, padding included
override TILE_ROWS: u32;
override TILE_OUTPUTS: u32; // TILE_ROWS, or half of them with SwiGLU: the rest are the rows of up
override TILE_TOKENS: u32;  // a multiple of 8
override LANES_ROWS: u32;   // lanes side by side
override LANES_TOKENS: u32;
override WEIGHT_QUADS: u32; // TILE_ROWS * 8
override X_QUADS: u32;      // TILE_TOKENS * 8

struct Row { sequence: u32, position: u32 }
struct Rows { count: u32, at: array<Row> }

@group(0) @binding(0) var<storage, read> x: array<vec4<f32>>;       // (rows, K / 4)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;       // (rows, OUT_STRIDE)
@group(0) @binding(2) var<storage, read> rows: Rows;
{{WEIGHTS}}
{{PUT}}

var<workgroup> weight_tile: array<vec4<f32>, WEIGHT_QUADS>;         // (8, TILE_ROWS)
// (8, TILE_TOKENS); the place of a token is permuted by its quad, so that lanes that store quads of one token hit other banks.
var<workgroup> x_tile: array<vec4<f32>, X_QUADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first = workgroup.x * TILE_OUTPUTS;
  let token = workgroup.y * TILE_TOKENS;
  let last = rows.count - 1u;
  let n = lane % LANES_ROWS;
  let m = lane / LANES_ROWS;
  {{DECLARE}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    // Nobody reads the tiles of the block before any longer.
    workgroupBarrier();
    for (var i = lane; i < WEIGHT_QUADS; i += THREADS) {
      let q = i / TILE_ROWS;
      let in_tile = i % TILE_ROWS;
      // Rows and tokens beyond the last are computed like it and not stored: cheaper than a branch around every load.
      let row = min(first + in_tile % TILE_OUTPUTS, OUTPUTS - 1u) + in_tile / TILE_OUTPUTS * OUTPUTS;
      weight_tile[i] = quad(block, q, row) * scale(block, q * GROUPS / 8u, row);
    }
    for (var i = lane; i < X_QUADS; i += THREADS) {
      let q = i % 8u;
      let in_tile = i / 8u;
      x_tile[q * TILE_TOKENS + (in_tile ^ q)] = x[(min(token + in_tile, last) * BLOCKS + block) * 8u + q];
    }
    workgroupBarrier();
    for (var q = 0u; q < 8u; q += 1u) {
      {{LOAD}}
      {{ACCUMULATE}}
    }
  }
  {{STORE}}
}
