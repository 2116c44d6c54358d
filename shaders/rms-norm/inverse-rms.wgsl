override WIDTH: u32;         // true columns; the mean is over these
override EPSILON: f32;

var<workgroup> squares: array<f32, THREADS>;

// 1 / sqrt(mean(x^2) + EPSILON) over row `row` of x, in all lanes alike. Their number is a power of two.
fn inverse_rms(row: u32, lane: u32) -> f32 {
  var sum = 0.0;
  for (var i = lane; i < QUADS; i += THREADS) {
    let value = x[row * QUADS + i];
    sum += dot(value, value);
  }
  squares[lane] = sum;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      squares[lane] += squares[lane + half];
    }
  }
  workgroupBarrier();
  return inverseSqrt(squares[0] / f32(WIDTH) + EPSILON);
}
