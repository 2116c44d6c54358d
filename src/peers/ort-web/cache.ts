/** Keys and values on the GPU, of a fixed size, input and output in one: onnxruntime writes into them where they stand. */
import * as ort from 'onnxruntime-web/webgpu';

export interface Cache {
  readonly past: Readonly<Record<string, ort.Tensor>>;
  readonly present: Readonly<Record<string, ort.Tensor>>;
}

export interface CacheShape {
  readonly layers: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
  readonly capacity: number;
  readonly float: 'f16' | 'f32';
}

/** @param device onnxruntime's own */
export function makeCache(device: GPUDevice, { layers, keyValueHeads, headDim, capacity, float }: CacheShape): Cache {
  const dims = [1, keyValueHeads, capacity, headDim];
  const size = dims.reduce((product, one) => product * one, 1) * (float === 'f16' ? 2 : 4);
  const past: Record<string, ort.Tensor> = {};
  const present: Record<string, ort.Tensor> = {};
  for (let layer = 0; layer < layers; layer++) {
    for (const part of ['key', 'value']) {
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
      const buffer = device.createBuffer({ label: `past ${layer} ${part}`, size, usage });
      const dataType = float === 'f16' ? 'float16' : 'float32';
      const tensor = ort.Tensor.fromGpuBuffer(buffer, { dataType, dims });
      past[`past_key_values.${layer}.${part}`] = tensor;
      present[`present.${layer}.${part}`] = tensor;
    }
  }
  return { past, present };
}
