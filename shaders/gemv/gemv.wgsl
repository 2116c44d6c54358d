// y = W x for one token. W is planar (see src/kernels/matrix/layout.ts), x and y are f32.
//
// A workgroup computes ROWS outputs. Its lanes lie ROWS wide, so that neighbouring lanes read neighbouring rows
// (contiguous vec4<u32>), and SLICES deep: each slice takes every SLICES-th block of 32 columns, and a tree adds them up.
{{DIRECTIVES}}

override N: u32;         // rows of W = length of y
override N_PADDED: u32;
override BLOCKS: u32;    // K / 32
override ROWS: u32;
override SLICES: u32;    // a power of two
override THREADS: u32;   // ROWS * SLICES
override OUT_OFFSET: u32;
override GRID_X: u32;    // workgroups in x; the grid is folded into y beyond the limit of one dimension

@group(0) @binding(0) var<storage, read> x: array<vec4<f32>>;       // (K / 4)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;       // (OUT_OFFSET + N)
{{WEIGHTS}}

var<workgroup> partial: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = (group.y * GRID_X + group.x) * ROWS + lane % ROWS;
  let slice = lane / ROWS;
  var sum = 0.0;
  if (row < N_PADDED) {
    for (var block = slice; block < BLOCKS; block += SLICES) {
      {{LOAD}}
      let at = block * 8u;
      sum += {{SCALE}} * (
        {{DOTS}}
      );
    }
  }
  if (SLICES > 1u) {
    partial[lane] = sum;
    for (var half = SLICES / 2u; half > 0u; half /= 2u) {
      workgroupBarrier();
      if (slice < half) {
        sum += partial[lane + half * ROWS];
        partial[lane] = sum;
      }
    }
  }
  if (slice == 0u && row < N) {
    y[OUT_OFFSET + row] = sum;
  }
}
