/** What is written is what is read back, and what is not a result is refused by field. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { MODEL_FORMATS } from '../kernels/recipe';
import { parseResult, toJson } from './json';
import type { Result } from './schema';
import { thrown } from '../../test/fixtures/thrown';

const refusal = (text: string) => thrown(() => parseResult(text));

/** The example with one field, found by its path, set to something else. */
function withField(path: readonly (string | number)[], value: unknown): string {
  const document: unknown = JSON.parse(toJson(result()));
  let at: unknown = document;
  for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
  Reflect.set(Object(at), path.at(-1) ?? '', value);
  return JSON.stringify(document);
}

const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
/** JSON has no -0 and no undefined; neither has a result. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const unknownFields = fc.dictionary(
  fc.string().map((name) => `x-${name}`),
  json,
);
const figures = fc.record({
  median: positive,
  low: positive,
  high: positive,
  samples: fc.array(positive, { minLength: 1 }),
});
const entries = fc
  .record({
    format: fc.constantFrom(...MODEL_FORMATS),
    phase: fc.constantFrom('prefill' as const, 'decode' as const),
    tokensPerSecond: fc.option(figures),
    test: fc.string(),
    status: fc.constantFrom('complete' as const, 'cancelled' as const, 'failed' as const),
    depth: fc.nat(),
    unknown: unknownFields,
  })
  .map(({ unknown, ...known }) => ({ ...unknown, ...entry(known) }));
const results: fc.Arbitrary<Result> = fc
  .record({
    results: fc.array(entries, { maxLength: 4 }),
    stories: fc.array(
      fc.record({
        model: fc.string(),
        engine: fc.string({ minLength: 1 }),
        format: fc.constant('int4' as const),
        prompt: fc.string(),
        text: fc.string({ unit: 'binary' }),
        tokens: fc.nat(),
        temperature: fc.constant(0.8),
        seed: fc.nat(),
        tokensPerSecond: fc.option(positive),
      }),
    ),
    elapsedSeconds: positive,
    unknown: unknownFields,
  })
  .map(({ unknown, ...known }) => ({ ...unknown, ...result(known) }));

describe('a result as JSON', () => {
  it('comes back from the text as it went in, unknown fields included', () => {
    fc.assert(
      fc.property(results, (before) => {
        expect(parseResult(toJson(before))).toEqual(before);
      }),
    );
  });

  it('keeps a field that this version does not know, wherever it stands', () => {
    const text = withField(['results', 0, 'tokensPerSecond', 'quartiles'], [1, 2]);
    expect(JSON.parse(toJson(parseResult(text)))).toEqual(JSON.parse(text));
  });

  it('says of a text that is no JSON that it is none', () => {
    expect(refusal('{ "schema":').toData()).toMatchObject({
      code: 'import',
      message: expect.stringContaining('not JSON'),
    });
  });

  it('names the version that it reads where the schema is another', () => {
    const error = refusal(withField(['schema'], 'tokamark-result/1'));
    expect(error.where).toBe('schema');
    expect(error.message).toContain('tokamark-result/3');
    expect(error.remedy).toContain('update');
  });

  it.each([
    ['results[2].tokensPerSecond.median', ['results', 2, 'tokensPerSecond', 'median'], -1],
    ['results[0].workloadId', ['results', 0, 'workloadId'], 'short'],
    ['adapter.software', ['adapter', 'software'], 'no'],
    ['startedAt', ['startedAt'], 'yesterday'],
    ['results[1].verified[0].tolerance', ['results', 1, 'verified', 0, 'tolerance'], null],
  ])('names the field %s where that one is wrong', (where, path, value) => {
    expect(refusal(withField(path, value)).toData()).toMatchObject({ code: 'import', where });
  });

  it('refuses figures that no clock can give', () => {
    const text = toJson(result({ results: [entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(1) })] }));
    expect(refusal(text.replace('"median": 1,', '"median": 1e999,')).where).toBe('results[0].tokensPerSecond.median');
  });
});
