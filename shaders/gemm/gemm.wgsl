// Y = X W^T for up to `rows` tokens, without workgroup memory. W is planar (see src/kernels/matrix/layout.ts), Y is f32; what X is
// says the arithmetic, which takes a block of 32 columns in STEPS steps.
//
// A lane owns {{ROWS}} rows of W (columns of Y), THREADS apart, and {{TOKENS}} tokens; each pair has an accumulator of its own name,
// since an array indexed by a loop would live in memory. What is once read of X serves all rows of the lane, what is read and
// unpacked of W all its tokens. Where a subgroup shares what it reads of X, each lane reads that of one token.
{{DIRECTIVES}}

override OUTPUTS: u32;    // columns of Y: rows of W, or half of them with SwiGLU
override N_PADDED: u32;
override BLOCKS: u32;     // K / 32
override STEPS: u32;
override THREADS: u32;
override OUT_OFFSET: u32;
override OUT_STRIDE: u32; // columns of Y, padding included

{{ARITHMETIC}}
@buffer var<storage, read> x: array<Columns>;               // (rows, BLOCKS * STEPS)
{{ROW_TABLE}}
{{PUT}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) lane: u32{{BUILTINS}}) {
  let first = workgroup.x * THREADS * {{OUTPUTS_A_LANE}}u + lane;
  let token = workgroup.y * {{TOKENS}}u;
  let last = rows.count - 1u;
  {{DECLARE}}
  {{SUMS}}
  for (var block = 0u; block < BLOCKS; block += 1u) {
    for (var group = 0u; group < GROUPS; group += 1u) {
      {{BEGIN}}
      for (var step = group * STEPS / GROUPS; step < (group + 1u) * STEPS / GROUPS; step += 1u) {
        {{WEIGHTS}}
        {{VALUES}}
        {{MULTIPLY}}
      }
      {{END}}
    }
  }
  {{STORE}}
}
