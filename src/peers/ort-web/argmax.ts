/** The likeliest token by the last row of logits, f32 or f16. */

/** @param logits (rows, vocabSize); f16 as its bits where the browser has no Float16Array */
export function argmax(logits: unknown, vocabSize: number): number {
  if (!ArrayBuffer.isView(logits)) throw new Error('there are no logits');
  const keys =
    logits instanceof Float32Array
      ? logits.subarray(-vocabSize)
      : new Uint16Array(logits.buffer, logits.byteOffset, logits.byteLength / 2).subarray(-vocabSize).map(ordered);
  let best = 0;
  keys.forEach((key, index) => {
    if (key > (keys[best] ?? -Infinity)) best = index;
  });
  return best;
}

/** Bits of f16 that order as integers do: with the sign turned over, and the negative from the other end. */
const ordered = (half: number): number => (half & 0x8000 ? 0xffff - half : half | 0x8000);
