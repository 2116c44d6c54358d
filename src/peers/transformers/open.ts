/** transformers.js, as people use it: a model of a folder, generate() with a streamer. Its folder is in memory (memory-folder.ts). */
import { AutoModelForCausalLM, BaseStreamer, env, Tensor } from '@huggingface/transformers';
import { z } from 'zod';
import { seconds } from '../../foundation/units';
import { onnxOf, ONNX_FILES } from '../onnx/fable-onnx';
import { asFloat32 } from '../onnx/logits';
import { unlessLost } from '../onnx/lost';
import { readyRuntime } from '../onnx/runtime';
import { variantOf } from '../onnx/variant';
import { onnxTemplates } from '../peer-files';
import type { OpenedPeer, PeerLoad, PeerLogits, PeerPass, PeerPassed } from '../peer-work';
import { memoryFolder, withoutEnd } from './memory-folder';

const NAME = 'Fable';
/** Nothing is ever asked of this place: `env.fetch` answers. */
const PLACE = '/in-memory/';

/** By the names that it has for the files of ONNX_FILES. */
const DTYPES = { fp32: 'fp32', fp16: 'fp16', 'int4-fp32': 'q4', int4: 'q4f16' } as const;

export async function openTransformers(request: PeerLoad): Promise<OpenedPeer> {
  const { base, model: files } = request;
  const variant = variantOf(request);
  const onnx = await onnxOf(variant, await onnxTemplates(base), files.weights);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = PLACE;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = memoryFolder(
    `${PLACE}${NAME}/`,
    new Map([
      ['config.json', await withoutEnd(files.config)],
      ...(files.generationConfig === null
        ? []
        : [['generation_config.json', await withoutEnd(files.generationConfig)] as const]),
      [`onnx/${ONNX_FILES[variant]}`, new Blob([onnx])],
    ]),
  );
  const { provider, lost } = await readyRuntime(request);
  const loading = AutoModelForCausalLM.from_pretrained(NAME, {
    ...{ device: 'webgpu', dtype: DTYPES[variant] },
    session_options: { executionProviders: [provider] },
  });
  const model = await unlessLost(lost, loading);
  return {
    weightBytes: onnx.byteLength,
    pass: (pass) => unlessLost(lost, passOf(model, pass)),
    logits: (tokens) => unlessLost(lost, logitsOf(model, tokens)),
  };
}

/** From the call to the first token; or from the first token on, which the prompt has given, as many as are asked for. */
async function passOf(model: Generating, { phase, context, read, tokens: count }: PeerPass): Promise<PeerPassed> {
  const streamed = new Streamed();
  const begin = performance.now();
  await generate(model, [...context, ...read], phase === 'prefill' ? count : count + 1, streamed);
  const { times, tokens } = streamed;
  const from = phase === 'prefill' ? begin : (times.shift() ?? begin);
  return {
    taken: seconds(((times.at(-1) ?? from) - from) / 1000),
    times: times.map((time) => seconds(time / 1000)),
    tokens: tokens.slice(0, count),
  };
}

/** All of them at once, as it reads a prompt. */
async function logitsOf(model: Forward, tokens: readonly number[]): Promise<PeerLogits> {
  const { logits, ...kept } = outputsSchema.parse(await model.forward(inputsOf(tokens)));
  const vocabSize = logits.dims.at(-1) ?? 0;
  const values = asFloat32(logits.data);
  for (const one of Object.values(kept)) if (one instanceof Tensor) one.dispose();
  return { vocabSize, logits: values };
}

/** Keys and values stand beside them, on the GPU. */
const outputsSchema = z.looseObject({ logits: z.instanceof(Tensor) });

interface Forward {
  forward(inputs: Readonly<Record<string, Tensor>>): Promise<unknown>;
}

function inputsOf(tokens: readonly number[]) {
  const dims = [1, tokens.length];
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), dims),
    attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), dims),
  };
}

/** As its documentation has it; its types want every streamer to be one of text. */
interface Generating {
  generate(options: {
    readonly inputs?: Tensor | null;
    readonly attention_mask?: Tensor | null;
    readonly max_new_tokens?: number;
    readonly do_sample?: boolean;
    readonly streamer?: BaseStreamer | null;
  }): Promise<unknown>;
}

async function generate(model: Generating, prompt: readonly number[], count: number, streamer: Streamed) {
  const { input_ids: inputs, attention_mask } = inputsOf(prompt);
  await model.generate({
    ...{ inputs, attention_mask },
    max_new_tokens: count,
    do_sample: false,
    streamer,
  });
}

/** The tokens as they come; the first that it is given is the prompt. */
class Streamed extends BaseStreamer {
  readonly tokens: number[] = [];
  readonly times: number[] = [];
  private hasPrompt = false;

  override put(value: bigint[][]): void {
    const [row = []] = value;
    if (this.hasPrompt) {
      this.times.push(performance.now());
      this.tokens.push(...row.map(Number));
    }
    this.hasPrompt = true;
  }

  override end(): void {
    // Whoever called generate() knows.
  }
}
