// out[r] += bias for every token r of the pass. Only models with a bias in attention dispatch it.

override QUADS: u32;       // padded columns / 4
override THREADS: u32;

struct State { position: u32, rows: u32 }

@group(0) @binding(0) var<storage, read_write> out: array<vec4<f32>>;    // (rows, QUADS)
@group(0) @binding(1) var<storage, read> bias: array<vec4<f32>>;         // (QUADS)
@group(0) @binding(2) var<storage, read> state: State;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= QUADS || id.y >= state.rows) {
    return;
  }
  out[id.y * QUADS + id.x] += bias[id.x];
}
