// Fused multiply-adds and little else: eight independent chains of four-component vectors an invocation, so that the next one
// never waits for the last. Each chain is x = fma(x, factor, addend), over and over, from a start of its own.

{{ENABLE}}

alias Quad = vec4<{{TYPE}}>;

override THREADS: u32;

struct Work { rounds: u32, factor: f32, addend: f32 }

@buffer var<storage, read_write> sums: array<vec4<f32>>;   // one an invocation
@buffer var<storage, read> work: Work;                     // known only when it runs: nothing can be folded

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let factor = Quad({{TYPE}}(work.factor));
  let addend = Quad({{TYPE}}(work.addend));
  let start = Quad(vec4<f32>(f32(id.x & 63u)) / 64.0 + vec4<f32>(0.0, 1.0, 2.0, 3.0));
{{STARTS}}
  for (var round = 0u; round < work.rounds; round++) {
{{STEPS}}
  }
  sums[id.x] = {{SUM}};
}
