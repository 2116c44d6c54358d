// hidden += branch, both (rows, QUADS) of vec4<f32>: the residual stream takes in what attention or the feed-forward found.

override QUADS: u32;
override THREADS: u32;

struct State { position: u32, rows: u32 }

@group(0) @binding(0) var<storage, read_write> hidden: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> branch: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> state: State;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= QUADS || id.y >= state.rows) {
    return;
  }
  let at = id.y * QUADS + id.x;
  hidden[at] += branch[at];
}
