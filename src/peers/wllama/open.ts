/** llama.cpp by wllama, as people use it: its server in WebAssembly, completions streamed of a prompt's text. Its own worker is started of a blob. */
import { Wllama, type RawCompletionParams, type WllamaConfig } from '@wllama/wllama';
import wasm from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { requestAdapter } from '../../device/probe';
import { openFolderTokenizer } from '../../model/files/folder';
import type { TextTokenizer } from '../../model/files/tokenizer';
import { ggufOf } from '../gguf/fable-gguf';
import { ggufTemplates } from '../peer-files';
import type { OpenedPeer, PeerLoad, PeerPass, PeerPassed } from '../peer-work';
import { assertAdapter, assertPlace, offGpu } from './place';
import { spelled } from './spelled';
import { passedOf, tokensToAsk, type Piece } from './streamed';

const VARIANTS = { fp16: 'f16', int8: 'q8_0', int4: 'q4_0' } as const;

/** Positions that are asked for beyond those of the test (streamed.ts). */
const BEYOND = 2;

export async function openWllama(load: PeerLoad): Promise<OpenedPeer> {
  const { base, capacity, float, slowAnswer, format, model, powerPreference } = load;
  const file = await ggufOf(VARIANTS[format], await ggufTemplates(base), model.weights);
  const gpu = offGpu({ f16: float === 'f16', slowAnswer }) === null;
  const { said, broken, logger } = listening();
  const wllama = new Wllama({ default: new URL(wasm, import.meta.url).href }, { logger });
  // Without it, browsers that lack what it needs would be sent to another host.
  wllama.setCompat(null);
  const loaded = wllama.loadModel([new Blob([file])], {
    ...{ n_ctx: capacity + BEYOND, n_parallel: 1, n_gpu_layers: gpu ? 999 : 0 },
  });
  await Promise.race([loaded, broken]);
  assertPlace(said, gpu);
  if (gpu) assertAdapter(said, (await requestAdapter(navigator.gpu, powerPreference)).info);
  const tokenizer = await openFolderTokenizer(model);
  return {
    weightBytes: file.byteLength,
    pass: (pass) => Promise.race([passOf(wllama, tokenizer, pass), broken]),
  };
}

/** Greedy, with nothing kept of the prompt before; the token that ends a text is never chosen. */
const GREEDY = {
  ...{ temperature: 0, top_k: 1, samplers: ['top_k'], cache_prompt: false, ignore_eos: true, verbose: true },
};

async function passOf(wllama: Wllama, tokenizer: TextTokenizer, pass: PeerPass): Promise<PeerPassed> {
  const prompt = spelled(tokenizer, [...pass.context, ...pass.read]);
  const request: RawCompletionParams = { ...GREEDY, prompt, max_tokens: tokensToAsk(pass) };
  const pieces: Piece[] = [];
  const begin = performance.now();
  await wllama.createCompletion({
    ...request,
    stream: true,
    onData: (said) => pieces.push({ at: performance.now(), said }),
  });
  return passedOf(pass, prompt, begin, pieces);
}

/** What it says, which tells where it computes; a worker of its own that cannot begin is told to nobody else. */
function listening() {
  const said: string[] = [];
  const note = (...words: unknown[]): void => {
    if (said.length < MOST_LINES) said.push(words.map(String).join(' '));
  };
  let failed: (thrown: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    failed = reject;
  });
  broken.catch(() => undefined);
  const logger: WllamaConfig['logger'] = {
    ...{ debug: note, log: note, warn: note },
    error: (...words: unknown[]) => {
      note(...words);
      const [event] = words;
      if (event instanceof ErrorEvent) failed(new Error(event.message === '' ? NO_WORKER : event.message));
    },
  };
  return { said, broken, logger };
}

const MOST_LINES = 2000;
const NO_WORKER = 'its worker could not begin';
