// Y = X W^T for up to `rows` tokens, without workgroup memory. W is planar (see src/kernels/matrix/layout.ts), X and Y are f32.
//
// A lane owns {{ROWS}} rows of W (columns of Y), THREADS apart, and {{TOKENS}} tokens; each pair has an accumulator of its own name,
// since an array indexed by a loop would live in memory. An activation once read serves all rows of the lane, a weight once
// read and widened serves all its tokens. Where activations are shared within a subgroup, each lane reads those of one token.
{{DIRECTIVES}}

override OUTPUTS: u32;    // columns of Y: rows of W, or half of them with SwiGLU
override N_PADDED: u32;
override BLOCKS: u32;     // K / 32
override THREADS: u32;
override OUT_OFFSET: u32;
override OUT_STRIDE: u32; // columns of Y, padding included

struct Row { sequence: u32, position: u32 }
struct Rows { count: u32, at: array<Row> }

@group(0) @binding(0) var<storage, read> x: array<vec4<f32>>;       // (rows, K / 4)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;       // (rows, OUT_STRIDE)
@group(0) @binding(2) var<storage, read> rows: Rows;
{{WEIGHTS}}
{{PUT}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32{{BUILTINS}}) {
  let first = workgroup.x * THREADS * {{OUTPUTS_A_LANE}}u + lane;
  let token = workgroup.y * {{TOKENS}}u;
  let last = rows.count - 1u;
  {{DECLARE}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    for (var group = 0u; group < GROUPS; group += 1u) {
      {{SCALE}}
      for (var q = group * 8u / GROUPS; q < (group + 1u) * 8u / GROUPS; q += 1u) {
        {{LOAD}}
        {{ACCUMULATE}}
      }
    }
  }
  {{STORE}}
}
