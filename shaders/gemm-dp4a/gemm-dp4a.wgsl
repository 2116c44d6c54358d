{{DIRECTIVES}}
// Y = X W^T for up to `rows` tokens, in 8-bit integers: X comes rounded by quantise-activations, the product of a block of 32
// columns is an exact integer, and the two scales of the block make it f32. What every lane needs of X is read by each of them, or
// by one of a subgroup that hands it round.
//
// A lane owns {{ROWS}} rows of W (columns of Y), THREADS apart, and {{TOKENS}} tokens; each pair has an integer and a float of its
// own name, since an array indexed by a loop would live in memory.

override N: u32;         // rows of W = columns of Y
override N_PADDED: u32;
override BLOCKS: u32;    // K / 32
override THREADS: u32;
override OUT_OFFSET: u32;
override OUT_STRIDE: u32; // columns of Y, padding included

struct Row { sequence: u32, position: u32 }
struct Rows { count: u32, at: array<Row> }

@group(0) @binding(0) var<storage, read> levels: array<vec2<u32>>;    // (rows, K / 8)
@group(0) @binding(1) var<storage, read> blocks: array<vec2<u32>>;    // (rows, BLOCKS): scale, sum of levels
@group(0) @binding(2) var<storage, read_write> y: array<f32>;         // (rows, OUT_STRIDE)
@group(0) @binding(3) var<storage, read> rows: Rows;
{{WEIGHTS}}
{{BIAS}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32{{BUILTINS}}) {
  let first = workgroup.x * THREADS * {{ROWS}}u + lane;
  let token = workgroup.y * {{TOKENS}}u;
  {{DECLARE}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    {{LOAD}}
    {{CLEAR}}
    // Rolled, by a bound known only at run time: unrolled it compiles slowly and runs no faster.
    for (var j = 0u; j < min(4u, BLOCKS * 4u); j += 1u) {
      {{DOTS}}
    }
    {{SCALE}}
  }
  {{STORE}}
}
