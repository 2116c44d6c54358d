/** The graphs of single operators that onnxruntime is given, as ONNX files in memory. Weights are seeded noise. */
import { noise, noiseF16, noiseF32 } from './noise';
import type { Workload } from './protocol';

type Matmul = Extract<Workload, { kind: 'matmul' }>;
type Attention = Extract<Workload, { kind: 'attention' }>;

/** TensorProto.DataType */
const ELEMENT_TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

export interface Tensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
}

interface Initializer extends Tensor {
  /** Made when the file is: whoever only wants to know what a graph has in and out needs no weights. */
  readonly data: () => ArrayBufferView;
}

export interface GraphNode {
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain?: 'com.microsoft';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly integers?: Readonly<Record<string, number>>;
}

export interface Graph {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly initializers: readonly Initializer[];
  readonly nodes: readonly GraphNode[];
}

/** A graph with what belongs to running it. */
interface OperatorGraph {
  readonly graph: Graph;
  /** The output whose first element is read to know that all is done. */
  readonly last: Tensor;
  /** How many of `nodes` are one unit of work. */
  readonly layers: number;
}

/** MatMulNBits' quantisation, as onnxruntime-genai's builder writes it. */
const BLOCK = 32;

/** By the peer's word for it: type of the activations, and accuracy level of 4-bit weights or null for plain ones. */
const MATMUL_FORMATS: Readonly<Record<string, { readonly type: ElementType; readonly accuracy: 0 | 4 | null }>> = {
  f32: { type: 'float32', accuracy: null },
  f16: { type: 'float16', accuracy: null },
  int4: { type: 'float16', accuracy: 0 },
  'int4 accuracy 4': { type: 'float16', accuracy: 4 },
  'int4 f32': { type: 'float32', accuracy: 0 },
  'int4 f32 accuracy 4': { type: 'float32', accuracy: 4 },
};

export function operatorGraph(workload: Workload): OperatorGraph {
  if (workload.kind === 'matmul') return matmulGraph(workload);
  if (workload.kind === 'attention') return attentionGraph(workload);
  throw new Error(`${workload.kind} is no single operator`);
}

/** `layers` products of the same input, each with weights of its own, so that none can be left out as a repetition. */
function matmulGraph({ format, m, n, k, layers }: Matmul): OperatorGraph {
  const recipe = MATMUL_FORMATS[format];
  if (recipe === undefined) throw new Error(`there is no MatMul in ${format}`);
  const { type, accuracy } = recipe;
  const indices = Array.from({ length: layers }, (_, i) => i);
  const outputs = indices.map((i): Tensor => ({ name: `y${i}`, type, dims: [m, n] }));
  const graph: Graph = {
    inputs: [{ name: 'x', type, dims: [m, k] }],
    outputs,
    initializers: indices.flatMap((i) =>
      accuracy === null ? [plainWeights(i, type, n, k)] : quantisedWeights(i, type, n, k),
    ),
    nodes: indices.map((i) =>
      accuracy !== null
        ? {
            op: 'MatMulNBits',
            domain: 'com.microsoft',
            inputs: ['x', `w${i}`, `s${i}`],
            outputs: [`y${i}`],
            integers: { K: k, N: n, bits: 4, block_size: BLOCK, accuracy_level: accuracy },
          }
        : { op: 'MatMul', inputs: ['x', `w${i}`], outputs: [`y${i}`] },
    ),
  };
  return { graph, last: lastOf(outputs), layers };
}

/** Of either type. */
const floats = (type: ElementType, count: number, seed: number): ArrayBufferView =>
  type === 'float32' ? noiseF32(count, seed) : noiseF16(count, seed);

const plainWeights = (index: number, type: ElementType, n: number, k: number): Initializer => ({
  name: `w${index}`,
  type,
  dims: [k, n],
  data: () => floats(type, n * k, index + 1),
});

function quantisedWeights(index: number, type: ElementType, n: number, k: number): Initializer[] {
  const blocks = Math.ceil(k / BLOCK);
  return [
    {
      name: `w${index}`,
      type: 'uint8',
      dims: [n, blocks, BLOCK / 2],
      data: () => noise((n * blocks * BLOCK) / 2, index + 1),
    },
    { name: `s${index}`, type, dims: [n, blocks], data: () => floats(type, n * blocks, index + 1) },
  ];
}

/** One GroupQueryAttention with packed QKV and rotary embedding inside; the cache is a buffer of fixed size, written in place. */
function attentionGraph({ heads, keyValueHeads, headDim, depth }: Attention): OperatorGraph {
  const type = 'float16';
  const cache = [1, keyValueHeads, depth + 1, headDim];
  const out: Tensor = { name: 'y0', type, dims: [1, 1, heads * headDim] };
  const table = [depth + 1, headDim / 2];
  const graph: Graph = {
    inputs: [
      { name: 'x', type, dims: [1, 1, (heads + 2 * keyValueHeads) * headDim] },
      { name: 'past_key', type, dims: cache },
      { name: 'past_value', type, dims: cache },
    ],
    outputs: [out, { name: 'present_key', type, dims: cache }, { name: 'present_value', type, dims: cache }],
    initializers: [
      { name: 'seqlens', type: 'int32', dims: [1], data: () => Int32Array.of(depth) },
      { name: 'total', type: 'int32', dims: [1], data: () => Int32Array.of(depth + 1) },
      { name: 'cos', type, dims: table, data: () => noiseF16((depth + 1) * (headDim / 2), 1) },
      { name: 'sin', type, dims: table, data: () => noiseF16((depth + 1) * (headDim / 2), 2) },
    ],
    nodes: [
      {
        op: 'GroupQueryAttention',
        domain: 'com.microsoft',
        inputs: ['x', '', '', 'past_key', 'past_value', 'seqlens', 'total', 'cos', 'sin'],
        outputs: ['y0', 'present_key', 'present_value'],
        integers: { num_heads: heads, kv_num_heads: keyValueHeads, do_rotary: 1 },
      },
    ],
  };
  return { graph, last: out, layers: 1 };
}

/** Reads the first element of each row of a tensor that stays on the device: what it gives is known only when all is done. */
function readerGraph({ type, dims }: Tensor): Graph {
  const axis = dims.length - 1;
  return {
    inputs: [{ name: 'from', type, dims }],
    outputs: [{ name: 'read', type, dims: [...dims.slice(0, -1), 1] }],
    initializers: [{ name: 'first', type: 'int64', dims: [1], data: () => BigInt64Array.of(0n) }],
    nodes: [{ op: 'Gather', inputs: ['from', 'first'], outputs: ['read'], integers: { axis } }],
  };
}

/** Puts a tensor onto the device, where it stays: its output is the input, negated. */
export function uploadGraph({ type, dims }: Pick<Tensor, 'type' | 'dims'>): Graph {
  return {
    inputs: [{ name: 'from', type, dims }],
    outputs: [{ name: 'there', type, dims }],
    initializers: [],
    nodes: [{ op: 'Neg', inputs: ['from'], outputs: ['there'] }],
  };
}

/**
 * A file of `workload`: `operator`, `reader` of its last output, or `upload NAME` of an input. Named by text, so that a page can
 * ask for it.
 * @throws where there is no such part
 */
export function graphOf(workload: Workload, part: string): Graph {
  const { graph, last } = operatorGraph(workload);
  if (part === 'operator') return graph;
  if (part === 'reader') return readerGraph(last);
  const input = graph.inputs.find(({ name }) => part === `upload ${name}`);
  if (input === undefined) throw new Error(`there is no graph called ${part}`);
  return uploadGraph(input);
}

/** The graph by the field names of ONNX's own schema. */
export function messageOf({ inputs, outputs, initializers, nodes }: Graph) {
  return {
    name: 'bench',
    input: inputs.map(valueInfo),
    output: outputs.map(valueInfo),
    initializer: initializers.map(({ name, type, dims, data }) => ({
      name,
      dataType: ELEMENT_TYPES[type],
      dims: dims.map(BigInt),
      rawData: bytesOf(data()),
    })),
    node: nodes.map(({ op, domain = '', inputs: input, outputs: output, integers = {} }) => ({
      opType: op,
      domain,
      input,
      output,
      attribute: Object.entries(integers).map(([name, value]) => ({ name, type: INTEGER, i: BigInt(value) })),
    })),
  };
}

/** AttributeProto.AttributeType.INT */
const INTEGER = 2;

const valueInfo = ({ name, type, dims }: Tensor) => ({
  name,
  type: {
    value: {
      case: 'tensorType',
      value: {
        elemType: ELEMENT_TYPES[type],
        shape: { dim: dims.map((size) => ({ value: { case: 'dimValue', value: BigInt(size) } })) },
      },
    },
  },
});

const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function lastOf(outputs: readonly Tensor[]): Tensor {
  const last = outputs.at(-1);
  if (last === undefined) throw new Error('a graph needs an output');
  return last;
}
