/** Every QR code of one picture, by a reader of 14 kB that is loaded by itself (read-pictures.ts). */
import { decodeQRBatch, type Image } from 'qr/decode.js';

/** A photo has time that a camera's frame has not; still, a picture without codes must end. */
const PATIENCE_MILLISECONDS = 4000;

/** @returns their texts, each once */
export async function qrTexts(image: Image): Promise<readonly string[]> {
  const { width, height } = image;
  const options = { effort: Infinity, timeLimit: PATIENCE_MILLISECONDS, maxSize: { width, height } };
  const [found = []] = await decodeQRBatch([image], options);
  return [...new Set(found.flatMap((one) => (typeof one === 'string' ? [one] : [])))];
}
