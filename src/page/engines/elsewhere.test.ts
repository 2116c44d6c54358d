/** A comparison of engines in the rest of the page: no figure of another engine stands there as ours, and Fable's speed is no headline. */
import { describe, expect, it } from 'vitest';
import { compared } from '../../../test/fixtures/compared';
import { comparisonOf } from '../../peers/comparison';
import { amongRuns } from '../../report/among-runs';
import { runRow } from '../compare/run-row';
import { ownOffers } from '../feel/offers';
import { heroOf } from '../hero/hero-model';
import { DESCRIPTION } from '../fixtures/results';
import { figuresInWords } from '../hero/note-words';
import { runStrip } from '../rooms/run-strip';
import { INITIAL_STATE, type PageState } from '../state/page-state';
import { reduce } from '../state/reduce';

const options = { ...comparisonOf(['onnxruntime-web'], false), receipt: null };
const result = compared();
const ended = (): PageState => {
  const known: PageState = { ...INITIAL_STATE, gpu: { kind: 'known', description: DESCRIPTION } };
  const asked = reduce(known, { type: 'run-asked', id: 1, options, waitingFor: '' });
  const runs = reduce(asked, { type: 'run-started', id: 1, at: new Date(result.startedAt) });
  return reduce(runs, { type: 'run-ended', id: 1, result });
};

describe('a comparison of engines', () => {
  it('has ours alone on the first screen, as the speed of a small model and no headline', () => {
    const hero = heroOf(ended(), options);
    expect(hero.main).toMatchObject({ format: 'int4', cell: { value: '500' } });
    expect(hero.model).toMatchObject({ standing: 'chosen' });
    expect(hero.model?.name).toContain('Fable');
    expect(hero.engines).toBe(true);
  });

  it('says in the head of other rooms whose speed and of what it is, and leads to its own', () => {
    expect(runStrip(ended(), options.formats)).toMatchObject({
      said: expect.stringContaining('Tokamark, Fable: FP16 400, INT4 500 tokens/s'),
      room: 'engines',
    });
  });

  it('names the engine of each figure that a note is about', () => {
    const [first, , , , theirs] = result.results;
    if (first === undefined || theirs === undefined) throw new Error('there are two engines');
    expect(figuresInWords([first, theirs], result.results, null)).toBe(
      'reading a prompt in FP16 and onnxruntime-web FP16',
    );
  });

  it('has in the list of kept runs the name of each engine, and offers no other one as this machine’s speed', () => {
    expect(runRow(result).speeds.map(({ name }) => name)).toEqual([
      ...['INT4', 'FP16', 'onnxruntime-web INT4', 'onnxruntime-web FP16'],
    ]);
    expect(ownOffers(result).map(({ pace }) => pace.rate)).toEqual([500, 400]);
  });

  it('is held against other comparisons by our own speed', () => {
    const ofOthers = result.results.filter(({ engine }) => engine !== 'tokamark');
    const kept = [{ result: compared({ startedAt: '2026-01-01T00:00:00.000Z' }), imported: false }];
    expect(amongRuns(result, kept)).toContain('INT4 is');
    expect(amongRuns({ ...result, results: ofOthers }, kept)).toBe('');
  });
});
