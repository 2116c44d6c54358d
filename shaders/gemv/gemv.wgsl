// y = W x for a few tokens, with what comes before and after it in a transformer: a norm, rounding or the merging of split
// attention in front, a bias, the residual or SwiGLU behind. W is planar (see src/kernels/matrix/layout.ts), y is f32.
//
// A workgroup is LANES wide and SLICES deep, and serves {{TOKENS}} tokens with one read of its weights. A lane sums over {{ROWS}} rows,
// LANES apart, so that neighbouring lanes read neighbouring rows and an activation once read serves all rows of the lane. Each
// slice takes every SLICES-th block of 32 columns, and the slices are added up at the end.
{{DIRECTIVES}}

override OUTPUTS: u32;   // rows of W = columns of y; with SwiGLU half the rows
override N_PADDED: u32;
override BLOCKS: u32;    // K / 32
override LANES: u32;
override SLICES: u32;    // a power of two
override THREADS: u32;   // LANES * SLICES
override OUT_OFFSET: u32;
override OUT_STRIDE: u32; // columns of y, padding included
override GRID_X: u32;    // workgroups in x; the grid is folded into y beyond the limit of one dimension

{{WEIGHTS}}
{{INPUT}}
{{PUT}}

alias Sums = {{SUMS}};
var<workgroup> partial: array<Sums, THREADS>;

{{REDUCTION}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32{{BUILTINS}}) {
  let first = (workgroup.y * GRID_X + workgroup.x) * LANES * {{OUTPUTS_A_LANE}}u + lane % LANES;
  let token = workgroup.z * {{TOKENS}}u;
  {{PREPARE}}
  {{DECLARE}}
  for (var block = lane / LANES; block < BLOCKS; block += SLICES) {
    {{BLOCK}}
  }
  {{REDUCE}}
  if (lane < LANES) {
    {{STORE}}
  }
}
