// Multiply-adds and little else: {{CHAINS}} independent chains an invocation, so that the next one never waits for the last. Each chain
// is x = x * factor + addend, over and over, from a start of its own: each result is the next one's operand, so that none can be
// left out or moved out of the loop. What x is and how it is multiplied is in arithmetic.ts.
{{DECLARATIONS}}

override THREADS: u32;

struct Work { rounds: u32, factor: Operand, addend: Addend }

@buffer var<storage, read_write> sums: array<Sum>;   // one an invocation
@buffer var<storage, read> work: Work;               // known only when it runs: nothing can be folded

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
{{START}}
  for (var round = 0u; round < work.rounds; round++) {
{{STEPS}}
  }
  sums[id.x] = {{SUM}};
}
