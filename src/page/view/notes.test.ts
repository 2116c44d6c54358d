/** What is said in place of a score or a fidelity. */
import { describe, expect, it } from 'vitest';
import type { Scores } from '../../report/schema';
import { REFERENCE, scoresOf } from '../../report/scores/score';
import { runOf, OPTIONS, result } from '../fixtures/results';
import type { RunState } from '../state/page-state';
import { isLeftOut } from '../details/fidelity';
import { noScore } from '../details/scores';

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

  it('is fidelity where it was not asked for, or the run ended without it', () => {
    const options = { ...OPTIONS, fidelity: { windows: 2 } };
    const state = (phase: RunState['phase'], asked = options): RunState => ({ ...runOf(), phase, options: asked });
    expect(isLeftOut(runOf())).toBe(false);
    expect(isLeftOut(state('running'))).toBe(false);
    expect(isLeftOut({ ...state('running'), options: { ...options, fidelity: null } })).toBe(true);
    expect(isLeftOut(state('complete'))).toBe(true);
  });
});
