/** What each invocation of roof-stream sums up, word for word. */

/** Loads of one invocation in one step. */
export const LOADS = 8;

/** @returns one sum of 32 bits an invocation, for as many workgroups as `words` has full blocks */
export function streamReference(words: Uint32Array, threads: number, steps: number): Uint32Array {
  const quadsPerGroup = threads * LOADS * steps;
  const sums = new Uint32Array(Math.floor(words.length / 4 / quadsPerGroup) * threads);
  for (let quad = 0; quad < (sums.length / threads) * quadsPerGroup; quad++) {
    const place = Math.floor(quad / quadsPerGroup) * threads + (quad % threads);
    for (let i = 0; i < 4; i++) sums[place] = (sums[place] ?? 0) + (words[quad * 4 + i] ?? 0);
  }
  return sums;
}
