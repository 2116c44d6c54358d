/** llama.cpp's WebGPU backend in the page through wllama. The page's server has the GGUF. */
import { passedOf, tokensToAsk, type Piece } from '../../src/peers/wllama/streamed';
import type { PeerPass } from '../../src/peers/peer-work';
import { having } from '../having';
import type { PeerEngine, Prepared, Workload } from '../protocol';
import { importPeer, peerUrl } from './peer-script';

interface Wllama {
  loadModel: (blobs: readonly Blob[], options: Readonly<Record<string, unknown>>) => Promise<void>;
  createCompletion: (options: Readonly<Record<string, unknown>>) => Promise<unknown>;
  setCompat: (compat: null) => void;
  isSupportWebGPU: () => boolean;
  getNumThreads: () => number;
}

interface Module {
  readonly Wllama: new (paths: { readonly default: string }, config: { readonly suppressNativeLog: boolean }) => Wllama;
}

const CONTEXT = 256;

export async function openWllama(): Promise<PeerEngine> {
  const { Wllama } = await importPeer('@wllama/wllama/esm/index.js', having<Module>('wllama', 'Wllama'));
  const wllama = new Wllama({ default: peerUrl('@wllama/wllama/esm/wasm/wllama.wasm') }, { suppressNativeLog: true });
  // Without it, a browser that lacks what it needs would be sent to another host.
  wllama.setCompat(null);
  if (!wllama.isSupportWebGPU()) throw new Error('wllama finds no WebGPU in this browser');
  const response = await fetch(new URL('../model.gguf', location.href));
  if (!response.ok) throw new Error('the server has no GGUF');
  const model = await response.blob();
  // Flash attention is left to llama.cpp, which has it on the CPU only where there are no subgroups, as in Firefox.
  const { hardwareConcurrency: threads } = navigator;
  await wllama.loadModel([model], { n_gpu_layers: 999, n_threads: threads, n_ctx: CONTEXT, n_parallel: 1 });
  return new WllamaEngine(wllama, model.size);
}

class WllamaEngine implements PeerEngine {
  private once: (() => Promise<number>) | null = null;

  constructor(
    private readonly wllama: Wllama,
    private readonly fileBytes: number,
  ) {}

  facts() {
    const settings = [
      `all layers on the GPU, flash attention where llama.cpp has it on the GPU (not without subgroups, as here), ${this.wllama.getNumThreads()} CPU threads, context ${CONTEXT}`,
      'decode is timed from the token that the prompt gives to the last that is timed, one more being asked for, since its server hands out each after it has computed the next; prefill from the call until its token; no cached prompt',
    ];
    return Promise.resolve({ engine: 'wllama', adapter: '', settings });
  }

  async prepare(workload: Workload): Promise<Prepared> {
    if (workload.kind === 'decode') {
      // Its context is this one token of prompt.
      if (workload.depth > 0) throw new Error('decode at a depth would take minutes here');
      await this.pass('decode', 1, 1);
      this.once = () => this.pass('decode', 1, workload.tokens);
    } else if (workload.kind === 'prefill') {
      this.once = () => this.pass('prefill', workload.tokens, 1);
      await this.once();
    } else throw new Error('llama.cpp runs whole models here');
    if (workload.kind === 'prefill') return { bytesPerToken: null, note: '' };
    return { bytesPerToken: this.fileBytes, note: 'bytes of the whole file, 2 % of them metadata' };
  }

  run(): Promise<number> {
    if (this.once === null) throw new Error('nothing is prepared');
    return this.once();
  }

  release(): Promise<void> {
    this.once = null;
    return Promise.resolve();
  }

  /** Seconds of one pass: of decode, from the token that the prompt gives on; of a prompt, from the call to its token. */
  private async pass(phase: PeerPass['phase'], prompt: number, tokens: number): Promise<number> {
    const pass: PeerPass = { phase, context: [], read: Array.from({ length: prompt }, () => 0), tokens };
    const text = `the${' the'.repeat(prompt - 1)}`;
    const pieces: Piece[] = [];
    const begin = performance.now();
    await this.wllama.createCompletion({
      ...{ ...GREEDY, prompt: text, max_tokens: tokensToAsk(pass), stream: true },
      onData: (said: unknown) => pieces.push({ at: performance.now(), said }),
    });
    return passedOf(pass, text, begin, pieces).taken;
  }
}

/** Its server takes text only; this word, repeated, is a token each time, and what it read is counted. */
const GREEDY = {
  ...{ temperature: 0, top_k: 1, samplers: ['top_k'], cache_prompt: false, ignore_eos: true, verbose: true },
};
