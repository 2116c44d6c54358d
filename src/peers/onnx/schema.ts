/** The schema of public/models/fable/onnx/templates.json, which comes from outside; template.ts checks what its fields mean together. */
import { z } from 'zod';
import { badTemplateOf, readTemplatesAs } from '../converted';

/** Fable's ONNX files, by the names of the results. */
export const ONNX_VARIANTS = ['fp32', 'fp16', 'int4-fp32', 'int4'] as const;
export type OnnxVariant = (typeof ONNX_VARIANTS)[number];

/** What of the templates cannot be used. */
export const badTemplate = badTemplateOf({ kind: 'ONNX', file: 'models/fable/onnx/templates.json' });
/** Of the largest file that is made. */
const MOST_BYTES = 64 * 1024 * 1024;

const natural = z.number().int().nonnegative().max(MOST_BYTES);
const positive = natural.min(1);
const name = z.string().min(1).max(100);
const range = { at: natural, bytes: positive };

const holeSchema = z.strictObject({
  ...range,
  type: z.enum(['f16', 'f32']),
  as: z.enum(['values', 'transposed', 'levels', 'scales', 'constant']),
  of: z.array(name).min(1).max(4),
});
export type StoredHole = z.infer<typeof holeSchema>;

const fileSchema = z.strictObject({
  bytes: positive,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  literals: z.strictObject(range),
  holes: z.array(holeSchema).max(500),
});

const templatesSchema = z.strictObject({
  schema: z.literal(1),
  licence: z.string().max(100),
  source: z.string().max(400),
  constants: z.record(name, z.strictObject({ at: natural, values: positive })),
  tensors: z.record(name, z.array(positive).min(1).max(2)),
  files: z.record(z.enum(ONNX_VARIANTS), fileSchema),
});
export type StoredTemplates = z.infer<typeof templatesSchema>;

/** @throws TokamarkError `weights` that names the field */
export const readTemplates = (text: string): StoredTemplates => readTemplatesAs(templatesSchema, text, badTemplate);
