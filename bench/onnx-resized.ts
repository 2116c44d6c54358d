/**
 * A graph of onnxruntime-genai's builder at another shape of the same architecture: layers left out, extents replaced, weights laid out anew.
 * Not the weights themselves (onnx-model-files.ts).
 */
import { z } from 'zod';
import type { ModelSizes } from '../src/model/config';
import { FLOAT16, UINT8 } from './onnx-types';

interface ValueInfo {
  readonly name: string;
  readonly type?: { readonly value: { readonly value?: { readonly shape?: { readonly dim: readonly Dim[] } } } };
}

interface Dim {
  readonly value: { value?: unknown };
}

interface Attribute {
  readonly name: string;
  i: bigint;
  readonly t?: { rawData: Uint8Array };
}

interface Node {
  readonly name: string;
  readonly opType: string;
  readonly input: string[];
  readonly attribute: readonly Attribute[];
}

interface Weight {
  readonly name: string;
  readonly dims: bigint[];
  readonly dataType: number;
  readonly externalData: { readonly key: string; value: string }[];
}

/** As much of a GraphProto as is changed here. */
export interface ResizedGraph {
  readonly node: Node[];
  readonly initializer: Weight[];
  readonly input: ValueInfo[];
  readonly output: ValueInfo[];
  readonly valueInfo: unknown[];
}

const named = z.array(z.looseObject({ name: z.string() }));
const fields = z.looseObject({
  graph: z.looseObject({
    node: z.array(
      z.looseObject({
        ...{ name: z.string(), opType: z.string(), input: z.array(z.string()) },
        attribute: z.array(z.looseObject({ name: z.string(), i: z.bigint() })),
      }),
    ),
    initializer: z.array(
      z.looseObject({
        ...{ name: z.string(), dims: z.array(z.bigint()), dataType: z.int() },
        externalData: z.array(z.looseObject({ key: z.string(), value: z.string() })),
      }),
    ),
    ...{ input: named, output: named, valueInfo: z.array(z.unknown()) },
  }),
});

/** Custom, because zod would copy, and what is changed must be the message itself. */
export const resizedSchema = z.custom<{ readonly graph: ResizedGraph }>((value) => fields.safeParse(value).success, {
  error: 'this is no ONNX model',
});

/** @throws where the other shape has more layers, or heads of another size */
export function resizeGraph(graph: ResizedGraph, from: ModelSizes, to: ModelSizes): void {
  if (to.layers > from.layers || to.headDim !== from.headDim)
    throw new RangeError(`a graph of ${from.layers} layers cannot be made one of ${to.layers}`);
  const stays = ({ name }: { readonly name: string }): boolean => {
    const layer = Number(/(?:layers|past_key_values|present)\.(\d+)/.exec(name)?.[1] ?? -1);
    // The final norm has the number behind the last layer's.
    return layer < to.layers || layer >= from.layers;
  };
  for (const list of [graph.node, graph.initializer, graph.input, graph.output]) keepOnly<object>(list, namedBy(stays));
  // Of what lies between nodes: onnxruntime infers it again.
  graph.valueInfo.length = 0;

  const now = extents(to);
  const resized = new Map(extents(from).map((extent, i) => [BigInt(extent), BigInt(now[i] ?? extent)]));
  const sizeOf = (extent: bigint): bigint => resized.get(extent) ?? extent;
  for (const { dim } of [...graph.input, ...graph.output].flatMap(({ type }) => type?.value.value?.shape ?? []))
    for (const { value } of dim) if (typeof value.value === 'bigint') value.value = sizeOf(value.value);
  for (const node of graph.node) resizeNode(node, sizeOf);
  const [last, left] = [`layers.${from.layers - 1}/`, `layers.${to.layers - 1}/`];
  for (const { input } of graph.node) input.forEach((name, i) => (input[i] = name.replace(last, left)));
  layOut(graph.initializer, sizeOf);
}

const namedBy =
  (stays: (one: { readonly name: string }) => boolean) =>
  (one: object): boolean =>
    'name' in one && typeof one.name === 'string' && stays({ name: one.name });

function keepOnly<T>(list: T[], stays: (one: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(stays));
}

/** What a graph has as an extent: of matrices, in blocks of 32 and in bytes of two levels too. No two are equal in SmolLM2-135M. */
const extents = (shape: ModelSizes): readonly number[] => [
  ...[shape.hiddenSize, shape.hiddenSize / 32, shape.hiddenSize / 2],
  ...[shape.intermediateSize, shape.intermediateSize / 32],
  (shape.heads + 2 * shape.keyValueHeads) * shape.headDim,
  ...[shape.vocabSize, shape.heads, shape.keyValueHeads],
];

const EXTENTS = new Set(['K', 'N', 'num_heads', 'kv_num_heads']);

function resizeNode({ opType, attribute }: Node, sizeOf: (extent: bigint) => bigint): void {
  for (const one of attribute) {
    if (EXTENTS.has(one.name)) one.i = sizeOf(one.i);
    // The shape that the embedding is read in.
    if (opType === 'Constant' && one.t !== undefined && one.t.rawData.length > 8) {
      const shape = new BigInt64Array(new Uint8Array(one.t.rawData).buffer);
      one.t.rawData = new Uint8Array(shape.map(sizeOf).buffer);
    }
  }
}

function layOut(weights: readonly Weight[], sizeOf: (extent: bigint) => bigint): void {
  let offset = 0;
  for (const { name, dims, dataType, externalData } of weights) {
    dims.forEach((extent, i) => (dims[i] = sizeOf(extent)));
    if (externalData.length === 0) continue;
    if (dataType !== UINT8 && dataType !== FLOAT16) throw new Error(`${name} is neither uint8 nor float16`);
    const length = Number(dims.reduce((product, extent) => product * extent, dataType === UINT8 ? 1n : 2n));
    const places: Readonly<Record<string, number>> = { offset, length };
    for (const entry of externalData) entry.value = String(places[entry.key] ?? entry.value);
    offset += length;
  }
}
