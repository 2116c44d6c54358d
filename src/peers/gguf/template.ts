/**
 * What public/models/fable/gguf says of one of Fable's GGUF files: which bytes of headers.bin it begins with, and which tensors follow, in
 * which type. It comes from outside; checked as a whole before anything is made of it. Not the making (fable-gguf.ts).
 */
import { z } from 'zod';
import { badTemplateOf, readTemplatesAs } from '../converted';
import { BLOCK, TYPE_BYTES, TYPES, type GgufType } from './types';

/** Fable's GGUF files, by llama.cpp's names of their types. */
export const GGUF_VARIANTS = ['f16', 'q8_0', 'q4_0'] as const;
export type GgufVariant = (typeof GGUF_VARIANTS)[number];

/** What of the templates cannot be used. */
export const badTemplate = badTemplateOf({ kind: 'GGUF', file: 'models/fable/gguf/templates.json' });
/** Of the largest file that is made. */
const MOST_BYTES = 64 * 1024 * 1024;

const natural = z.number().int().nonnegative().max(MOST_BYTES);
const positive = natural.min(1);
const name = z.string().min(1).max(100);

const tensorSchema = z.strictObject({
  as: z.enum(TYPES),
  of: name,
  /** Of rows that RoPE turns in pairs: halves of a head in model.safetensors, neighbours here. */
  heads: positive.optional(),
});

const fileSchema = z.strictObject({
  bytes: positive,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  header: z.strictObject({ at: natural, bytes: positive }),
  tensors: z.array(tensorSchema).min(1).max(500),
});

const templatesSchema = z.strictObject({
  schema: z.literal(1),
  licence: z.string().max(100),
  source: z.string().max(400),
  tensors: z.record(name, z.array(positive).min(1).max(2)),
  files: z.record(z.enum(GGUF_VARIANTS), fileSchema),
});

export interface StoredTensor {
  /** In model.safetensors, with the shape that it must have there. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly as: GgufType;
  readonly heads: number | null;
  readonly bytes: number;
}

export interface Template {
  readonly bytes: number;
  readonly sha256: string;
  /** Of headers.bin. */
  readonly header: { readonly at: number; readonly bytes: number };
  /** One behind the other, from the end of the header to the end of the file. */
  readonly tensors: readonly StoredTensor[];
}

/** @throws TokamarkError `weights` that names the field or the tensor */
export function parseTemplate(text: string, variant: GgufVariant): Template {
  const stored = readTemplatesAs(templatesSchema, text, badTemplate);
  // A name such as `constructor` is no field of a Map.
  const shapes = new Map(Object.entries(stored.tensors));
  const { bytes, sha256, header, tensors: listed } = stored.files[variant];
  const tensors = listed.map(({ as, of, heads = null }): StoredTensor => {
    const shape = shapes.get(of);
    if (shape === undefined) throw badTemplate(`${variant} has a tensor ${of}, whose shape it does not say`);
    const values = shape.reduce((product, size) => product * size, 1);
    const [rows = 1] = shape;
    if (values % BLOCK !== 0) throw badTemplate(`${of} has ${values} values, which are no whole blocks of ${BLOCK}`);
    if (heads !== null && rows % (2 * heads) !== 0) throw badTemplate(`${of} has no ${heads} heads of ${rows} rows`);
    return { name: of, shape, as, heads, bytes: (values / BLOCK) * TYPE_BYTES[as] };
  });
  const made = tensors.reduce((sum, one) => sum + one.bytes, header.bytes);
  if (made !== bytes) throw badTemplate(`${variant} has ${bytes} bytes, and its parts make ${made}`);
  return { bytes, sha256, header, tensors };
}
