/** What a compiling process is asked, and what it writes: its own words, but text from outside all the same. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MODEL_FORMATS } from '../../src/kernels/recipe';
import type { Compiled } from './recorder';

const Request = z.object({
  /** Names of published shapes. */
  models: z.array(z.string()),
  formats: z.array(z.enum(MODEL_FORMATS)),
  /** Also attention with every output projection, which merges what it has split, and the kernels that no model comes by. */
  whole: z.boolean(),
});
export type CompileRequest = z.infer<typeof Request>;

export const EVERYTHING: CompileRequest = {
  models: ['SmolLM2-135M', 'Llama-3.2-1B', 'Llama-3.1-8B'],
  formats: [...MODEL_FORMATS],
  whole: true,
};

/** @throws ZodError */
export const readRequest = (text: string): CompileRequest => Request.parse(JSON.parse(text));

/** What the process writes to its file. */
export interface CompileAnswer {
  readonly adapter: { readonly vendor: string; readonly architecture: string; readonly description: string };
  readonly programs: readonly Compiled[];
}

/** Of a program, but for whether it was refused. */
export const COMPILED = {
  id: z.number().int(),
  label: z.string(),
  code: z.string(),
  constants: z.record(z.string(), z.number()),
  models: z.array(z.string()),
  formats: z.array(z.string()),
  isDefault: z.boolean(),
};

const Answer = z.object({
  adapter: z.object({ vendor: z.string(), architecture: z.string(), description: z.string() }),
  programs: z.array(z.object({ ...COMPILED, refused: z.string().nullable() })),
});

/** @throws ZodError */
export const readAnswer = (file: string): CompileAnswer => Answer.parse(JSON.parse(readFileSync(file, 'utf8')));
