/**
 * Reads tensors from a safetensors file as f32, a slice at a time. A Blob may be a file on disk (Node's openAsBlob), one chosen in a
 * page, or a response. weights.ts knows the meaning of the tensors. Sharded models are not read.
 */

import { TokamarkError } from '../../foundation/errors';
import { bf16ToF32, f16ToF32 } from './halves';
import { readBytes, readHeader, type TensorEntry } from './safetensors-header';

/** Bytes read at once; a multiple of every element's size. */
const SLICE_BYTES = 8 * 1024 * 1024;

const BYTES_PER_VALUE: ReadonlyMap<string, number> = new Map([
  ['F32', 4],
  ['F16', 2],
  ['BF16', 2],
]);

export interface Safetensors {
  readonly file: string;
  /** Of every tensor in the file, in no promised order. */
  names(): string[];
  has(name: string): boolean;
  /** Refuses a tensor that is missing, of another shape, or of a type other than F32, F16 and BF16; reads no value. */
  check(name: string, shape: readonly number[]): void;
  /** The values, row-major; refuses what `check` refuses, and any value that is not finite. */
  tensor(name: string, shape: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
}

export async function openSafetensors(file: Blob, name: string): Promise<Safetensors> {
  const entries = await readHeader(file, name);
  const checked = (tensor: string, shape: readonly number[]) => checkEntry(entries.get(tensor), tensor, shape, name);
  return {
    file: name,
    names: () => [...entries.keys()],
    has: (tensor) => entries.has(tensor),
    check: (tensor, shape) => void checked(tensor, shape),
    tensor: async (tensor, shape) => readValues(file, name, tensor, checked(tensor, shape)),
  };
}

function checkEntry(
  entry: TensorEntry | undefined,
  tensor: string,
  shape: readonly number[],
  name: string,
): TensorEntry {
  if (entry === undefined) {
    throw new TokamarkError({
      code: 'weights',
      message: `${name} holds no tensor ${tensor}, which config.json implies.`,
      where: tensor,
      remedy: 'Check that config.json and the weights come from the same model, then download both again.',
    });
  }
  if (!BYTES_PER_VALUE.has(entry.dtype)) {
    throw new TokamarkError({
      code: 'weights',
      message: `${name}: ${tensor} is stored as ${entry.dtype}; Tokamark reads F32, F16 and BF16.`,
      where: tensor,
      remedy: 'Give the folder of the FP16, BF16 or FP32 model; Tokamark quantises it itself.',
    });
  }
  if (entry.shape.length !== shape.length || entry.shape.some((size, axis) => size !== shape[axis])) {
    throw new TokamarkError({
      code: 'weights',
      message: `${name}: ${tensor} has shape [${entry.shape.join(', ')}], but config.json implies [${shape.join(', ')}].`,
      where: tensor,
      remedy: 'Check that config.json and the weights come from the same model, then download both again.',
    });
  }
  return entry;
}

async function readValues(
  file: Blob,
  name: string,
  tensor: string,
  entry: TensorEntry,
): Promise<Float32Array<ArrayBuffer>> {
  const valueBytes = BYTES_PER_VALUE.get(entry.dtype) ?? 4;
  const values = allocate((entry.end - entry.begin) / valueBytes, name, tensor);
  for (let begin = entry.begin; begin < entry.end; begin += SLICE_BYTES) {
    const bytes = await readBytes(file, name, begin, Math.min(begin + SLICE_BYTES, entry.end));
    const start = (begin - entry.begin) / valueBytes;
    // Safetensors is little-endian, as is every machine that runs WebGPU.
    if (entry.dtype === 'F32') values.set(new Float32Array(bytes), start);
    else if (entry.dtype === 'F16') f16ToF32(new Uint16Array(bytes), values, start);
    else bf16ToF32(new Uint16Array(bytes), values, start);
  }
  refuseNonFinite(values, name, tensor, entry.shape);
  return values;
}

function allocate(length: number, name: string, tensor: string): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(length);
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'out-of-memory',
        message: `${name}: ${tensor} has ${length} values, and there is no memory for them.`,
        where: tensor,
        remedy: 'Close other programs or pages, or choose a smaller model.',
      },
      { cause },
    );
  }
}

function refuseNonFinite(values: Float32Array, name: string, tensor: string, shape: readonly number[]): void {
  let first = -1;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    if (first < 0) first = i;
    count += 1;
  }
  if (first < 0) return;
  const more = count === 1 ? '' : ` ${count} of its values are not finite numbers.`;
  throw new TokamarkError({
    code: 'weights',
    message: `${name}: ${tensor} [${shape.join(', ')}] holds ${values[first]} at ${placeOf(first, shape)}.${more}`,
    where: tensor,
    remedy: 'The weights are damaged: download the file again, or ask where the model was published.',
  });
}

/** Of a matrix, row and column; else the index. All counted from 0. */
function placeOf(index: number, shape: readonly number[]): string {
  const [, columns, ...more] = shape;
  if (columns === undefined || more.length > 0) return `index ${index}`;
  return `row ${Math.floor(index / columns)}, column ${index % columns}`;
}
