/** What older versions wrote and linked to is still read: frozen as they wrote it, of a run on a software adapter. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toCsv } from '../csv';
import { parseResult, toJson } from '../json';
import { toMarkdown } from '../markdown';
import { parseReceipt } from '../receipt/link';
import { RESULT_SCHEMA } from '../schema';
import { thrown } from '../../../test/fixtures/thrown';
import { importResult } from './import-result';

const ROOT = join(import.meta.dirname, '../../..');
const frozen = (name: string) => readFileSync(join(ROOT, 'test/fixtures/documents', name), 'utf8');
const RESULT = frozen('result-2.json.txt');
const UNFINISHED = frozen('unfinished-2.json.txt');
const older = (text: string) => z.looseObject({ schema: z.string() }).parse(JSON.parse(text));

describe('a document of tokamark-result/2', () => {
  it.each([
    ['a finished result', RESULT],
    ['a run that was killed', UNFINISHED],
  ])('is %s by the schema that was published then', (_, text) => {
    const published = readFileSync(join(ROOT, 'public/schema/tokamark-result-2.schema.json'), 'utf8');
    const schema = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(JSON.parse(published)));
    expect(schema.safeParse(JSON.parse(text)).error).toBeUndefined();
  });

  it('is imported with every figure as it was', () => {
    const result = importResult(RESULT);
    const { schema, error, ...before } = older(RESULT);
    expect(error).toBeNull();
    expect([schema, result.schema]).toEqual(['tokamark-result/2', RESULT_SCHEMA]);
    expect(result).toMatchObject(before);
    expect(toMarkdown(result)).toContain('## Measured roofs');
    expect(toCsv(result).split('\r\n').length).toBeGreaterThan(20);
  });

  it('says whose each measurement is: it knew one engine', () => {
    const { results, waterfalls, latency, sustained, stories, fidelity, energy } = importResult(RESULT);
    const measured = [
      results,
      waterfalls,
      latency,
      [sustained],
      stories,
      fidelity?.rows,
      energy?.rows,
      energy?.answers,
    ];
    for (const all of measured) expect(all?.map((one) => one?.engine)).toEqual(all?.map(() => 'tokamark'));
  });

  it('is refused by the field that is wrong', () => {
    const refusal = (field: string, value: unknown) =>
      thrown(() => importResult(JSON.stringify({ ...JSON.parse(RESULT), [field]: value }))).where;
    expect(refusal('results', 7)).toBe('results');
    expect(refusal('startedAt', 'today')).toBe('startedAt');
    expect(refusal('fidelity', { rows: [{ engine: 1 }] })).toBe('fidelity.rows[0].engine');
    expect(refusal('schema', 'tokamark-result/1')).toBe('schema');
  });

  it('is found as an unfinished run with every figure as it was', () => {
    const { schema, error, ...before } = older(UNFINISHED);
    expect([schema, error]).toEqual(['tokamark-result/2', null]);
    expect(parseResult(UNFINISHED)).toMatchObject(before);
  });

  it('has a failure where it was cancelled or had an error, and does not know in which step', () => {
    const error = { code: 'device-lost', message: 'Gone.', where: '', remedy: 'Again.' };
    const failureOf = (over: object) => importResult(JSON.stringify({ ...JSON.parse(RESULT), ...over })).failure;
    expect(failureOf({})).toBeNull();
    expect(failureOf({ status: 'failed', error })).toEqual({ ...error, step: null });
    expect(parseResult(UNFINISHED).failure).toMatchObject({ code: 'cancelled', step: null });
    expect(toMarkdown(parseResult(UNFINISHED))).toMatch(/^\*\*Cancelled after/m);
  });

  it('comes back from what is exported of it', () => {
    const imported = importResult(RESULT);
    expect(importResult(toJson(imported))).toEqual(imported);
  });
});

it('does not replay a receipt link of the same run: its protocol measured other workloads', () => {
  const refusal = thrown(() => parseReceipt(frozen('receipt-1.txt')));
  expect(refusal).toMatchObject({ code: 'receipt', where: 'protocol' });
  expect(refusal.message).toContain('tokamark-1');
});
