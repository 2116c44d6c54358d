/** What was measured, as bench/results.json keeps it: raw samples and all that is needed to write the tables again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { MeasuredPart, MeasuredRow, Role } from './measured';
import { factsSchema, reasonOf } from './protocol';

const sideSchema = z.strictObject({
  /** Seconds, in run order; of a whole prompt, a whole generation, or one unit of work of an operator. */
  samples: z.array(z.number()),
  bytesPerToken: z.number().nullable(),
  note: z.string(),
  failure: z.string().nullable(),
});

const comparisonSchema = z.strictObject({
  title: z.string(),
  /** What the seconds are divided by: tokens, or matrices. */
  units: z.number(),
  kind: z.enum(['decode', 'prefill', 'matmul', 'attention']),
  ours: sideSchema,
  theirs: sideSchema,
});

export type ComparisonResult = z.infer<typeof comparisonSchema>;

const partSchema = z.strictObject({
  /** ISO 8601, UTC */
  date: z.string(),
  machine: z.string(),
  environment: z.array(z.string()),
  pairs: z.number(),
  /** False where the run was ended before all was measured. */
  complete: z.boolean(),
  /** Null where the engine did not even open; why is in the comparisons. */
  ours: factsSchema.nullable(),
  theirs: factsSchema.nullable(),
  notes: z.array(z.string()),
  title: z.string(),
  comparisons: z.array(comparisonSchema),
});

export type PartResult = z.infer<typeof partSchema>;

const resultsSchema = z.strictObject({ version: z.literal(1), parts: z.record(z.string(), partSchema) });

export type Results = z.infer<typeof resultsSchema>;

/** What is kept of a run: ours beside the peer, in the rows that have both. Null without one. */
export function besidePeer({ facts, rows, ...part }: MeasuredPart): PartResult | null {
  const comparisons = rows.flatMap(comparison);
  if (comparisons.length === 0) return null;
  const { title, date, machine, pairs, complete } = part;
  const [ours = null, theirs = null] = [facts.get('ours'), facts.get('theirs')];
  const [environment, notes] = [[...part.environment], [...part.notes]];
  return { date, machine, environment, pairs, complete, ours, theirs, notes, title, comparisons };
}

function comparison({ title, units, kind, sides }: MeasuredRow): ComparisonResult[] {
  const side = (role: Role) => {
    const outcome = sides.get(role);
    return outcome === undefined ? null : { ...outcome, samples: [...outcome.samples] };
  };
  const [ours, theirs] = [side('ours'), side('theirs')];
  return ours === null || theirs === null ? [] : [{ title, units, kind, ours, theirs }];
}

/** @throws where the file is there and is not what this version writes */
export function readResults(path: string): Results {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { version: 1, parts: {} };
  }
  try {
    return resultsSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new Error(`${path} cannot be read (${reasonOf(thrown)}): move it away, and the run begins a new one`);
  }
}

export function writeResults(path: string, results: Results): void {
  const significant = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
  writeFileSync(path, `${JSON.stringify(results, significant, 1)}\n`);
}
