/** The WGSL by which gemv adds up what several lanes have summed: slices of the columns, and lanes that share x. */
import type { GemvVariant } from './variants';

/** Sums that are added up at once. For several tokens they are many, and each time all lanes wait for each other twice or more. */
const atOnce = (tokens: number): 1 | 4 => (tokens === 1 ? 1 : 4);

/** What `over_slices` adds up. */
export const sumsType = (tokens: number): string => (atOnce(tokens) === 1 ? 'f32' : 'vec4<f32>');

/** Adds up `names`, each a variable, over all slices. @param over calls over_slices */
export function addUp(names: readonly string[], tokens: number, over: (sums: string) => string): string {
  const width = atOnce(tokens);
  if (width === 1) return names.map((name) => `${name} = ${over(name)};`).join('\n');
  const groups = Array.from({ length: Math.ceil(names.length / width) }, (_, g) =>
    Array.from({ length: width }, (_, i) => names[g * width + i] ?? null),
  );
  const lines = groups.map((group, g) => [
    `let sums${g} = ${over(`Sums(${group.map((name) => name ?? '0.0').join(', ')})`)};`,
    ...group.flatMap((name, i) => (name === null ? [] : [`${name} = sums${g}[${i}];`])),
  ]);
  return lines.flat().join('\n');
}

/** `over_slices(own, lane)`: the sum over all slices, in the lanes of slice 0. */
export const reductions: Readonly<Record<GemvVariant['reduction'], string>> = {
  tree: `fn over_slices(own: Sums, lane: u32) -> Sums {
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
  subgroup: `fn over_slices(own: Sums, lane: u32, size: u32) -> Sums {
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
  sum = Sums();
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
