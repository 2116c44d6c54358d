/** What is compared: that the list holds what the goals speak of, and nothing that a reader could mistake. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { workloadSchema } from './protocol';
import { MOST_GFLOP, partsOf } from './parts';
import { readResults } from './results';

const parts = partsOf(MOST_GFLOP);
const titles = (id: string) => parts.find((part) => part.id === id)?.comparisons.map(({ title }) => title) ?? [];

test('every part and every comparison within it has a name of its own', () => {
  expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  for (const { comparisons } of parts) {
    expect(new Set(comparisons.map(({ title }) => title)).size).toBe(comparisons.length);
  }
});

test('both sides of a comparison do the same work, but for the name of the format', () => {
  for (const { ours, theirs } of parts.flatMap(({ comparisons }) => comparisons)) {
    expect({ ...theirs, format: '' }).toEqual({ ...ours, format: '' });
    expect(workloadSchema.safeParse(ours).success).toBe(true);
  }
});

test('matrix products are at the shapes of the models, the large ones left out and no others', () => {
  const few = titles('ort-matmul');
  expect(few).toContain('INT4 against MatMulNBits, accuracy level 4, 1 x 2048 x 2048');
  expect(few).toContain('FP16 against MatMul f16, 128 x 2048 x 2048');
  expect(few).toContain('FP16 against MatMul f32, 512 x 576 x 576');
  expect(few).not.toContain('FP16 against MatMul f32, 512 x 2048 x 16384');
  // Twelve matrices, four numbers of tokens, three pairings; three square ones at two more.
  const all = partsOf(Infinity).find(({ id }) => id === 'ort-matmul');
  expect(all?.comparisons).toHaveLength(12 * 4 * 3 + 3 * 4 * 2);
});

/** By part. A row that is here was promised before it was measured: nobody may take it out because of how it went. */
const { parts: FROZEN } = z
  .looseObject({ parts: z.record(z.string(), z.array(z.string())) })
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'rows.json'), 'utf8')));

test('the rows are those of the frozen list, and a new one is promised there first', () => {
  expect(Object.fromEntries(parts.map(({ id }) => [id, titles(id)]))).toEqual(FROZEN);
});

test('what was measured of a part beside a peer has every row of the frozen list, whoever is faster', () => {
  const { parts: measured } = readResults(resolve(import.meta.dirname, 'results.json'));
  for (const [id, { comparisons }] of Object.entries(measured)) {
    expect([id, comparisons.map(({ title }) => title)]).toEqual([id, FROZEN[id]]);
  }
});
