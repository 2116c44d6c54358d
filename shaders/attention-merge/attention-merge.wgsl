// Puts the partial results of split attention together: every split has the largest score of its keys, the sum of its weights
// relative to that, and the values so weighted. One invocation an element of a head of a row.

override HEADS: u32;
override HEAD_DIM: u32;
override HEAD_STRIDE: u32;   // padded head
override OUT_STRIDE: u32;
override SPLITS: u32;
override THREADS: u32;

@buffer var<storage, read> split_sums: array<f32>;          // (rows, SPLITS, HEADS, HEAD_STRIDE)
@buffer var<storage, read> split_stats: array<vec2<f32>>;   // (rows, SPLITS, HEADS): maximum, sum of weights
@buffer var<storage, read_write> out: array<f32>;        // (rows, OUT_STRIDE)

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= HEADS * HEAD_DIM) {
    return;
  }
  let first = id.y * SPLITS * HEADS + id.x / HEAD_DIM;
  let d = id.x % HEAD_DIM;
  var high = -3.4e38;
  for (var split = 0u; split < SPLITS; split += 1u) {
    high = max(high, split_stats[first + split * HEADS].x);
  }
  var sum = 0.0;
  var weight = 0.0;
  for (var split = 0u; split < SPLITS; split += 1u) {
    let stat = split_stats[first + split * HEADS];
    let scale = exp(stat.x - high);
    weight += stat.y * scale;
    sum += split_sums[(first + split * HEADS) * HEAD_STRIDE + d] * scale;
  }
  out[id.y * OUT_STRIDE + id.x] = sum / weight;
}
