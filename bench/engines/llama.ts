/** llama.cpp's Vulkan or CPU backend through node-llama-cpp, in a process of its own. The GGUF's path is in TOKAMARK_GGUF. */
import { availableParallelism } from 'node:os';
import { having } from '../having';
import { loadPeer, peerVersion } from '../peer-module';
import type { PeerEngine, Prepared, Workload } from '../protocol';

interface Sequence {
  readonly nextTokenIndex: number;
  eraseContextTokenRanges: (ranges: readonly { start: number; end: number }[]) => Promise<void>;
  evaluate: (tokens: readonly number[], options: { temperature: number }) => AsyncGenerator<unknown, void>;
  evaluateWithoutGeneratingNewTokens: (tokens: readonly number[]) => Promise<void>;
}

interface Context {
  readonly flashAttention: unknown;
  readonly currentThreads: number;
  getSequence: () => Sequence;
  dispose: () => Promise<void>;
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

/** llama-bench's prompt is one batch where it fits. */
const BATCH = 512;
/** What it writes beyond a test: where the text ends it is begun again. */
const SPARE = 64;

type Backend = 'vulkan' | 'cpu';

const LOADED: Readonly<
  Record<Backend, { readonly gpu: string | false; readonly gpuLayers: 'max' | 0; readonly name: string }>
> = {
  vulkan: { gpu: 'vulkan', gpuLayers: 'max', name: 'Vulkan' },
  cpu: { gpu: false, gpuLayers: 0, name: 'CPU' },
};

export async function openLlama(backend: Backend): Promise<PeerEngine> {
  const path = process.env['TOKAMARK_GGUF'] ?? '';
  if (path === '') throw new Error('TOKAMARK_GGUF names no file');
  const { gpu, gpuLayers, name } = LOADED[backend];
  const { getLlama } = await loadPeer('node-llama-cpp', having<Module>('node-llama-cpp', 'getLlama'));
  const llama = await getLlama({ build: 'never', gpu, skipDownload: true, progressLogs: false });
  // Nothing else proves that it did not fall back to the CPU.
  if (llama.gpu !== gpu) throw new Error(`llama.cpp found no ${name} device (it uses ${String(llama.gpu)})`);
  const names = gpu === false ? [] : await llama.getGpuDeviceNames();
  const model = await llama.loadModel({ modelPath: path, gpuLayers });
  const context = await contextOf(model, { sequences: 1, capacity: 256 });
  const about = {
    engine: `${peerVersion('node-llama-cpp')} (llama.cpp ${llama.llamaCppRelease.release}, prebuilt, ${name})`,
    adapter: gpu === false ? 'none: it runs on the CPU' : names.join(', '),
    settings: [
      `${gpu === false ? 'no layer' : `all layers (${model.gpuLayers})`} on the GPU, flash attention ${String(context.flashAttention)}, batches of ${BATCH}, a context as long as the test and ${SPARE} more`,
      `${context.currentThreads} CPU threads; greedy sampling, one token at a time, by the library's own evaluate(), which batches what several sequences ask at once`,
    ],
  };
  await context.dispose();
  return new LlamaEngine(model, about);
}

/** By itself it takes four, which on two cores wait for each other most of the time. */
const THREADS = availableParallelism();

const contextOf = (model: Model, { sequences, capacity }: { readonly sequences: number; readonly capacity: number }) =>
  model.createContext({ contextSize: capacity, batchSize: BATCH, sequences, flashAttention: true, threads: THREADS });

class LlamaEngine implements PeerEngine {
  private once: (() => Promise<void>) | null = null;
  private context: Context | null = null;

  constructor(
    private readonly model: Model,
    private readonly about: Awaited<ReturnType<PeerEngine['facts']>>,
  ) {}

  facts() {
    return Promise.resolve(this.about);
  }

  async prepare(workload: Workload): Promise<Prepared> {
    if (workload.kind !== 'decode' && workload.kind !== 'prefill') throw new Error('llama.cpp runs whole models here');
    await this.release();
    const { depth = 0, tokens } = workload;
    const count = workload.kind === 'decode' ? (workload.batch ?? 1) : 1;
    this.context = await contextOf(this.model, { sequences: count, capacity: depth + tokens + SPARE });
    const { context } = this;
    const sequences = Array.from({ length: count }, () => context.getSequence());
    const inAll = async (work: (sequence: Sequence) => Promise<void>): Promise<void> => {
      await Promise.all(sequences.map(work));
    };
    if (depth > 0) await inAll((sequence) => sequence.evaluateWithoutGeneratingNewTokens(prompt(depth)));
    const pass = async (most: number): Promise<void> => {
      await inAll((sequence) => rewind(sequence, depth));
      await (workload.kind === 'prefill' ? inAll((one) => first(one, prompt(tokens))) : generate(sequences, most));
    };
    this.once = () => pass(tokens);
    // Its shaders compile on the first tokens.
    await pass(Math.min(8, tokens));
    return { bytesPerToken: workload.kind === 'decode' ? this.model.size / count : null, note: '' };
  }

  async run(): Promise<number> {
    if (this.once === null) throw new Error('nothing is prepared');
    const from = performance.now();
    await this.once();
    return (performance.now() - from) / 1000;
  }

  async release(): Promise<void> {
    this.once = null;
    await this.context?.dispose();
    this.context = null;
  }
}

/** Forgets what was generated; the context up to `depth` stays. */
async function rewind(sequence: Sequence, depth: number): Promise<void> {
  if (sequence.nextTokenIndex <= depth) return;
  await sequence.eraseContextTokenRanges([{ start: depth, end: sequence.nextTokenIndex }]);
}

/** Ordinary tokens of its vocabulary; which they are does not change the work. */
const prompt = (count: number): number[] => Array.from({ length: count }, (_, i) => 1000 + ((i * 7919) % 40_000));

/** Up to the token after `tokens`. */
async function first(sequence: Sequence, tokens: readonly number[]): Promise<void> {
  const generator = sequence.evaluate(tokens, { temperature: 0 });
  await generator.next();
  await generator.return();
}

/**
 * `count` tokens of each, evaluated and sampled, after one that is given. Step by step, so that each is one batch of all: batches of fewer have shaders
 * of their own, which a software adapter compiles for minutes. Where a text ends it is begun again.
 */
async function generate(sequences: readonly Sequence[], count: number): Promise<void> {
  const begin = (sequence: Sequence) => sequence.evaluate(prompt(1), { temperature: 0 });
  const generators = sequences.map(begin);
  for (let made = 0; made < count; made++) {
    const steps = await Promise.all(generators.map((generator) => generator.next()));
    sequences.forEach((sequence, i) => {
      if (steps[i]?.done === true) generators[i] = begin(sequence);
    });
  }
  await Promise.all(generators.map((generator) => generator.return()));
}
