override KEY_OFFSET: u32;    // first column of the keys in q|k|v
override VALUE_OFFSET: u32;

// What the cache's `put` asks for, in kv-append and in attention that appends for itself: a quad of a head of a row, zero beyond the
// head.
fn new_key(row: u32, head: u32, quad: u32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  for (var e = 0u; e < 4u && quad * 4u + e < HEAD_DIM; e += 1u) {
    value[e] = {{KEY}};
  }
  return value;
}

fn new_value(row: u32, head: u32, quad: u32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  for (var e = 0u; e < 4u && quad * 4u + e < HEAD_DIM; e += 1u) {
    value[e] = qkv[row * STRIDE + VALUE_OFFSET + head * HEAD_DIM + quad * 4u + e];
  }
  return value;
}
