// Writes the keys and values of this pass into the cache as f16 pairs, at the places of their positions. A cached head is
// padded with zeros to a multiple of eight, so that attention reads it as vec4<u32>.

override KV_HEADS: u32;
override HEAD_DIM: u32;
override PAIRS: u32;       // padded head / 2
override CAPACITY: u32;    // positions the cache has room for
override KEY_OFFSET: u32;  // first column of the keys in q|k|v
override VALUE_OFFSET: u32;
override STRIDE: u32;
override THREADS: u32;

@buffer var<storage, read> qkv: array<f32>;                    // (rows, STRIDE)
@buffer var<storage, read_write> keys: array<u32>;             // (sequences, KV_HEADS, CAPACITY, PAIRS)
@buffer var<storage, read_write> values: array<u32>;           // (sequences, KV_HEADS, CAPACITY, PAIRS)
{{ROWS}}

// Largest finite f16: what lies beyond would be undefined in pack2x16float.
const LARGEST = 65504.0;

fn pair(base: u32, i: u32) -> u32 {
  let a = select(0.0, qkv[base + i], i < HEAD_DIM);
  let b = select(0.0, qkv[base + i + 1u], i + 1u < HEAD_DIM);
  return pack2x16float(clamp(vec2<f32>(a, b), vec2<f32>(-LARGEST), vec2<f32>(LARGEST)));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= KV_HEADS * PAIRS) {
    return;
  }
  let head = id.x / PAIRS;
  let i = (id.x % PAIRS) * 2u;
  let source = id.y * STRIDE + head * HEAD_DIM;
  let row = rows.at[id.y];
  let place = ((row.sequence * KV_HEADS + head) * CAPACITY + row.position) * PAIRS + id.x % PAIRS;
  keys[place] = pair(source + KEY_OFFSET, i);
  values[place] = pair(source + VALUE_OFFSET, i);
}
