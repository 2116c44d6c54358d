// Rotary position embedding, in place on the query and key heads of q|k|v: element i of a head is turned together with
// element i + HEAD_DIM / 2, by the angle of the token's position. Cosines and sines come from a table made in float64 on the
// CPU: WGSL promises no accuracy for sin and cos of large arguments.

override PAIRS: u32;       // (heads + keyValueHeads) * HEAD_DIM / 2
override HEAD_DIM: u32;
override STRIDE: u32;      // columns of q|k|v, padding included
override THREADS: u32;

@buffer var<storage, read_write> qkv: array<f32>;        // (rows, STRIDE)
@buffer var<storage, read> table: array<vec2<f32>>;      // (context, HEAD_DIM / 2): cosine, sine
{{ROWS}}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= PAIRS) {
    return;
  }
  let half = HEAD_DIM / 2u;
  let turn = table[rows.at[id.y].position * half + id.x % half];
  let low = id.y * STRIDE + (id.x / half) * HEAD_DIM + id.x % half;
  let high = low + half;
  let a = qkv[low];
  let b = qkv[high];
  qkv[low] = a * turn.x - b * turn.y;
  qkv[high] = b * turn.x + a * turn.y;
}
