/** llama.cpp's WebGPU backend in the page through wllama. The page's server has the GGUF. */
import { z } from 'zod';
import { having } from '../having';
import type { PeerEngine, Prepared, Workload } from '../protocol';
import { importPeer, peerUrl } from './peer-script';

interface Wllama {
  loadModel: (blobs: readonly Blob[], options: Readonly<Record<string, unknown>>) => Promise<void>;
  createCompletion: (options: Readonly<Record<string, unknown>>) => Promise<unknown>;
  isSupportWebGPU: () => boolean;
  getNumThreads: () => number;
}

interface Module {
  readonly Wllama: new (paths: { readonly default: string }, config: { readonly suppressNativeLog: boolean }) => Wllama;
}

const CONTEXT = 256;

/** What llama.cpp's server says of a completion. */
const completionSchema = z.object({
  timings: z.object({ prompt_n: z.number(), predicted_n: z.number() }),
});

export async function openWllama(): Promise<PeerEngine> {
  const { Wllama } = await importPeer('@wllama/wllama/esm/index.js', having<Module>('wllama', 'Wllama'));
  const wllama = new Wllama({ default: peerUrl('@wllama/wllama/esm/wasm/wllama.wasm') }, { suppressNativeLog: true });
  if (!wllama.isSupportWebGPU()) throw new Error('wllama finds no WebGPU in this browser');
  const response = await fetch(new URL('../model.gguf', location.href));
  if (!response.ok) throw new Error('the server has no GGUF');
  const model = await response.blob();
  // Flash attention is left to llama.cpp, which has it on the CPU only where there are no subgroups, as in Firefox.
  const { hardwareConcurrency: threads } = navigator;
  await wllama.loadModel([model], { n_gpu_layers: 999, n_threads: threads, n_ctx: CONTEXT });
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
      'decode is timed from the first streamed token to the last, prefill from the call until its first token; no cached prompt',
    ];
    return Promise.resolve({ engine: 'wllama', adapter: '', settings });
  }

  async prepare(workload: Workload): Promise<Prepared> {
    if (workload.kind === 'decode') {
      // Its context is this one token of prompt.
      if (workload.depth > 0) throw new Error('decode at a depth would take minutes here');
      await this.decode(1);
      this.once = () => this.decode(workload.tokens);
    } else if (workload.kind === 'prefill') {
      await this.prefill(workload.tokens);
      this.once = () => this.prefill(workload.tokens);
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

  /** Seconds of `tokens` steps: the first token comes of the prompt, and is where the clock starts. */
  private async decode(tokens: number): Promise<number> {
    const at: number[] = [];
    await this.wllama.createCompletion({
      ...request(1, tokens + 1),
      stream: true,
      onData: () => at.push(performance.now()),
    });
    const first = at[0];
    const last = at[tokens];
    if (first === undefined || last === undefined)
      throw new Error(`wllama streamed ${at.length} pieces, not ${tokens + 1}`);
    return (last - first) / 1000;
  }

  private async prefill(tokens: number): Promise<number> {
    const from = performance.now();
    const { timings } = completionSchema.parse(await this.wllama.createCompletion(request(tokens, 1)));
    const seconds = (performance.now() - from) / 1000;
    if (timings.prompt_n !== tokens) throw new Error(`wllama read ${timings.prompt_n} tokens, not ${tokens}`);
    return seconds;
  }
}

/** Its server takes text only; this word, repeated, is a token each time (prefill checks that). */
const request = (prompt: number, generate: number) => ({
  prompt: `the${' the'.repeat(prompt - 1)}`,
  max_tokens: generate,
  temperature: 0,
  cache_prompt: false,
  ignore_eos: true,
});
