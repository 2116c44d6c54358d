/**
 * SmolLM2's GGUF at another shape of the same architecture, its weights seeded noise: metadata and tokenizer of the file that is given, with the
 * extents of the shape, a vocabulary filled up with unused tokens, and tensors of the same types.
 */
import { open, readFile, rename } from 'node:fs/promises';
import type { ModelConfig } from '../src/model/config';
import { noise, noiseF16 } from './noise';

/** Types of metadata, by the numbers of the format. */
const [TEXT, ARRAY] = [8, 9];
const SIZES: Readonly<Record<number, number>> = {
  ...{ 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1 },
  ...{ 10: 8, 11: 8, 12: 8 },
};
/** llama.cpp's token type for those that no text has. */
const UNUSED = 5;
const ALIGNMENT = 32;

/** Types of tensors: how many bytes a block of 32 has, and how many halves stand before its levels. */
const TENSORS: Readonly<Record<number, { readonly bytes: number; readonly halves: number }>> = {
  0: { bytes: 128, halves: 0 },
  3: { bytes: 20, halves: 2 },
  8: { bytes: 34, halves: 1 },
};

interface Pair {
  readonly key: string;
  readonly type: number;
  readonly bytes: Uint8Array;
}

interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: number;
}

export interface GgufHeader {
  readonly pairs: readonly Pair[];
  readonly tensors: readonly Tensor[];
}

/** @throws RangeError where the file ends before its header does */
export function readHeader(file: Buffer): GgufHeader {
  if (file.toString('latin1', 0, 4) !== 'GGUF' || file.readUInt32LE(4) !== 3) throw new Error('this is no GGUF');
  const from = new Cursor(file, 8);
  const [tensors, pairs] = [from.long(), from.long()];
  return {
    pairs: Array.from({ length: pairs }, () => {
      const [key, type] = [from.text(), from.word()];
      const { at } = from;
      from.skip(type);
      return { key, type, bytes: file.subarray(at, from.at) };
    }),
    tensors: Array.from({ length: tensors }, () => {
      const name = from.text();
      const dims = Array.from({ length: from.word() }, () => from.long());
      const type = from.word();
      // Where it stands follows from the others.
      from.long();
      return { name, dims, type };
    }),
  };
}

class Cursor {
  constructor(
    private readonly file: Buffer,
    public at: number,
  ) {}

  word(): number {
    this.at += 4;
    return this.file.readUInt32LE(this.at - 4);
  }

  long(): number {
    this.at += 8;
    return Number(this.file.readBigUInt64LE(this.at - 8));
  }

  text(): string {
    const length = this.long();
    this.at += length;
    return this.file.toString('utf8', this.at - length, this.at);
  }

  /** A value of metadata. */
  skip(type: number): void {
    if (type === TEXT) this.text();
    else if (type === ARRAY) {
      const of = this.word();
      for (let left = this.long(); left > 0; left--) this.skip(of);
    } else this.at += SIZES[type] ?? Infinity;
  }
}

/** @throws where the other shape has more layers, or heads of another size */
export function resizeHeader({ pairs, tensors }: GgufHeader, from: ModelConfig, to: ModelConfig): GgufHeader {
  if (to.layers > from.layers || to.headDim !== from.headDim)
    throw new RangeError(`a file of ${from.layers} layers cannot be made one of ${to.layers}`);
  const now = extents(to);
  const resized = new Map(extents(from).map((extent, i) => [extent, now[i] ?? extent]));
  const changed = new Map<string, Uint8Array>([
    ['general.name', text(`${to.name}'s shape, noise`)],
    ['llama.block_count', word(to.layers)],
    ['llama.embedding_length', word(to.hiddenSize)],
    ['llama.feed_forward_length', word(to.intermediateSize)],
    ['llama.attention.head_count', word(to.heads)],
    ['llama.attention.head_count_kv', word(to.keyValueHeads)],
    ['llama.vocab_size', word(to.vocabSize)],
    ['llama.rope.freq_base', new Uint8Array(Float32Array.of(to.rope.theta).buffer)],
  ]);
  const more = Array.from({ length: to.vocabSize - from.vocabSize }, (_, i) => i + from.vocabSize);
  const added = new Map([
    ['tokenizer.ggml.tokens', more.map((id) => text(`<|unused ${id}|>`))],
    ['tokenizer.ggml.token_type', more.map(() => word(UNUSED))],
  ]);
  return {
    pairs: pairs.map(({ key, type, bytes }) => ({
      ...{ key, type },
      bytes: changed.get(key) ?? longer(bytes, added.get(key) ?? []),
    })),
    tensors: tensors
      .filter(({ name }) => Number(/^blk\.(\d+)/.exec(name)?.[1] ?? 0) < to.layers)
      .map(({ name, dims, type }) => ({ name, type, dims: dims.map((extent) => resized.get(extent) ?? extent) })),
  };
}

const extents = (shape: ModelConfig): readonly number[] => [
  ...[shape.hiddenSize, shape.intermediateSize, shape.keyValueHeads * shape.headDim, shape.vocabSize],
];

/** An array of metadata, with more at its end. */
function longer(bytes: Uint8Array, more: readonly Uint8Array[]): Uint8Array {
  if (more.length === 0) return bytes;
  const [of, length] = [Buffer.from(bytes.subarray(0, 4)), Buffer.from(bytes).readBigUInt64LE(4)];
  return Buffer.concat([of, long(Number(length) + more.length), bytes.subarray(12), ...more]);
}

const word = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
const long = (value: number): Uint8Array => new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
const text = (value: string): Uint8Array => Buffer.concat([long(Buffer.byteLength(value)), Buffer.from(value)]);
const padding = (size: number): number => (ALIGNMENT - (size % ALIGNMENT)) % ALIGNMENT;

/** The header, filled up to where the tensors begin. */
export function headerBytes({ pairs, tensors }: GgufHeader): Uint8Array {
  let offset = 0;
  const places = tensors.map(({ name, dims, type }) => {
    const place = [text(name), word(dims.length), ...dims.map(long), word(type), long(offset)];
    const size = sizeOf({ dims, type });
    offset += size + padding(size);
    return Buffer.concat(place);
  });
  const stated = pairs.map(({ key, type, bytes }) => Buffer.concat([text(key), word(type), bytes]));
  const magic = [Buffer.from('GGUF'), word(3), long(tensors.length), long(pairs.length)];
  const header = Buffer.concat([...magic, ...stated, ...places]);
  return Buffer.concat([header, Buffer.alloc(padding(header.byteLength))]);
}

function sizeOf({ dims, type }: Pick<Tensor, 'dims' | 'type'>): number {
  return (dims.reduce((product, extent) => product * extent, 1) / 32) * blockOf(type).bytes;
}

function blockOf(type: number) {
  const block = TENSORS[type];
  if (block === undefined) throw new Error(`a tensor is of type ${type}, neither F32, Q4_1 nor Q8_0`);
  return block;
}

/** Norms are 1; scales, minima and levels are noise. */
export function weightsOf(tensor: Pick<Tensor, 'dims' | 'type'>, seed: number): Uint8Array {
  const size = sizeOf(tensor);
  const { bytes, halves } = blockOf(tensor.type);
  if (halves === 0) return new Uint8Array(new Float32Array(size / 4).fill(1).buffer);
  const made = noise(size, seed);
  const view = new DataView(made.buffer);
  const scales = noiseF16((size / bytes) * halves, seed);
  scales.forEach((half, i) => view.setUint16(Math.floor(i / halves) * bytes + 2 * (i % halves), half, true));
  return made;
}

/** @param target replaced as a whole, once it is whole */
export async function writeResized(source: string, from: ModelConfig, to: ModelConfig, target: string): Promise<void> {
  const header = resizeHeader(readHeader(await readFile(source)), from, to);
  const unfinished = `${target}.${process.pid}`;
  const file = await open(unfinished, 'w');
  try {
    await file.writeFile(headerBytes(header));
    for (const [i, tensor] of header.tensors.entries()) {
      const bytes = weightsOf(tensor, i + 1);
      await file.writeFile(bytes);
      await file.writeFile(new Uint8Array(padding(bytes.byteLength)));
    }
  } finally {
    await file.close();
  }
  await rename(unfinished, target);
}
