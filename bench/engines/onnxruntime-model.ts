/** A whole model on onnxruntime, by the graphs of its own model builder: whole decode steps and prompts. */
import { z } from 'zod';
import { noiseF16 } from '../noise';
import { encodeModel } from '../onnx-encoding';
import { messageOf, uploadGraph } from '../onnx-graphs';
import { modelFiles } from '../onnx-model-files';
import { ON_DEVICE, WEBGPU, type Ort, type OrtSession, type OrtTensor } from '../ort';
import { cacheFolder } from '../peer-module';
import type { Prepared, Workload } from '../protocol';

type ModelWorkload = Extract<Workload, { kind: 'decode' | 'prefill' }>;

export const MODEL_SETTINGS = [
  "whole model: graphs of onnxruntime-genai's builder for WebGPU (MatMulNBits of accuracy level 4, GroupQueryAttention, packed QKV, SkipSimplifiedLayerNormalization)",
  'KV cache of fixed size, kept on the device and written in place (past and present share a buffer); a context is noise in that cache',
  'logits of the last token only are read back, and their argmax is found on the CPU; for prefill the LM head is cut down to the last token',
  'no graph capture: the graph has nodes on the CPU, and its total length is one of them',
] as const;

const HEAD_DIM = 64;
/** Tokens that are decoded before anything counts. */
const WARM_UP = 3;

export class OrtModel {
  private constructor(
    private readonly ort: Ort,
    private readonly sessions: { readonly model: OrtSession; readonly uploader: OrtSession },
    private readonly cache: Readonly<Record<string, OrtTensor>>,
    private readonly workload: ModelWorkload & { readonly weightBytes: number },
  ) {}

  /** @param folder has int4/model.onnx and fp16/model.onnx */
  static async load(ort: Ort, folder: string, workload: ModelWorkload): Promise<OrtModel> {
    const { path, weightBytes, layers, keyValueHeads } = await modelFiles(
      folder,
      workload.format,
      workload.kind,
      cacheFolder(),
    );
    const batch = batchOf(workload);
    // Its warm-up writes a few tokens, however short the test is.
    const capacity = (workload.depth ?? 0) + Math.max(WARM_UP, workload.tokens);
    const { cache, uploader } = await makeCache(ort, layers, [batch, keyValueHeads, capacity, HEAD_DIM]);
    const locations = Object.fromEntries(
      Object.keys(cache).map((name) => [name.replace('past_key_values', 'present'), 'gpu-buffer']),
    );
    const options = { ...WEBGPU, preferredOutputLocation: { ...locations, logits: 'cpu' } };
    const model = await ort.InferenceSession.create(path, options);
    return new OrtModel(ort, { model, uploader }, cache, { ...workload, weightBytes });
  }

  async prepare(): Promise<Prepared> {
    const decode = this.workload.kind === 'decode';
    // Shaders compile in the first, kernels choose their path by shape: the second is like all others.
    if (decode) await this.decode(WARM_UP);
    else await this.prefill();
    return { bytesPerToken: decode ? this.workload.weightBytes / batchOf(this.workload) : null, note: '' };
  }

  async run(): Promise<number> {
    const from = performance.now();
    if (this.workload.kind === 'decode') await this.decode(this.workload.tokens);
    else await this.prefill();
    return (performance.now() - from) / 1000;
  }

  async dispose(): Promise<void> {
    for (const tensor of Object.values(this.cache)) tensor.dispose();
    await this.sessions.model.release();
    await this.sessions.uploader.release();
  }

  private async decode(count: number): Promise<void> {
    const { depth = 0 } = this.workload;
    let next: readonly number[] = Array.from({ length: batchOf(this.workload) }, (_, sequence) => 1000 + sequence);
    for (let i = 0; i < count; i++) next = await this.step(next, depth + i);
  }

  private async prefill(): Promise<void> {
    await this.step(
      Array.from({ length: this.workload.tokens }, (_, i) => 1000 + ((i * 7919) % 40_000)),
      this.workload.depth ?? 0,
    );
  }

  /** Each sequence reads its share of `tokens` after a context of `depth`. @returns the likeliest next one of each */
  private async step(tokens: readonly number[], depth: number): Promise<readonly number[]> {
    const { ort, cache } = this;
    const batch = batchOf(this.workload);
    const total = depth + tokens.length / batch;
    const integers = (values: BigInt64Array) => new ort.Tensor('int64', values, [batch, values.length / batch]);
    const feeds = {
      input_ids: integers(BigInt64Array.from(tokens, BigInt)),
      attention_mask: integers(new BigInt64Array(batch * total).fill(1n)),
      ...cache,
    };
    const present = Object.entries(cache).map(
      ([name, tensor]) => [name.replace('past_key_values', 'present'), tensor] as const,
    );
    const { logits } = await this.sessions.model.run(feeds, { ...Object.fromEntries(present), logits: null });
    return likeliest(bits.parse(logits?.data), batch);
  }
}

const batchOf = (workload: ModelWorkload): number => (workload.kind === 'decode' ? (workload.batch ?? 1) : 1);

const bits = z.custom<ArrayBufferView<ArrayBuffer>>((value) => ArrayBuffer.isView(value), { error: 'no logits' });

/** Of the last token of each sequence. */
function likeliest(logits: ArrayBufferView<ArrayBuffer>, batch: number): readonly number[] {
  const halves = new Uint16Array(logits.buffer, logits.byteOffset, logits.byteLength / 2);
  const vocabulary = halves.length / batch;
  return Array.from({ length: batch }, (_, i) => argmax(halves.subarray(i * vocabulary, (i + 1) * vocabulary)));
}

/** Of f16, as their bits: with the sign turned over they order as integers do. */
function argmax(halves: Uint16Array): number {
  let best = 0;
  let highest = -1;
  halves.forEach((half, index) => {
    const key = half & 0x8000 ? 0xffff - half : half | 0x8000;
    if (key > highest) [best, highest] = [index, key];
  });
  return best;
}

/** Keys and values of every layer on the device, filled with noise, and the session that must outlive them. */
async function makeCache(ort: Ort, layers: number, dims: readonly number[]) {
  const file = await encodeModel(messageOf(uploadGraph({ type: 'float16', dims })));
  const uploader = await ort.InferenceSession.create(file, ON_DEVICE);
  const size = dims.reduce((product, extent) => product * extent, 1);
  const cache: Record<string, OrtTensor> = {};
  for (let layer = 0; layer < layers; layer++) {
    for (const part of ['key', 'value']) {
      const from = new ort.Tensor('float16', noiseF16(size, layer + 1), dims);
      const { there } = await uploader.run({ from });
      if (there === undefined) throw new Error('onnxruntime kept nothing on the device');
      cache[`past_key_values.${layer}.${part}`] = there;
    }
  }
  return { cache, uploader };
}
