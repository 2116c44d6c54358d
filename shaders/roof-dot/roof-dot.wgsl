// Packed 8-bit dot products and little else: sixteen independent chains an invocation of x = dot4I8Packed(x, weights) + addend.
// Each result is the next one's operand, so that none can be left out or moved out of the loop.

override THREADS: u32;

struct Work { rounds: u32, weights: u32, addend: i32 }

@buffer var<storage, read_write> sums: array<u32>;   // one an invocation
@buffer var<storage, read> work: Work;               // known only when it runs: nothing can be folded

{{DOT}}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let weights = work.weights;
  let addend = work.addend;
{{STARTS}}
  for (var round = 0u; round < work.rounds; round++) {
{{STEPS}}
  }
  sums[id.x] = bitcast<u32>({{SUM}});
}
