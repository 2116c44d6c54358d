// Writes the keys and values of a pass into the cache, each where its row's sequence and position have their place.

override HEAD_DIM: u32;
override STRIDE: u32;        // columns of q|k|v, padding included
override THREADS: u32;

{{ROWS}}
@buffer var<storage, read> qkv: array<f32>;     // (rows, STRIDE)
{{CACHE}}
{{NEW_HEADS}}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < KV_HEADS * QUADS) {
    let row = rows.at[id.y];
    put(place(row.sequence, row.position), id.x / QUADS, id.x % QUADS, id.y);
  }
}
