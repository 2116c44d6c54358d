/** What is imported comes back as it was, and what no run can have given is refused by the name of its field. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import { trueResult } from '../../../test/fixtures/true-ids';
import { canonicalDigest } from '../../benchmark/workload';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { formatRatios } from '../format-ratio';
import { toJson } from '../json';
import { assertSize, importResult, LARGEST_IMPORT } from './import-result';
import { thrown } from '../../../test/fixtures/thrown';

const refusal = (text: string) => thrown(() => importResult(text));

/** The example with one field, found by its path, set to something else. */
function withField(path: readonly (string | number)[], value: unknown): string {
  const document: unknown = JSON.parse(toJson(trueResult()));
  let at: unknown = document;
  for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
  Reflect.set(Object(at), path.at(-1) ?? '', value);
  return JSON.stringify(document);
}

const rate = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const results = fc
  .uniqueArray(
    fc.record({
      format: fc.constantFrom(...MODEL_FORMATS),
      phase: fc.constantFrom('prefill' as const, 'decode' as const),
      median: rate,
      spread: fc.double({ min: 0, max: 0.5, noNaN: true }),
    }),
    { selector: ({ format, phase }) => `${format} ${phase}` },
  )
  .map((all) =>
    all.map(({ median, spread, ...one }) => entry({ ...one, tokensPerSecond: figure(median, median * spread) })),
  )
  .map((entries) => trueResult({ results: entries, elapsedSeconds: 1e9 }));

describe('an imported result', () => {
  it('is the same JSON again when it is written', () => {
    fc.assert(
      fc.property(results, (before) => {
        const text = toJson(before);
        expect(JSON.parse(toJson(importResult(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['another version', ['schema'], 'tokamark-result/1', 'schema'],
    ['a negative rate', ['results', 0, 'tokensPerSecond', 'median'], -1, 'results[0].tokensPerSecond.median'],
    ['no number', ['results', 0, 'tokensPerSecond', 'low'], null, 'results[0].tokensPerSecond.low'],
    ['an absurd rate', ['results', 0, 'tokensPerSecond', 'high'], 1e308, 'results[0].tokensPerSecond.high'],
    ['absurd bytes', ['results', 1, 'weightBytes'], 1e300, 'results[1].weightBytes'],
    [
      'a median of other samples',
      ['results', 0, 'tokensPerSecond', 'median'],
      1010,
      'results[0].tokensPerSecond.median',
    ],
    ['a bound on the wrong side', ['results', 0, 'tokensPerSecond', 'low'], 1001, 'results[0].tokensPerSecond.low'],
    [
      'more certainty than its samples give',
      ['results', 0, 'tokensPerSecond', 'low'],
      999,
      'results[0].tokensPerSecond.low',
    ],
    [
      'a sample that its duration denies',
      ['results', 0, 'durations', 2, 'seconds'],
      0.1,
      'results[0].tokensPerSecond.samples[2]',
    ],
    ['a method of statistics that nobody knows', ['statistics', 'method'], 'x', 'statistics.method'],
    ['less time than its repetitions took', ['elapsedSeconds'], 1, 'elapsedSeconds'],
    ['the id of another workload', ['results', 0, 'workloadId'], 'a'.repeat(64), 'results[0].workloadId'],
    ['a workload changed under its id', ['results', 0, 'workload', 'shape', 'layers'], 2, 'results[0].workloadId'],
    ['another test than its workload', ['results', 0, 'test'], 'pp1', 'results[0].test'],
    ['the name of another model', ['results', 0, 'model', 'name'], 'Llama-3.2-1B', 'results[0].model.name'],
    ['a name that no model has', ['results', 0, 'model', 'name'], 'Titan', 'results[0].model.name'],
    ['more parameters than its shape', ['results', 0, 'model', 'parameters'], 2e9, 'results[0].model.parameters'],
    ['more weights than its model has', ['results', 0, 'weightBytes'], 1e9, 'results[0].weightBytes'],
    ['more read than its model has', ['results', 2, 'bytesReadPerToken'], 1e9, 'results[2].bytesReadPerToken'],
    ['synthetic weights as a file', ['results', 0, 'model', 'weights'], 'file', 'results[0].model.weights'],
    ['other tokens than its workload', ['results', 0, 'tokens'], 51, 'results[0].tokens'],
  ])('with %s is refused and the field named', (_what, path, value, where) => {
    expect(refusal(withField(path, value)).toData()).toMatchObject({ code: 'import', where });
  });

  it.each([
    ['complete', 'device-lost', 'failure'],
    ['complete', 'cancelled', 'failure'],
    ['cancelled', 'device-lost', 'failure.code'],
  ] as const)('that is %s and has the failure %s is refused', (status, code, where) => {
    const failure = { code, step: null, message: '', where: '', remedy: '' };
    expect(refusal(toJson(trueResult({ status, failure }))).toData()).toMatchObject({ code: 'import', where });
    const allowed = trueResult({ status: code === 'cancelled' ? code : 'failed', failure });
    expect(importResult(toJson(allowed)).failure).toEqual(failure);
  });

  it('of a version before repetitions had rounds is taken as it is written', () => {
    const before = trueResult();
    const method = 'Hettmansperger-Sheather interpolated order statistics, widened by the trend over the run';
    const old = toJson({ ...before, statistics: { method, ratioMethod: 'MOVER of the logarithms', level: 0.95 } });
    expect(old).not.toContain('round');
    expect(JSON.parse(toJson(importResult(old)))).toEqual(JSON.parse(old));
    const narrow = old.replace('"low": 980', '"low": 999');
    expect(refusal(narrow).where).toBe('results[0].tokensPerSecond.low');
  });

  it('says ratios of formats that follow from its rounds, or is refused', () => {
    const formats = ['fp16', 'int4'] as const;
    const made = trueResult({ results: formats.map((format) => entry({ format, phase: 'decode' })) });
    const results = made.results.map((one) => ({
      ...one,
      durations: one.durations.map((duration, round) => ({ ...duration, round })),
    }));
    const [ratio] = formatRatios(results);
    if (ratio === undefined) throw new Error('no ratio');
    expect(ratio).toMatchObject({ method: 'by-round', rounds: 5 });
    const whole = (change: Partial<typeof ratio>) =>
      toJson({ ...made, results, formatRatios: [{ ...ratio, ...change }] });
    expect(importResult(whole({})).formatRatios).toEqual([ratio]);
    expect(refusal(whole({ median: 3 })).where).toBe('formatRatios[0].median');
    expect(refusal(whole({ method: 'two-intervals', rounds: null })).where).toBe('formatRatios[0].method');
    expect(refusal(whole({ of: 'int8' })).where).toBe('formatRatios[0]');
    const { method } = made.statistics;
    const before = method.slice(0, method.indexOf(' and from'));
    const old = whole({ median: 3 }).replace(method, before);
    expect(refusal(old).where).toBe('formatRatios[0].median');
    const twice = results.map((one) => ({ ...one, durations: one.durations.map((each) => ({ ...each, round: 1 })) }));
    expect(refusal(toJson({ ...made, results: twice })).where).toBe('results[0].durations[1].round');
  });

  it('with NaN, or cut off, is refused as what it is: no JSON', () => {
    const text = toJson(trueResult());
    expect(refusal(text.replace('"median": 1000', '"median": NaN')).message).toContain('not JSON');
    expect(refusal(text.slice(0, text.length / 2)).message).toContain('not JSON');
    expect(refusal('').message).toContain('not JSON');
  });

  it('with one workload twice is refused', () => {
    const one = entry({ format: 'fp16', phase: 'decode' });
    expect(refusal(toJson(trueResult({ results: [one, one] }))).where).toBe('results[1].workloadId');
  });

  it.each([
    ['a shape that tells no sizes', { hiddenSize: 576 }, 'results[0].workload.shape'],
    ['the name of a published shape with another one', { rmsNormEpsilon: 1e-3 }, 'results[0].model.name'],
  ])('with %s is refused, whatever its protocol', (_what, change, where) => {
    const made = trueResult();
    const results = made.results.map((one) => {
      const shape = 'hiddenSize' in change ? change : { ...one.workload.shape, ...change };
      const workload = { ...one.workload, protocol: 'tokamark-0', shape };
      return { ...one, workload, workloadId: canonicalDigest(workload) };
    });
    expect(refusal(toJson({ ...made, results })).where).toBe(where);
  });

  it('with ids that were made up is refused', () => {
    expect(refusal(toJson(result())).where).toBe('results[0].workloadId');
  });

  it('of 100 MB is refused by its size alone, before it is read', () => {
    expect(() => assertSize(100e6, 'large.json')).toThrow(/100 MB; a result has at most 20 MB/);
    expect(refusal(' '.repeat(LARGEST_IMPORT + 1)).message).toContain('at most 20 MB');
  });

  it('nested a million deep is refused, and ends nothing', () => {
    const deep = '{"a":'.repeat(1e5) + '1' + '}'.repeat(1e5);
    expect(refusal(toJson(trueResult()).replace('{', `{ "x": ${deep},`)).code).toBe('import');
  });

  it('that is any text never crashes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(refusal(text).code).toBe('import');
      }),
    );
  });
});
