// y = W x for one token. W is planar (see src/kernels/matrix/layout.ts), x and y are f32.
//
// A workgroup is LANES wide and SLICES deep. A lane owns {{ROWS}} rows, LANES apart, so that neighbouring lanes read neighbouring
// rows and an activation once read serves all rows of the lane. Each slice takes every SLICES-th block of 32 columns, and a
// tree adds them up.
{{DIRECTIVES}}

override N: u32;         // rows of W = length of y
override N_PADDED: u32;
override BLOCKS: u32;    // K / 32
override LANES: u32;
override SLICES: u32;    // a power of two
override THREADS: u32;   // LANES * SLICES
override OUT_OFFSET: u32;
override GRID_X: u32;    // workgroups in x; the grid is folded into y beyond the limit of one dimension

@group(0) @binding(0) var<storage, read> x: array<vec4<f32>>;       // (K / 4)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;       // (OUT_OFFSET + N)
{{WEIGHTS}}

var<workgroup> partial: array<f32, THREADS>;

// The sum over all slices, in the lanes of slice 0.
fn over_slices(own: f32, lane: u32) -> f32 {
  if (SLICES == 1u) {
    return own;
  }
  var sum = own;
  workgroupBarrier();
  partial[lane] = sum;
  for (var half = SLICES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half * LANES) {
      sum += partial[lane + half * LANES];
      partial[lane] = sum;
    }
  }
  return sum;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first = (workgroup.y * GRID_X + workgroup.x) * LANES * {{ROWS}}u + lane % LANES;
  {{DECLARE}}
  for (var block = lane / LANES; block < BLOCKS; block += SLICES) {
    for (var group = 0u; group < GROUPS; group += 1u) {
      {{CLEAR}}
      for (var q = group * 8u / GROUPS; q < (group + 1u) * 8u / GROUPS; q += 1u) {
        let value = x[block * 8u + q];
        {{DOTS}}
      }
      {{SCALE}}
    }
  }
  {{REDUCE}}
  if (lane < LANES) {
    {{STORE}}
  }
}
