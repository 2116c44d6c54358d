/** What stands above and below the large figures, what Run will do, and what is said in place of a score. */
import { describe, expect, it } from 'vitest';
import type { Scores } from '../../report/schema';
import { REFERENCE, scoresOf } from '../../report/scores/score';
import { DESCRIPTION, SOFTWARE_DESCRIPTION, entry, final, runOf, OPTIONS, result } from '../fixtures/results';
import type { RunState } from '../state/page-state';
import { runNotes } from './checks-panel';
import { headlineComparison, headlineName } from './headline';
import { isLeftOut } from './fidelity';
import { noScore } from './scores';
import { emptyText } from './stories';
import { runHint } from './workload';

const both = runOf(final(entry('fp16', 'decode', 60)), final(entry('int4', 'decode', 171)));

describe('the headline', () => {
  it('names the model and the test that were timed, and says where they shrank', () => {
    expect(headlineName(runOf(), OPTIONS)).toBe('Writing speed of Llama-3.2-1B (tg64)');
    const model = { name: 'Fable', weights: 'synthetic' as const, parameters: 5_200_000 };
    const shrunk = runOf(final({ ...entry('fp16', 'decode', 60), model, test: 'tg16' }));
    const plan = { ...shrunk.record.plan, shrunk: ['shape SmolLM2-135M → Fable'] };
    expect(headlineName({ ...shrunk, record: { ...shrunk.record, plan } }, OPTIONS)).toBe(
      'Writing speed of Fable (tg16), shrunk to fit the time',
    );
  });

  it('compares the formats in a sentence once both are final', () => {
    expect(headlineComparison(both, ['fp16', 'int4'])).toMatch(/^INT4 is 2\.85× faster than FP16 \(2\.\d+–2\.\d+×\)$/);
    const even = runOf(final(entry('fp16', 'decode', 60)), final(entry('int4', 'decode', 60)));
    expect(headlineComparison(even, ['fp16', 'int4'])).toMatch(/^INT4 and FP16: no clear difference/);
    const early = runOf(final(entry('fp16', 'decode', 60)), { entry: entry('int4', 'decode', 171), final: false });
    expect(headlineComparison(early, ['fp16', 'int4'])).toBe('');
    expect(headlineComparison(both, ['int4'])).toBe('');
  });

  it('says beside Run what will be read and written', () => {
    expect(runHint(OPTIONS)).toBe('Llama-3.2-1B: reads 512 tokens, writes 64');
    expect(runHint({ ...OPTIONS, tests: [] })).toBe('Llama-3.2-1B');
    const several = OPTIONS.tests.flatMap((test) => [1, 8].map((batch) => ({ ...test, batch })));
    expect(runHint({ ...OPTIONS, tests: several })).toBe(
      'Llama-3.2-1B: reads 512 tokens, writes 64, up to 8 sequences at once',
    );
  });
});

describe('the notes on a run', () => {
  it('leave out what the card of the GPU says already', () => {
    const slow = { code: 'outlier', message: 'One repetition was slow.' };
    const noted = { entries: [], warnings: [...SOFTWARE_DESCRIPTION.warnings, slow, { ...slow }] };
    expect(runNotes(noted, { kind: 'known', description: SOFTWARE_DESCRIPTION })).toEqual([slow]);
    expect(runNotes(noted, { kind: 'known', description: DESCRIPTION })).toHaveLength(2);
  });
});

describe('what a run did not give', () => {
  it('is said once where no format has a score for one and the same reason', () => {
    const empty = { set: 'headline' as const, software: true, score: null, parts: [] };
    const one = { ...empty, format: 'fp16' as const, reason: 'Another model.' };
    const other = { ...one, format: 'int4' as const };
    const score = { median: 1000, low: 990, high: 1010 };
    const made = scoresOf([], true, { ...REFERENCE, software: false });
    const said = (...scores: Scores['scores']) => noScore({ ...result([]), scores: made && { ...made, scores } });
    expect(said(one, other)).toBe('Another model.');
    expect(said(one, { ...other, reason: 'Failed.' })).toBe('');
    expect(said(one, { ...other, score, reason: '' })).toBe('');
    expect(said()).toBe('');
  });

  it('is said of a run that ended before there were scores', () => {
    expect(noScore(result([], 'cancelled'))).toBe('The run was cancelled.');
  });

  it('is a text, once the run is over', () => {
    expect(emptyText({ phase: 'running' })).toContain('appears here');
    expect(emptyText({ phase: 'complete' })).toBe('No text was written in this run.');
  });

  it('is fidelity where it was not asked for, or the run ended without it', () => {
    const options = { ...OPTIONS, fidelity: { windows: 2 } };
    const state = (phase: RunState['phase'], asked = options): RunState => ({ ...runOf(), phase, options: asked });
    expect(isLeftOut(runOf())).toBe(false);
    expect(isLeftOut(state('running'))).toBe(false);
    expect(isLeftOut({ ...state('running'), options: { ...options, fidelity: null } })).toBe(true);
    expect(isLeftOut(state('complete'))).toBe(true);
  });
});
