/** The energy part of a result: bands in order, or refused. */
import { expect, it } from 'vitest';
import { energySchema } from './energy';

const NONE = { status: 'software', reason: 'x', device: null, candidates: [], tariff: null, rows: [], answers: [] };

it('may be empty with its reason', () => {
  expect(energySchema.safeParse(NONE).success).toBe(true);
});

it('refuses a band that is out of order', () => {
  const band = { low: 2, central: 1, high: 3 };
  const answer = { promptTokens: 1, answerTokens: 1, joules: band, wattHours: band, cost: null, grams: null };
  const provenance = { kind: 'typed', boundary: 'gpu', idle: 'included', badge: '', notes: [] };
  const parsed = energySchema.safeParse({ ...NONE, answers: [{ ...answer, format: 'int4', model: 'm', provenance }] });
  expect(JSON.stringify(parsed.error?.issues)).toContain('not in order');
});
