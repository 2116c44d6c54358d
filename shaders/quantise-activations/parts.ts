/** The WGSL in front of the rounding: activations as they are, or with RMSNorm. gemv rounds for itself with the same. */

export type ActivationInput = 'plain' | 'norm';

interface InputPart {
  /** The kernel declares x. */
  readonly declarations: string;
  /** Declares `factor`, by which the scales of row `row` are multiplied; the kernel declares QUADS, THREADS and lane. */
  readonly factor: string;
}

export const inputs: Readonly<Record<ActivationInput, InputPart>> = {
  plain: {
    declarations: `
fn activation(quad: u32) -> vec4<f32> {
  return x[quad];
}`,
    factor: '',
  },
  norm: {
    declarations: `
override WIDTH: u32;      // true columns; the mean is over these
override EPSILON: f32;
@buffer var<storage, read> norm_weight: array<vec4<f32>>;   // (QUADS)
var<workgroup> squares: array<f32, THREADS>;

fn activation(quad: u32) -> vec4<f32> {
  return x[quad] * norm_weight[quad % QUADS];
}`,
    factor: `var square = 0.0;
  for (var i = lane; i < QUADS; i += THREADS) {
    let value = x[row * QUADS + i];
    square += dot(value, value);
  }
  squares[lane] = square;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      squares[lane] += squares[lane + half];
    }
  }
  workgroupBarrier();
  let factor = inverseSqrt(squares[0] / f32(WIDTH) + EPSILON);`,
  },
};
