/** RMSNorm of one token in float64 (Zhang and Sennrich 2019, arXiv 1910.07467; Llama's: epsilon inside the root). */
export function rmsNormReference(
  x: ArrayLike<number>,
  weight: ArrayLike<number>,
  width: number,
  epsilon: number,
): Float64Array {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (x[i] ?? 0) ** 2;
  const scale = 1 / Math.sqrt(sum / width + epsilon);
  return Float64Array.from({ length: width }, (_, i) => (x[i] ?? 0) * scale * (weight[i] ?? 0));
}
