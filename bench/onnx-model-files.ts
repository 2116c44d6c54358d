/**
 * The whole model's graphs as onnxruntime-genai's builder wrote them, made ready to run: their weights filled with seeded
 * numbers, since speed does not depend on the values, and for prefill the LM head cut down to the last token, as the builder's
 * own option prune_lm_head does. Kept in bench/.cache.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noise, noiseF16 } from './noise';
import { editModel } from './onnx-encoding';
import { FLOAT16, UINT8 } from './onnx-types';

/** 1 as f16 */
const ONE = 0x3c00;

interface Initializer {
  readonly dims: readonly bigint[];
  readonly dataType: number;
  readonly externalData: readonly { readonly key: string; readonly value: string }[];
}

/** As much of ModelProto as is read or changed here. */
interface Model {
  readonly graph: {
    readonly node: { readonly input: string[]; readonly output: readonly string[] }[];
    readonly initializer: Initializer[];
    readonly input: readonly { readonly name: string; readonly type?: { readonly value: unknown } }[];
  };
}

const names = z.array(z.string());
const fields = z.looseObject({
  graph: z.looseObject({
    node: z.array(z.looseObject({ input: names, output: names })),
    initializer: z.array(
      z.looseObject({
        dims: z.array(z.bigint()),
        dataType: z.int(),
        externalData: z.array(z.looseObject({ key: z.string(), value: z.string() })),
      }),
    ),
  }),
});

/** Custom, because zod would copy, and what is changed must be the message itself. */
const modelSchema = z.custom<Model>((value) => fields.safeParse(value).success, { error: 'this is no ONNX model' });

/** (batch, heads, positions, dimensions), of which the number of heads is known. */
const cacheSchema = z.looseObject({
  type: z.looseObject({
    value: z.looseObject({
      value: z.looseObject({
        shape: z.looseObject({
          dim: z.tuple([z.unknown(), z.looseObject({ value: z.looseObject({ value: z.bigint() }) })], z.unknown()),
        }),
      }),
    }),
  }),
});

const DATA = 'model.onnx.data';

/**
 * @param folder has `<format>/model.onnx`
 * @returns the path of a model file with its weights beside it, how many bytes these are, and its layers and heads
 */
export async function modelFiles(folder: string, format: string, phase: 'decode' | 'prefill', cache: string) {
  const original = await readFile(join(folder, format, 'model.onnx'));
  const target = join(cache, 'onnx', createHash('sha256').update(original).digest('hex').slice(0, 12));
  await mkdir(target, { recursive: true });
  let [weightBytes, cached] = [0, { layers: 0, keyValueHeads: 0 }];
  const edited = await editModel(original, modelSchema, (model, make) => {
    weightBytes = model.graph.initializer.reduce((sum, weight) => sum + place(weight).length, 0);
    cached = cacheOf(model);
    if (phase === 'prefill') pruneHead(model, make.node, make.tensor);
  });
  await fillWeights(original, join(target, DATA), weightBytes);
  const path = join(target, `${phase}.onnx`);
  await writeFile(path, edited);
  return { path, weightBytes, ...cached };
}

/** By the inputs of its cache. */
function cacheOf({ graph }: Model) {
  const keys = graph.input.filter(({ name }) => /^past_key_values\.\d+\.key$/.test(name));
  const keyValueHeads = Number(cacheSchema.parse(keys[0]).type.value.value.shape.dim[1].value.value);
  return { layers: keys.length, keyValueHeads };
}

/** The LM head gets the hidden state of the last token only. */
function pruneHead({ graph }: Model, node: (fields: object) => unknown, tensor: (fields: object) => unknown): void {
  const at = graph.node.findIndex(({ output }) => output.includes('logits'));
  const head = graph.node[at];
  const [hidden] = head?.input ?? [];
  if (head === undefined || hidden === undefined) throw new Error('the graph has no LM head');
  const minusOne = new Uint8Array(BigInt64Array.of(-1n).buffer);
  const index = tensor({ name: 'bench.last', dataType: 7, dims: [1n], rawData: minusOne });
  const attribute = [{ name: 'axis', type: 2, i: 1n }];
  const gather = { opType: 'Gather', input: [hidden, 'bench.last'], output: ['bench.hidden'], attribute };
  head.input[0] = 'bench.hidden';
  Array.prototype.push.call(graph.initializer, index);
  Array.prototype.splice.call(graph.node, at, 0, node(gather));
}

async function fillWeights(original: Uint8Array, path: string, size: number): Promise<void> {
  if (existsSync(path)) return;
  const unfinished = `${path}.${process.pid}`;
  const file = await open(unfinished, 'w');
  let seed = 0;
  try {
    const weights: Initializer[] = [];
    await editModel(original, modelSchema, ({ graph }) => void weights.push(...graph.initializer));
    for (const weight of weights) {
      const { offset, length } = place(weight);
      if (length === 0) continue;
      const data = bytesOf(weightsOf(weight, length, (seed += 1)));
      await file.write(data, 0, data.byteLength, offset);
    }
    await file.truncate(size);
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** Where in the data file a weight lies; length 0 for one that is in the graph itself. */
function place({ externalData }: Initializer): { readonly offset: number; readonly length: number } {
  const value = (key: string): number => Number(externalData.find((entry) => entry.key === key)?.value ?? 0);
  return { offset: value('offset'), length: value('length') };
}

/** Norms are 1; levels, scales, rotary tables and f16 weights are noise. */
function weightsOf({ dims, dataType }: Initializer, length: number, seed: number): ArrayBufferView {
  if (dataType === UINT8) return noise(length, seed);
  if (dataType !== FLOAT16) throw new Error(`a weight has data type ${dataType}, neither uint8 nor float16`);
  return dims.length === 1 ? new Uint16Array(length / 2).fill(ONE) : noiseF16(length / 2, seed);
}

const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
