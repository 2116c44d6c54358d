/** Rounded activations in GPU memory as quantise-activations would leave them: input of the checks of kernels that read them. */
import type { CheckBench } from '../../src/kernels/check/bench';
import { BLOCK } from '../../src/kernels/matrix/layout';
import type { Rounded } from './reference';

/** @param rows of equal width. Their scales are rounded to f32. */
export function uploadRounded(
  bench: CheckBench,
  rows: readonly Rounded[],
): { readonly levels: GPUBuffer; readonly blocks: GPUBuffer } {
  const levels = Int8Array.from(rows.flatMap((row) => [...row.levels]));
  const blocks = new Uint32Array((levels.length / BLOCK) * 2);
  const [scales, sums] = [new Float32Array(blocks.buffer), new Int32Array(blocks.buffer)];
  rows
    .flatMap((row) => [...row.scales])
    .forEach((scale, b) => {
      scales[2 * b] = scale;
      sums[2 * b + 1] = levels.subarray(b * BLOCK, (b + 1) * BLOCK).reduce((sum, level) => sum + level, 0);
    });
  return { levels: bench.upload(new Uint32Array(levels.buffer)), blocks: bench.upload(blocks) };
}
