// Writes the keys and values of a pass into the cache, each where its row's sequence and position have their place.

override HEAD_DIM: u32;
override KEY_OFFSET: u32;  // first column of the keys in q|k|v
override VALUE_OFFSET: u32;
override STRIDE: u32;      // columns of q|k|v, padding included
override THREADS: u32;

{{ROWS}}
@buffer var<storage, read> qkv: array<f32>;     // (rows, STRIDE)
{{CACHE}}

// `quad` of the head that begins at `base`.
fn quad_of(base: u32, quad: u32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  for (var e = 0u; e < min(4u, HEAD_DIM - min(HEAD_DIM, quad * 4u)); e += 1u) {
    value[e] = qkv[base + quad * 4u + e];
  }
  return value;
}

fn new_key(row: u32, head: u32, quad: u32) -> vec4<f32> {
  return quad_of(row * STRIDE + KEY_OFFSET + head * HEAD_DIM, quad);
}

fn new_value(row: u32, head: u32, quad: u32) -> vec4<f32> {
  return quad_of(row * STRIDE + VALUE_OFFSET + head * HEAD_DIM, quad);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < KV_HEADS * QUADS) {
    let row = rows.at[id.y];
    put(place(row.sequence, row.position), id.x / QUADS, id.x % QUADS, id.y);
  }
}
