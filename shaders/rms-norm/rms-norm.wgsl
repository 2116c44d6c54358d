// out = x / sqrt(mean(x^2) + EPSILON) * weight, a workgroup a row: of each row of a pass, or of those in a list, each into the row of
// `out` that goes with it (the LM head needs no other).

override WIDTH: u32;         // true columns; the mean is over these
override QUADS: u32;         // padded columns / 4; padding is zero
override EPSILON: f32;
override THREADS: u32;       // a power of two

@buffer var<storage, read> x: array<vec4<f32>>;               // (rows, QUADS)
@buffer var<storage, read> weight: array<vec4<f32>>;          // (QUADS)
@buffer var<storage, read_write> out: array<vec4<f32>>;       // (rows, QUADS)
{{LIST}}

var<workgroup> partial: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let source = {{FROM}} * QUADS;
  var sum = 0.0;
  for (var i = lane; i < QUADS; i += THREADS) {
    let value = x[source + i];
    sum += dot(value, value);
  }
  partial[lane] = sum;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      partial[lane] += partial[lane + half];
    }
  }
  workgroupBarrier();
  let scale = inverseSqrt(partial[0] / f32(WIDTH) + EPSILON);
  for (var i = lane; i < QUADS; i += THREADS) {
    out[{{TO}} * QUADS + i] = x[source + i] * scale * weight[i];
  }
}
