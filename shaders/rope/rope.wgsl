// Rotary position embedding, in place on the query and key heads of q|k|v: element i of a head is turned together with
// element i + HEAD_DIM / 2, by the angle of the token's position. Cosines and sines come from a table made in float64 on the
// CPU: WGSL promises no accuracy for sin and cos of large arguments.

override PAIRS: u32;       // (heads + keyValueHeads) * HEAD_DIM / 2
override HEAD_DIM: u32;
override STRIDE: u32;      // columns of q|k|v, padding included
override THREADS: u32;

struct State { position: u32, rows: u32 }

@group(0) @binding(0) var<storage, read_write> qkv: array<f32>;        // (rows, STRIDE)
@group(0) @binding(1) var<storage, read> table: array<vec2<f32>>;      // (context, HEAD_DIM / 2): cosine, sine
@group(0) @binding(2) var<storage, read> state: State;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= PAIRS || id.y >= state.rows) {
    return;
  }
  let half = HEAD_DIM / 2u;
  let turn = table[(state.position + id.y) * half + id.x % half];
  let low = id.y * STRIDE + (id.x / half) * HEAD_DIM + id.x % half;
  let high = low + half;
  let a = qkv[low];
  let b = qkv[high];
  qkv[low] = a * turn.x - b * turn.y;
  qkv[high] = b * turn.x + a * turn.y;
}
