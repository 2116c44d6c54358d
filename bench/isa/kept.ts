/** Reports as they are kept in bench/.cache/isa, the raw data of the page: of each GPU the last one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { COMPILED } from './request';
import type { GpuReport } from './null-hardware';

export interface KeptReport {
  readonly date: string;
  /** Of the kernels; `-dirty` where files differ from it. */
  readonly commit: string;
  /** Version of the npm package webgpu. */
  readonly dawn: string;
  readonly report: GpuReport;
}

const count = z.number().nonnegative();
const figures = z.object({
  vectorRegisters: count,
  scalarRegisters: count,
  scalarDemand: count,
  spilledVectors: count,
  spilledScalars: count,
  scratchBytes: count,
  workgroupBytes: count,
  waves: count,
  codeBytes: count,
  instructions: count,
  counts: z.object({ arithmetic: count, memory: count, workgroup: count }),
});
const Kept = z.object({
  date: z.string(),
  commit: z.string(),
  dawn: z.string(),
  report: z.object({
    adapter: z.object({ vendor: z.string(), architecture: z.string(), description: z.string() }),
    programs: z.array(z.object({ ...COMPILED, figures })),
    refused: z.array(z.object({ label: z.string(), reason: z.string() })),
  }),
});

/** Null where there is none. @throws ZodError where it is of another time: compile it again. */
export const readKept = (file: string): KeptReport | null =>
  existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;

export const writeKept = (file: string, kept: KeptReport): void =>
  writeFileSync(file, `${JSON.stringify(kept, null, 1)}\n`);
