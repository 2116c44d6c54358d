/**
 * onnxruntime-web, directly, by the road that its own authors take: the graphs of onnxruntime-genai's builder, the cache on the GPU and written
 * in place, only the logits read back.
 */
import * as ort from 'onnxruntime-web/webgpu';
import { seconds } from '../../foundation/units';
import { openModelWeights } from '../../model/files/folder';
import { onnxOf } from '../onnx/fable-onnx';
import { asFloat32 } from '../onnx/logits';
import { unlessLost } from '../onnx/lost';
import { readyRuntime } from '../onnx/runtime';
import { variantOf } from '../onnx/variant';
import { onnxTemplates } from '../peer-files';
import type { OpenedPeer, PeerLoad, PeerLogits, PeerPass, PeerPassed } from '../peer-work';
import { argmax } from './argmax';
import { makeCache, type Cache } from './cache';

export async function openOrtWeb(request: PeerLoad): Promise<OpenedPeer> {
  const { base, capacity, float, model } = request;
  const { provider, device, lost } = await readyRuntime(request);
  const file = await onnxOf(variantOf(request), await onnxTemplates(base), model.weights);
  const { config } = await openModelWeights(model);
  const present = Array.from({ length: config.layers }, (_, i) => [`present.${i}.key`, `present.${i}.value`]).flat();
  const creating = ort.InferenceSession.create(file, {
    executionProviders: [provider],
    // Its warnings say that the lengths are computed on the CPU, as they should be.
    logSeverityLevel: 3,
    preferredOutputLocation: Object.fromEntries(present.map((name) => [name, 'gpu-buffer'] as const)),
  });
  const session = await unlessLost(lost, creating);
  const cache = makeCache(device, { ...config, capacity, float });
  const running = new OrtWeb(session, cache, config.vocabSize);
  return {
    weightBytes: file.byteLength,
    pass: (pass) => unlessLost(lost, running.pass(pass)),
    logits: (tokens) => unlessLost(lost, running.logits(tokens)),
  };
}

class OrtWeb {
  /** What the cache holds, from its beginning. */
  private held: readonly number[] = [];

  constructor(
    private readonly session: ort.InferenceSession,
    private readonly cache: Cache,
    private readonly vocabSize: number,
  ) {}

  async pass({ context, read, tokens: count }: PeerPass): Promise<PeerPassed> {
    await this.hold(context);
    const times: number[] = [];
    const tokens: number[] = [];
    const begin = performance.now();
    for (let next = read, position = context.length; tokens.length < count;) {
      const token = await this.step(next, position);
      position += next.length;
      tokens.push(token);
      times.push(performance.now());
      next = [token];
    }
    const end = times.at(-1) ?? begin;
    this.held = context;
    return {
      taken: seconds((end - begin) / 1000),
      times: times.map((time) => seconds(time / 1000)),
      tokens,
    };
  }

  /** Puts the context into the cache where it is not there yet. */
  private async hold(context: readonly number[]): Promise<void> {
    const same = context.length <= this.held.length && context.every((token, i) => token === this.held[i]);
    if (context.length === 0 || same) return;
    await this.step(context, 0);
    this.held = context;
  }

  /** All of them at once, as it reads a prompt. */
  async logits(tokens: readonly number[]): Promise<PeerLogits> {
    this.held = [];
    return { vocabSize: this.vocabSize, logits: asFloat32(await this.run(tokens, 0)) };
  }

  /** Reads `tokens` after `position` others, and gives the likeliest next one. */
  private async step(tokens: readonly number[], position: number): Promise<number> {
    return argmax(await this.run(tokens, position), this.vocabSize);
  }

  /** @returns logits after each of them, (tokens, vocabSize) */
  private async run(tokens: readonly number[], position: number): Promise<ort.Tensor.DataType> {
    const integers = (values: BigInt64Array<ArrayBuffer>) => new ort.Tensor('int64', values, [1, values.length]);
    const feeds = {
      input_ids: integers(BigInt64Array.from(tokens, BigInt)),
      attention_mask: integers(new BigInt64Array(position + tokens.length).fill(1n)),
      ...this.cache.past,
    };
    const { logits } = await this.session.run(feeds, { ...this.cache.present, logits: null });
    if (logits === undefined) throw new Error('onnxruntime-web gave no logits');
    const values = await logits.getData();
    logits.dispose();
    return values;
  }
}
