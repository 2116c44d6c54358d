/** What a report says of tuning. */
import { describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import type { SiteOutcome, TuningOutcome } from '../tuning/outcome';
import { parseResult, toJson } from './json';
import { toMarkdown } from './markdown';
import { tuningOf, tuningSentence } from './tuning';

const site = (id: string, chosen: string): SiteOutcome => ({
  ...{ id, rows: 1, uses: 30, chosen, default: 'a', seconds: 0.5, defaultSeconds: 1 },
  ...{ attemptSeconds: 2, remembered: false },
  candidates: [
    { id: 'a', status: 'timed', seconds: 1, check: null, message: '' },
    { id: 'b', status: 'timed', seconds: 0.5, check: null, message: '' },
    { id: 'c', status: 'wrong', seconds: null, check: { shape: 'gemv', error: 3, tolerance: 1 }, message: '' },
  ],
});

const OUTCOME: TuningOutcome = {
  source: 'tuned',
  seconds: 4.25,
  complete: true,
  sites: [site('x', 'b'), site('y', 'a')],
};

describe('tuning in a result', () => {
  it('survives the way to JSON and back, and may be absent from an older one', () => {
    const tuned = result({ tuning: tuningOf(OUTCOME) });
    expect(parseResult(toJson(tuned)).tuning).toEqual(OUTCOME);
    expect(parseResult(JSON.stringify({ ...tuned, tuning: undefined })).tuning).toBeNull();
  });

  it('is one line of the report', () => {
    const sentence = 'tuned in 4.25 s, 1 of 2 sites run a variant other than the default; 2 wrong here and dropped';
    expect(tuningSentence(tuningOf(OUTCOME))).toBe(sentence);
    expect(toMarkdown(result({ tuning: tuningOf(OUTCOME) }))).toContain(`- Kernels: ${sentence}`);
    expect(toMarkdown(result())).toContain('- Kernels: defaults, not tuned');
  });
});
