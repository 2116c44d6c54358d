/** Which of Fable's files a peer loads. */
import type { PeerLoad } from '../peer-work';
import type { OnnxVariant } from './fable-onnx';

export function variantOf({ format, float }: Pick<PeerLoad, 'format' | 'float'>): OnnxVariant {
  if (format === 'int8') throw new Error('there is no ONNX file of eight bits');
  if (format === 'fp16') return float === 'f16' ? 'fp16' : 'fp32';
  return float === 'f16' ? 'int4' : 'int4-fp32';
}
