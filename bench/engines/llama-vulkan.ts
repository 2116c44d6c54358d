/** llama.cpp's Vulkan backend through node-llama-cpp, in a process of its own. The GGUF's path is in TOKAMARK_GGUF. */
import { having } from '../having';
import { loadPeer, peerVersion } from '../peer-module';
import type { PeerEngine, Prepared, Workload } from '../protocol';

interface Sequence {
  readonly nextTokenIndex: number;
  clearHistory: () => Promise<void>;
  eraseContextTokenRanges: (ranges: readonly { start: number; end: number }[]) => Promise<void>;
  evaluate: (tokens: readonly number[], options: { temperature: number }) => AsyncGenerator<unknown, void>;
  evaluateWithoutGeneratingNewTokens: (tokens: readonly number[]) => Promise<void>;
}

interface Context {
  readonly flashAttention: unknown;
  readonly currentThreads: number;
  getSequence: () => Sequence;
}

interface Model {
  /** Bytes of all tensors. */
  readonly size: number;
  readonly gpuLayers: number;
  createContext: (options: Record<string, unknown>) => Promise<Context>;
}

interface Llama {
  readonly gpu: unknown;
  getGpuDeviceNames: () => Promise<string[]>;
  readonly llamaCppRelease: { readonly release: string };
  loadModel: (options: Record<string, unknown>) => Promise<Model>;
}

interface Module {
  getLlama: (options: Record<string, unknown>) => Promise<Llama>;
}

/** Room for a context of 512 and 64 tokens after it. */
const CONTEXT = 1024;
/** llama-bench's prompt is one batch where it fits. */
const BATCH = 512;

export async function openLlama(): Promise<PeerEngine> {
  const path = process.env['TOKAMARK_GGUF'] ?? '';
  if (path === '') throw new Error('TOKAMARK_GGUF names no file');
  const { getLlama } = await loadPeer('node-llama-cpp', having<Module>('node-llama-cpp', 'getLlama'));
  const llama = await getLlama({ build: 'never', gpu: 'vulkan', skipDownload: true, progressLogs: false });
  // Nothing else proves that it did not fall back to the CPU.
  if (llama.gpu !== 'vulkan') throw new Error(`llama.cpp found no Vulkan device (it uses ${String(llama.gpu)})`);
  const names = await llama.getGpuDeviceNames();
  const model = await llama.loadModel({ modelPath: path, gpuLayers: 'max' });
  const context = await model.createContext({
    contextSize: CONTEXT,
    batchSize: BATCH,
    sequences: 1,
    flashAttention: true,
  });
  const llamaCpp = `llama.cpp ${llama.llamaCppRelease.release}`;
  return new LlamaVulkan(context.getSequence(), model.size, {
    engine: `${peerVersion('node-llama-cpp')} (${llamaCpp}, prebuilt, Vulkan)`,
    adapter: names.join(', '),
    settings: [
      `all layers on the GPU (${model.gpuLayers}), flash attention ${String(context.flashAttention)}, batches of ${BATCH}, context ${CONTEXT}`,
      `${context.currentThreads} CPU threads; greedy sampling, one token at a time, by the library's own evaluate()`,
    ],
  });
}

class LlamaVulkan implements PeerEngine {
  private once: (() => Promise<void>) | null = null;

  constructor(
    private readonly sequence: Sequence,
    private readonly weightBytes: number,
    private readonly about: Awaited<ReturnType<PeerEngine['facts']>>,
  ) {}

  facts() {
    return Promise.resolve(this.about);
  }

  async prepare(workload: Workload): Promise<Prepared> {
    if (workload.kind !== 'decode' && workload.kind !== 'prefill') throw new Error('llama.cpp runs whole models here');
    const { sequence } = this;
    await sequence.clearHistory();
    if (workload.kind === 'prefill') {
      const { depth = 0 } = workload;
      if (depth > 0) await sequence.evaluateWithoutGeneratingNewTokens(prompt(depth));
      this.once = async () => {
        await this.rewind(depth);
        await first(sequence, prompt(workload.tokens));
      };
      await this.once();
    } else {
      if (workload.depth > 0) await sequence.evaluateWithoutGeneratingNewTokens(prompt(workload.depth));
      this.once = async () => {
        await this.rewind(workload.depth);
        await generate(sequence, workload.tokens);
      };
      // Its shaders compile on the first tokens.
      await this.rewind(workload.depth);
      await generate(sequence, Math.min(8, workload.tokens));
    }
    return { bytesPerToken: workload.kind === 'decode' ? this.weightBytes : null, note: '' };
  }

  async run(): Promise<number> {
    if (this.once === null) throw new Error('nothing is prepared');
    const from = performance.now();
    await this.once();
    return (performance.now() - from) / 1000;
  }

  release(): Promise<void> {
    this.once = null;
    return Promise.resolve();
  }

  /** Forgets what was generated; the context up to `depth` stays. */
  private async rewind(depth: number): Promise<void> {
    const { sequence } = this;
    if (sequence.nextTokenIndex <= depth) return;
    await sequence.eraseContextTokenRanges([{ start: depth, end: sequence.nextTokenIndex }]);
  }
}

/** Ordinary tokens of its vocabulary; which they are does not change the work. */
const prompt = (count: number): number[] => Array.from({ length: count }, (_, i) => 1000 + ((i * 7919) % 40_000));

/** Up to the token after `tokens`. */
async function first(sequence: Sequence, tokens: readonly number[]): Promise<void> {
  const generator = sequence.evaluate(tokens, { temperature: 0 });
  await generator.next();
  await generator.return();
}

/** `count` tokens, each evaluated and sampled, after one that is given. Where the text ends it is begun again. */
async function generate(sequence: Sequence, count: number): Promise<void> {
  let generator = sequence.evaluate(prompt(1), { temperature: 0 });
  for (let made = 0; made < count; made++) {
    const { done } = await generator.next();
    if (done === true) generator = sequence.evaluate(prompt(1), { temperature: 0 });
  }
  await generator.return();
}
