/**
 * Reads and checks the header of a safetensors file: which tensors it holds, and where. It accepts what the format's own
 * reader accepts: tensors that fill the file without gap or overlap. Not the reading of their values: that is safetensors.ts.
 */

import { z } from 'zod';
import { decodeUtf8 } from '../../foundation/decode-text';
import { TokamarkError } from '../../foundation/errors';
import { parseJsonObject, shown } from './json';

/** The format's own limit. */
const MAX_HEADER_BYTES = 100_000_000;

/** Bits an element, from the format's reference implementation. */
const DTYPES: readonly (readonly [bits: number, names: string])[] = [
  [4, 'F4'],
  [6, 'F6_E2M3 F6_E3M2'],
  [8, 'BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ'],
  [16, 'U16 I16 F16 BF16'],
  [32, 'U32 I32 F32'],
  [64, 'U64 I64 F64 C64'],
];

const DTYPE_BITS = new Map(DTYPES.flatMap(([bits, names]) => names.split(' ').map((name) => [name, bits] as const)));

export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** In bytes from the start of the file. */
  readonly begin: number;
  readonly end: number;
}

const natural = z.number().int().nonnegative();
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(natural).max(16),
  data_offsets: z.tuple([natural, natural]),
});

export async function readHeader(file: Blob, name: string): Promise<ReadonlyMap<string, TensorEntry>> {
  const data = await dataStart(file, name);
  const bytes = await readBytes(file, name, 8, data);
  const header = parseJsonObject(headerText(bytes, name), name, 'weights');
  const entries = new Map<string, TensorEntry>();
  for (const [tensor, value] of Object.entries(header)) {
    if (tensor !== '__metadata__') entries.set(tensor, parseEntry(tensor, value, { data, size: file.size, name }));
  }
  checkLayout(entries, data, file.size, name);
  return entries;
}

/** Bytes [begin, end) of the file. */
export async function readBytes(file: Blob, name: string, begin: number, end: number): Promise<ArrayBuffer> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.slice(begin, end).arrayBuffer();
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'weights',
        message: `${name} could not be read from byte ${begin} to ${end}.`,
        where: name,
        remedy: 'Check that the file is still there, unchanged and readable, then try again.',
      },
      { cause },
    );
  }
  if (bytes.byteLength !== end - begin) throw badFile(name, name, `it ended at byte ${begin + bytes.byteLength}`);
  return bytes;
}

function badFile(name: string, where: string, problem: string): TokamarkError {
  return new TokamarkError({
    code: 'weights',
    message: `${name} is not a whole safetensors file: ${problem}.`,
    where,
    remedy: 'Download the file again and compare its size with that of the published one.',
  });
}

/** Where the tensors' bytes begin: after an 8-byte little-endian length and the header of that length. */
async function dataStart(file: Blob, name: string): Promise<number> {
  if (file.size < 8) throw badFile(name, name, `it has ${file.size} bytes, and the header's length alone takes 8`);
  const length = new DataView(await readBytes(file, name, 0, 8)).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw badFile(name, name, `its header length is ${length}, above the format's limit of ${MAX_HEADER_BYTES}`);
  }
  const end = 8 + Number(length);
  if (end > file.size) throw badFile(name, name, `its header should end at byte ${end} of ${file.size}`);
  return end;
}

/** The format knows UTF-8 without a byte-order mark alone. */
function headerText(bytes: ArrayBuffer, name: string): string {
  try {
    return decodeUtf8(new Uint8Array(bytes), `the header of ${name}`, 'weights');
  } catch (cause) {
    if (!(cause instanceof TokamarkError)) throw cause;
    throw badFile(name, name, cause.message.replace(/\.$/, ''));
  }
}

/** Of a file of `size` bytes, in which `data` is the first behind the header. */
function parseEntry(
  tensor: string,
  value: unknown,
  { name, size, data }: { readonly name: string; readonly size: number; readonly data: number },
): TensorEntry {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) throw badFile(name, tensor, `the header's entry for ${tensor} is ${shown(value)}`);
  const { dtype, shape, data_offsets: offsets } = parsed.data;
  const bits = DTYPE_BITS.get(dtype);
  if (bits === undefined) throw badFile(name, tensor, `${tensor} has the unknown dtype ${shown(dtype)}`);
  const elements = shape.reduce((product, size) => product * size, 1);
  const [begin, end] = offsets;
  if ((end - begin) * 8 !== elements * bits) {
    throw badFile(
      name,
      tensor,
      `${tensor} takes ${end - begin} bytes, but ${dtype} [${shape.join(', ')}] needs ${(elements * bits) / 8}`,
    );
  }
  if (data + end > size) throw badFile(name, tensor, `${tensor} should end at byte ${data + end} of ${size}`);
  return { dtype, shape, begin: data + begin, end: data + end };
}

/** The tensors follow each other from the header to the end of the file. */
function checkLayout(entries: ReadonlyMap<string, TensorEntry>, data: number, size: number, name: string): void {
  const inOrder = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let end = data;
  let before = 'the header';
  for (const [tensor, entry] of inOrder) {
    if (entry.begin < end) throw badFile(name, tensor, `${tensor} overlaps ${before}`);
    if (entry.begin > end) {
      throw badFile(name, tensor, `${entry.begin - end} bytes between ${before} and ${tensor} belong to no tensor`);
    }
    end = entry.end;
    before = tensor;
  }
  if (end !== size) throw badFile(name, name, `${size - end} bytes after ${before} belong to no tensor`);
}
