/** Logits as onnxruntime gives them, f32 or f16, as f32. */
import { f16ToF32 } from '../../model/files/halves';

/** @param logits f16 as its bits where the browser has no Float16Array */
export function asFloat32(logits: unknown): Float32Array {
  if (!ArrayBuffer.isView(logits)) throw new Error('there are no logits');
  if (logits instanceof Float32Array) return logits;
  const halves = new Uint16Array(logits.buffer, logits.byteOffset, logits.byteLength / 2);
  const values = new Float32Array(halves.length);
  f16ToF32(halves, values, 0);
  return values;
}
