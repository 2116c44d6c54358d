/** What a report says of tuning. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import type { SiteOutcome, TuningOutcome } from '../tuning/outcome';
import { scripted } from '../tuning/fixtures/scripted';
import { assertSane } from './import/sane';
import { parseResult, toJson } from './json';
import { toMarkdown } from './markdown';
import { tuningOf, tuningSentence } from './tuning';

const check = (error: number, tolerance = 1) => ({ shape: 'gemv', error, tolerance });

const site = (id: string, chosen: string): SiteOutcome => ({
  ...{ id, rows: 1, uses: 30, chosen, default: 'a', seconds: 0.5, defaultSeconds: 1 },
  ...{ attemptSeconds: 2, remembered: false },
  candidates: [
    { id: 'a', status: 'timed', seconds: 1, check: check(0.5), message: '' },
    { id: 'b', status: 'timed', seconds: 0.512345, check: check(0, 0), message: '' },
    { id: 'c', status: 'wrong', seconds: null, check: check(3), message: '' },
    { id: 'd', status: 'failed', seconds: null, check: null, message: 'No.', details: 'line 3' },
    { id: 'e', status: 'slower', seconds: 4, check: null, message: '' },
    { id: 'f', status: 'untried', seconds: null, check: null, message: '' },
  ],
});

const OUTCOME: TuningOutcome = {
  source: 'tuned',
  seconds: 4.25,
  complete: true,
  sites: [site('x', 'b'), site('y', 'a')],
};

const SENTENCE =
  'tuned in 4.25 s, 1 of 2 sites run a variant other than the default; of 12 variants, 4 timed to the end, 2 left early as slower, 2 wrong here and dropped, 2 refused by the device, 2 left for another run';

describe('tuning in a result', () => {
  it('has every variant of a site: what became of it, its time, its check, and why it was refused', () => {
    expect(tuningOf(OUTCOME).sites[0]).toEqual({
      ...{ id: 'x', rows: 1, uses: 30, chosen: 'b', default: 'a', seconds: 0.5, defaultSeconds: 1 },
      ...{ attemptSeconds: 2, remembered: false },
      variants: [
        ['a', 'timed', 1, 0.5],
        ['b', 'timed', 0.5123, 0],
        ['c', 'wrong', null, 3],
        ['d', 'failed', null, null],
        ['e', 'slower', 4, null],
        ['f', 'untried', null, null],
      ],
      refused: [
        { variant: 'c', why: 'gemv' },
        { variant: 'd', why: 'No.', details: 'line 3' },
      ],
    });
  });

  it('survives the way to JSON and back, and may be absent from an older one', () => {
    const tuned = result({ tuning: tuningOf(OUTCOME) });
    expect(parseResult(toJson(tuned)).tuning).toEqual(tuningOf(OUTCOME));
    expect(parseResult(JSON.stringify({ ...tuned, tuning: undefined })).tuning).toBeNull();
  });

  it('is imported where a check gave no number', () => {
    const error = Number.MAX_VALUE;
    const [first] = OUTCOME.sites;
    if (first === undefined) throw new Error('no site');
    const wrong = { id: 'c', status: 'wrong', seconds: null, check: check(error, 1e-3), message: '' } as const;
    const tuned = tuningOf({ ...OUTCOME, sites: [{ ...first, candidates: [wrong] }] });
    expect(() => assertSane(parseResult(toJson(result({ tuning: tuned }))))).not.toThrow();
  });

  it('of an older document reads as it was, and says the same of it', () => {
    const old = result({ tuning: { ...OUTCOME, sites: OUTCOME.sites.map(asBefore) } });
    expect(parseResult(toJson(old))).toEqual(old);
    expect(tuningSentence(old.tuning)).toBe(SENTENCE);
  });

  it('is one line of the report', () => {
    expect(tuningSentence(tuningOf(OUTCOME))).toBe(SENTENCE);
    expect(toMarkdown(result({ tuning: tuningOf(OUTCOME) }))).toContain(`- Kernels: ${SENTENCE}`);
    expect(toMarkdown(result())).toContain('- Kernels: defaults, not tuned');
    const alone = { ...OUTCOME, source: 'remembered', sites: [] } as const;
    expect(tuningSentence(tuningOf(alone))).toBe(
      'remembered from an earlier run, 0 of 0 sites run a variant other than the default',
    );
  });
});

const asBefore = (one: SiteOutcome) => ({
  ...one,
  candidates: one.candidates.map((each) => ({ ...each, check: each.check === null ? null : { ...each.check } })),
});

describe('the chosen variant of an exported site', () => {
  it('is the fastest correct one, or the default where that gains less than the noise', async () => {
    const variant = fc.record({
      seconds: fc.integer({ min: 1, max: 1000 }).map((ms) => [ms / 1000]),
      error: fc.constantFrom(0, 0.5, 1.5, Number.NaN),
      refuses: fc.option(fc.constantFrom('shader' as const, 'out-of-memory' as const), { freq: 5, nil: undefined }),
    });
    const all = fc.array(variant, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(all, async (others) => {
        const named = others.map(({ refuses, ...one }, i) => ({ ...one, id: `v${i}`, ...(refuses && { refuses }) }));
        const device = scripted([{ id: 'site', variants: [{ id: 'default', seconds: [0.5] }, ...named] }]);
        const [made] = tuningOf(await device.run()).sites;
        const variants = made?.variants ?? [];
        expect(variants.map(([id]) => id)).toEqual(['default', ...named.map(({ id }) => id)]);
        const right = variants.flatMap(([id, status, seconds, error]) =>
          status === 'timed' && seconds !== null && error !== null && error <= 1 ? [{ id, seconds }] : [],
        );
        const fastest = Math.min(...right.map(({ seconds }) => seconds));
        const chosen = right.find(({ id }) => id === made?.chosen)?.seconds;
        // To the digits that are exported.
        expect(chosen).toBe(fastest < 0.5 * 0.97 ? fastest : 0.5);
        for (const [id, status, seconds, error] of variants) {
          const wrong = named.some((one) => one.id === id && one.refuses === undefined && !(one.error <= 1));
          expect(status === 'wrong').toBe(wrong);
          // None of the others was faster, whatever became of it.
          if (status === 'slower')
            expect([seconds !== null && seconds > fastest, error !== null]).toEqual([true, true]);
        }
      }),
    );
  });
});
