// y = W x for one token, in 8-bit integers: x is rounded to levels by blocks of 32 columns (see
// src/kernels/matrix/quantise-block.ts), a block's product is an exact integer, and its two scales make it f32.
//
// As in gemv, a workgroup is LANES wide and SLICES deep, and a lane owns {{SUMS}} rows, LANES apart. Either x comes as levels, or
// each workgroup rounds it for itself into workgroup memory.
{{DIRECTIVES}}

override OUTPUTS: u32;   // rows of W = length of y; with SwiGLU half the rows
override N_PADDED: u32;
override BLOCKS: u32;    // K / 32
override LANES: u32;
override SLICES: u32;    // a power of two
override THREADS: u32;   // LANES * SLICES
override OUT_OFFSET: u32;
override GRID_X: u32;    // workgroups in x; the grid is folded into y beyond the limit of one dimension

@group(0) @binding(0) var<storage, read_write> y: array<f32>;       // (OUT_OFFSET + OUTPUTS)
{{WEIGHTS}}
{{INPUT}}
{{BIAS}}

var<workgroup> partial: array<f32, THREADS>;

{{REDUCTION}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32{{BUILTINS}}) {
  let first = (workgroup.y * GRID_X + workgroup.x) * LANES * {{OUTPUTS_A_LANE}}u + lane % LANES;
  {{PREPARE}}
  {{DECLARE}}
  for (var block = lane / LANES; block < BLOCKS; block += SLICES) {
    let low = levels[block * 2u];
    let high = levels[block * 2u + 1u];
    let x_scale = bitcast<f32>(blocks[block].x);
    let offset = LEVEL_OFFSET * bitcast<i32>(blocks[block].y);
    {{DOTS}}
  }
  {{REDUCE}}
  if (lane < LANES) {
    {{STORE}}
  }
}
