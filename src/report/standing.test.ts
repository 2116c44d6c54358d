/** Which results may be ranked, and the reason of each that may not. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { GUARD_NAMES, ruleOf } from '../benchmark/guards/guard';
import { HEADLINE, HEADLINE_TESTS } from '../benchmark/suite/suite';
import { idsOfShape } from './receipt/receipt';
import type { Result, ResultEntry } from './schema';
import { marksOf, REASON_CODES, standing, type ReasonCode } from './standing';

/** A run of the headline in FP16 and INT4, under the ids of its workloads. */
function headline(over: Partial<Result> = {}, prompts: { readonly promptSeed?: number } = {}): Result {
  const results = result().results.map((one) => {
    const tests = HEADLINE_TESTS.filter(({ phase }) => phase === one.phase);
    const [workloadId = ''] = idsOfShape(HEADLINE.shape, { formats: [one.format], tests, line: [], ...prompts });
    return { ...one, workloadId };
  });
  return result({ results, receipt: { text: 'receipt=1', workloadIds: [] }, ...over });
}

const LOST = { code: 'device-lost', step: 'Tune', message: 'It is gone.', where: '', remedy: 'Again.' } as const;

/** One headline test with that change. */
const withFirst = (change: Partial<ResultEntry>): Result => {
  const { results, ...rest } = headline();
  return { ...rest, results: results.map((one, index) => (index === 0 ? { ...one, ...change } : one)) };
};

const voided = Array.from({ length: 6 }, (_, order) => ({ order, seconds: 1, guard: 'hidden-tab' as const }));
const verified = [{ kernel: 'gemv', shape: 'gemv fp16', largestError: 0.1, tolerance: 0.01 }];

const BARRED: readonly (readonly [ReasonCode, string, Result, string])[] = [
  [
    'software-adapter',
    'on a software adapter',
    headline({ adapter: { ...result().adapter, software: true } }),
    'says nothing about a GPU',
  ],
  ['failed', 'that failed', headline({ status: 'failed' }), 'The run failed'],
  [
    'failed',
    'whose device was lost',
    headline({ status: 'failed', failure: LOST }),
    'in the step “Tune” (device-lost)',
  ],
  [
    'failed',
    'that has a failure, whatever its status',
    headline({ failure: LOST }),
    'in the step “Tune” (device-lost)',
  ],
  ['cancelled', 'that was cancelled', headline({ status: 'cancelled' }), 'was cancelled'],
  [
    'another-suite',
    'of another suite',
    headline({ suite: { name: 'tokamark-0', profile: 'quick' } }),
    'suite is tokamark-0, not tokamark-2',
  ],
  [
    'no-headline',
    'that measured something else',
    headline({ plan: { headline: false, budgetSeconds: null, shrunk: [] } }),
    'not among its tests',
  ],
  [
    'shrunk',
    'whose headline shrank',
    headline({ plan: { headline: false, budgetSeconds: 60, shrunk: ['prompt 512 → 128'] } }),
    'prompt 512 → 128',
  ],
  ['no-receipt', 'that nobody can repeat', headline({ receipt: null }), 'nobody can run the same workloads'],
  [
    'unnamed-code',
    'of changed code',
    headline({ engine: { ...result().engine, commit: 'abc-dirty' } }),
    'No commit names its code (abc-dirty)',
  ],
  [
    'unmeasured',
    'with a test that did not end',
    withFirst({ status: 'cancelled' }),
    'pp512 was not measured to its end',
  ],
  ['unmeasured', 'without a speed', withFirst({ tokensPerSecond: null }), 'pp512 was not measured to its end'],
  [
    'unmeasured',
    'without a test of the headline',
    headline({ results: [entry({ format: 'fp16', phase: 'decode' })] }),
    'No test of the headline',
  ],
  [
    'few-repetitions',
    'with few repetitions',
    withFirst({ tokensPerSecond: { ...figure(9), samples: [9, 9] } }),
    'pp512 has 2 of at least 5',
  ],
  [
    'voided',
    'whose guards voided more than counted',
    withFirst({ voided }),
    'voided 6 repetitions of FP16 pp512, and 5 counted',
  ],
  ['unchecked', 'whose kernels were not checked', withFirst({ verified: [] }), 'were not all checked'],
  ['unchecked', 'with a wrong kernel', withFirst({ verified }), 'one of them was wrong'],
];

describe('a result', () => {
  it('is ranked where it has the headline, checked, repeated and repeatable', () => {
    expect(standing(headline())).toEqual({ rankable: true, reasons: [] });
  });

  it('is ranked also where a seed made its prompts, under ids of their own', () => {
    const seeded = headline({}, { promptSeed: 7 });
    expect(standing(seeded)).toEqual({ rankable: true, reasons: [] });
    expect(seeded.results[0]?.workloadId).not.toBe(headline().results[0]?.workloadId);
    expect(seeded).toEqual(headline({}, { promptSeed: 8 }));
  });

  it('is ranked also where other tests shrank, or a few repetitions were voided', () => {
    const { plan } = headline();
    expect(standing(headline({ plan: { ...plan, shrunk: ['context 2048 left out'] } })).rankable).toBe(true);
    expect(standing(withFirst({ voided: voided.slice(0, 3) })).rankable).toBe(true);
  });

  it.each(BARRED)('is barred by %s: one %s', (code, _which, barred, why) => {
    const { rankable, reasons } = standing(barred);
    expect(rankable).toBe(false);
    expect(reasons.map((reason) => reason.code)).toEqual([code]);
    expect(reasons[0]?.why).toContain(why);
    expect(reasons[0]?.why).toMatch(/[.]$/);
    expect(reasons[0]?.mark.length).toBeLessThan(25);
  });

  it('is barred by every reason that there is, each of which has a case here', () => {
    expect(new Set(BARRED.map(([code]) => code))).toEqual(new Set(REASON_CODES));
  });

  it('is barred by each guard that voids a rank', () => {
    const voiding = GUARD_NAMES.filter((guard) => ruleOf(guard).voids === 'rank');
    expect(REASON_CODES).toEqual(expect.arrayContaining(voiding));
    expect(voiding.length).toBeGreaterThan(0);
  });

  it('has all its reasons, the adapter first, and each mark once', () => {
    const software = { ...result().adapter, software: true };
    const { results } = headline();
    const all = headline({
      adapter: software,
      status: 'cancelled',
      results: results.map((one) => ({ ...one, status: 'cancelled' as const })),
    });
    const found = standing(all);
    expect(found.reasons.map(({ code }) => code)).toEqual([
      'software-adapter',
      'cancelled',
      ...results.map(() => 'unmeasured'),
    ]);
    expect(marksOf(found, 'software-adapter')).toEqual(['cancelled', 'not measured to its end']);
  });
});
