/** TensorFlow.js on its WebGPU backend in the page: matMul alone. */
import { z } from 'zod';
import { having } from '../having';
import { noiseF32 } from '../noise';
import type { PeerEngine, Prepared, Workload } from '../protocol';
import { repetitionsFor, warmUp } from '../engines/sample-time';
import { loadScript } from './peer-script';

interface Tensor {
  dispose: () => void;
  data: () => Promise<unknown>;
}

interface Tf {
  setBackend: (name: string) => Promise<boolean>;
  getBackend: () => string;
  tensor2d: (values: Float32Array, shape: readonly [number, number]) => Tensor;
  matMul: (a: Tensor, b: Tensor) => Tensor;
  slice: (tensor: Tensor, begin: readonly number[], size: readonly number[]) => Tensor;
}

const global = z.object({ tf: having<Tf>('tfjs', 'setBackend', 'tensor2d', 'matMul', 'slice') });

interface Product {
  readonly x: Tensor;
  readonly weights: readonly Tensor[];
  readonly repetitions: number;
}

export async function openTfjs(): Promise<PeerEngine> {
  await loadScript('@tensorflow/tfjs-core/dist/tf-core.min.js');
  await loadScript('@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js');
  const { tf } = global.parse(globalThis);
  if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js found no WebGPU');
  return new Tfjs(tf);
}

class Tfjs implements PeerEngine {
  private current: Product | null = null;

  constructor(private readonly tf: Tf) {}

  facts() {
    const settings = ['tensors stay on the GPU; the end is known by reading one element of the last product'];
    return Promise.resolve({ engine: 'tfjs', adapter: '', settings });
  }

  async prepare(workload: Workload): Promise<Prepared> {
    await this.release();
    if (workload.kind !== 'matmul' || workload.format !== 'f32') throw new Error('TensorFlow.js has f32 matMul only');
    const { m, n, k, layers } = workload;
    const weights = Array.from({ length: layers }, (_, i) => this.tf.tensor2d(noiseF32(k * n, i + 1), [k, n]));
    const x = this.tf.tensor2d(noiseF32(m * k, 9), [m, k]);
    const once = (repetitions: number): Promise<number> => this.time({ x, weights, repetitions });
    const repetitions = repetitionsFor(await warmUp(() => once(1), 4));
    this.current = { x, weights, repetitions };
    return { bytesPerToken: null, note: '' };
  }

  run(): Promise<number> {
    if (this.current === null) throw new Error('nothing is prepared');
    return this.time(this.current);
  }

  release(): Promise<void> {
    for (const tensor of this.current === null ? [] : [this.current.x, ...this.current.weights]) tensor.dispose();
    this.current = null;
    return Promise.resolve();
  }

  private async time({ x, weights, repetitions }: Product): Promise<number> {
    const from = performance.now();
    let last: Tensor | null = null;
    for (let i = 0; i < repetitions; i++) {
      for (const weight of weights) {
        last?.dispose();
        last = this.tf.matMul(x, weight);
      }
    }
    const element = last === null ? null : this.tf.slice(last, [0, 0], [1, 1]);
    await element?.data();
    const seconds = (performance.now() - from) / 1000 / repetitions;
    element?.dispose();
    last?.dispose();
    return seconds;
  }
}
