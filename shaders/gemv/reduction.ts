/** The WGSL by which gemv adds up what several lanes have summed: slices of the columns, and lanes that share x. */
import type { GemvVariant } from './variants';

/** `over_slices(own, lane)`: the sum over all slices, in the lanes of slice 0. */
export const reductions: Readonly<Record<GemvVariant['reduction'], string>> = {
  tree: `fn over_slices(own: f32, lane: u32) -> f32 {
  if (SLICES == 1u) {
    return own;
  }
  var sum = own;
  workgroupBarrier();
  partial[lane] = sum;
  for (var half = SLICES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half * LANES) {
      sum += partial[lane + half * LANES];
      partial[lane] = sum;
    }
  }
  return sum;
}`,
  // Lanes of one row are LANES apart. What one subgroup holds of a row is added by shuffles, the rest through memory.
  subgroup: `fn over_slices(own: f32, lane: u32, size: u32) -> f32 {
  var sum = own;
  for (var step = LANES; step < size; step *= 2u) {
    sum += subgroupShuffleXor(sum, step);
  }
  let width = max(size, LANES);
  workgroupBarrier();
  if (lane % width < LANES) {
    partial[lane / width * LANES + lane % width] = sum;
  }
  workgroupBarrier();
  sum = 0.0;
  for (var i = 0u; i < THREADS / width; i += 1u) {
    sum += partial[i * LANES + lane % LANES];
  }
  return sum;
}`,
};

/** `over_sharing(own)`: the sum over the lanes that each read other quads of a block of x; powers of two below their number. */
export const overSharing = `fn over_sharing(own: f32) -> f32 {
  var sum = own;
  sum += subgroupShuffleXor(sum, 1u);
  sum += subgroupShuffleXor(sum, 2u);
  sum += subgroupShuffleXor(sum, 4u);
  return sum;
}`;
