/** Makes a file of its template: copies what is literal, and fills each hole with what it says of the weights. */
import { throwIfCancelled } from '../../foundation/cancel';
import { TokamarkError } from '../../foundation/errors';
import { toHalf } from '../../kernels/matrix/half';
import type { Safetensors } from '../../model/files/safetensors';
import { readBytes } from '../../model/files/safetensors-header';
import { int4Levels, int4Scales, type FloatType } from './int4';
import { badTemplate } from './schema';
import type { NamedTensor, Range, Source, Template } from './template';

type File = Uint8Array<ArrayBuffer>;
type Values = Float32Array<ArrayBuffer>;

/** What a hole is filled from. */
interface Contents {
  /** templates.bin */
  readonly literals: Blob;
  readonly weights: Safetensors;
}

const LITERALS = 'models/fable/onnx/templates.bin';

/** @param signal looked at before each hole */
export async function filled(template: Template, contents: Contents, signal: AbortSignal | null): Promise<File> {
  const file = allocated(template.bytes);
  await putLiterals(file, template, contents.literals);
  const valuesOf = valuesIn(contents);
  for (const { at, type, source } of template.holes) {
    throwIfCancelled(signal);
    file.set(bytesOf(await valuesOf(source), source, type), at);
  }
  return file;
}

function allocated(bytes: number): File {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'out-of-memory',
        message: `Fable's ONNX file has ${bytes} bytes, and there is no memory for them.`,
        where: '',
        remedy: 'Close other programs or pages, or choose a smaller format.',
      },
      { cause },
    );
  }
}

async function putLiterals(file: File, { bytes, holes, literals }: Template, stored: Blob): Promise<void> {
  const all = new Uint8Array(await literalBytes(stored, literals));
  let [begin, taken] = [0, 0];
  for (const { at: end, bytes: skipped } of [...holes, { at: bytes, bytes: 0 }] satisfies readonly Range[]) {
    file.set(all.subarray(taken, taken + end - begin), begin);
    taken += end - begin;
    begin = end + skipped;
  }
}

async function literalBytes(stored: Blob, { at, bytes }: Range): Promise<ArrayBuffer> {
  if (at + bytes > stored.size) {
    throw badTemplate(
      `its bytes ${at} to ${at + bytes} of templates.bin lie behind the end of that file, ${stored.size}`,
    );
  }
  return readBytes(stored, LITERALS, at, at + bytes);
}

/** Reads a source's values; those of the last matrix are kept, since levels and scales of one follow each other. */
function valuesIn({ literals, weights }: Contents): (source: Source) => Promise<Values> {
  let last: { readonly names: string; readonly values: Values } | null = null;
  return async (source) => {
    if (source.as === 'constant') return new Float32Array(await literalBytes(literals, source.range));
    const names = JSON.stringify(source.tensors.map(({ name }) => name));
    if (last?.names === names) return last.values;
    // Before the next is read, so that both need not be in memory.
    last = null;
    const values = await stacked(source.tensors, source.values, weights);
    last = { names, values };
    return values;
  };
}

async function stacked(tensors: readonly NamedTensor[], length: number, weights: Safetensors): Promise<Values> {
  for (const tensor of tensors) assertStored(tensor, weights);
  const [first, ...more] = tensors;
  if (first !== undefined && more.length === 0) return weights.tensor(first.name, first.shape);
  const values = new Float32Array(length);
  let row = 0;
  for (const { name, shape } of tensors) {
    const part = await weights.tensor(name, shape);
    values.set(part, row);
    row += part.length;
  }
  return values;
}

function assertStored({ name, shape }: NamedTensor, weights: Safetensors): void {
  if (!weights.has(name)) throw badTemplate(`it is of a tensor ${name}, which ${weights.file} lacks`);
  try {
    weights.check(name, shape);
  } catch (cause) {
    throw badTemplate(`it takes ${name} for [${shape.join(', ')}], which it is not in ${weights.file}`, cause);
  }
}

function bytesOf(values: Values, source: Source, type: FloatType): Uint8Array {
  switch (source.as) {
    case 'constant':
    case 'values':
      return stored(values, type);
    case 'transposed':
      return stored(transposed(values, source.columns), type);
    case 'scales':
      return stored(int4Scales(values, type), type);
    case 'levels':
      return int4Levels(values, int4Scales(values, type));
  }
}

/** (rows, columns) → (columns, rows) */
function transposed(values: Values, columns: number): Values {
  const rows = values.length / columns;
  const turned = new Float32Array(values.length);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) turned[column * rows + row] = values[row * columns + column] ?? 0;
  }
  return turned;
}

/** Little-endian, as is every machine that runs WebGPU. */
function stored(values: Values, type: FloatType): Uint8Array {
  if (type === 'f32') return new Uint8Array(values.buffer);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = toHalf(values[i] ?? 0);
  return new Uint8Array(halves.buffer);
}
