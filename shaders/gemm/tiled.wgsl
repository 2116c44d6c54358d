// Y = X W^T for up to `rows` tokens, through workgroup memory. W is planar (see src/kernels/matrix/layout.ts), Y is f32; what X is
// says the arithmetic, which takes a block of 32 columns in STEPS steps.
//
// A workgroup computes a tile of TILE_ROWS x TILE_TOKENS. Block by block it unpacks its rows of W, once, into workgroup memory, and
// puts its tokens of X beside them; then each lane multiplies {{ROWS}} rows by {{TOKENS}} tokens, with an accumulator of its own name
// for each pair. A tile lies by step first, so that neighbouring lanes read neighbouring rows or tokens.
{{DIRECTIVES}}

override OUTPUTS: u32;      // columns of Y: rows of W, or half of them with SwiGLU
override N_PADDED: u32;
override BLOCKS: u32;       // K / 32
override STEPS: u32;
override THREADS: u32;      // LANES_ROWS * LANES_TOKENS
override OUT_OFFSET: u32;
override OUT_STRIDE: u32;   // columns of Y, padding included
override TILE_ROWS: u32;
override TILE_OUTPUTS: u32; // TILE_ROWS, or half of them with SwiGLU: the rest are the rows of up
override TILE_TOKENS: u32;
override LANES_ROWS: u32;   // lanes side by side
override LANES_TOKENS: u32;
override WEIGHT_STEPS: u32; // TILE_ROWS * STEPS
override X_STEPS: u32;      // TILE_TOKENS * STEPS
override SPREAD: u32;       // a power of two; STEPS * SPREAD is at most TILE_TOKENS

{{ARITHMETIC}}
@buffer var<storage, read> x: array<Columns>;               // (rows, BLOCKS * STEPS)
{{ROW_TABLE}}
{{PUT}}

var<workgroup> weight_tile: array<Columns, WEIGHT_STEPS>;   // (STEPS, TILE_ROWS)
// (STEPS, TILE_TOKENS); the place of a token is permuted by the step, so that lanes that store one token hit other banks.
var<workgroup> x_tile: array<Columns, X_STEPS>;
{{SCALES}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first = workgroup.x * TILE_OUTPUTS;
  let token = workgroup.y * TILE_TOKENS;
  let last = rows.count - 1u;
  let n = lane % LANES_ROWS;
  let m = lane / LANES_ROWS;
  {{SUMS}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    // Nobody reads the tiles of the block before any longer.
    workgroupBarrier();
    for (var i = lane; i < WEIGHT_STEPS; i += THREADS) {
      let step = i / TILE_ROWS;
      let in_tile = i % TILE_ROWS;
      // Rows and tokens beyond the last are computed like it and not stored: cheaper than a branch around every load.
      let row = min(first + in_tile % TILE_OUTPUTS, OUTPUTS - 1u) + in_tile / TILE_OUTPUTS * OUTPUTS;
      weight_tile[i] = columns(block, step, row){{TIMES}};
      {{FILL_SCALES}}
    }
    for (var i = lane; i < X_STEPS; i += THREADS) {
      let step = i % STEPS;
      let in_tile = i / STEPS;
      let at = min(token + in_tile, last) * BLOCKS + block;
      x_tile[step * TILE_TOKENS + (in_tile ^ (step * SPREAD))] = x[at * STEPS + step];
      {{FILL_BLOCKS}}
    }
    {{BEGIN}}
    workgroupBarrier();
    for (var step = 0u; step < STEPS; step += 1u) {
      {{WEIGHTS}}
      {{VALUES}}
      {{MULTIPLY}}
    }
    {{END}}
  }
  {{STORE}}
}
