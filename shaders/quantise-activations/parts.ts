/** The WGSL in front of the rounding: activations as they are, or with RMSNorm. gemv rounds for itself with the same. */
import inverseRms from '../rms-norm/inverse-rms.wgsl?raw';

interface InputPart {
  /** The kernel declares x. */
  readonly declarations: string;
  /** Declares `factor`, by which the scales of row `row` are multiplied; the kernel declares x, QUADS, THREADS and lane. */
  readonly factor: string;
}

export const inputs: Readonly<Record<'plain' | 'norm', InputPart>> = {
  plain: {
    declarations: `
fn activation(quad: u32) -> vec4<f32> {
  return x[quad];
}`,
    factor: '',
  },
  norm: {
    declarations: `${inverseRms}
@buffer var<storage, read> norm_weight: array<vec4<f32>>;   // (QUADS)

fn activation(quad: u32) -> vec4<f32> {
  return x[quad] * norm_weight[quad % QUADS];
}`,
    factor: 'let factor = inverse_rms(row, lane);',
  },
};
