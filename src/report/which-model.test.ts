/** What is said of the model that a speed is of. */
import { describe, expect, it } from 'vitest';
import { HEADLINE_TESTS } from '../benchmark/suite/suite';
import { modelStanding, shapeAlone, shapeWords, withSmallModel } from './which-model';

const HEADLINE_MODEL = { name: 'Llama-3.2-1B', parameters: 1_235_814_400 };
const SMALL = { name: 'Fable', parameters: 5_246_208 };
const UNMET = { seconds: 700, bytes: 2.6e9, tooLarge: null };

const plan = (headline: boolean, unmet?: typeof UNMET | { seconds: number; bytes: number; tooLarge: string }) => ({
  ...{ headline, budgetSeconds: 60, shrunk: [] },
  ...(unmet === undefined ? {} : { unmet }),
});

describe('the model of a speed', () => {
  it('is a shape with its size, which is known of a name and left out where nobody knows it', () => {
    expect(shapeWords(SMALL)).toBe('Fable’s shape, 5.25M parameters');
    expect(shapeWords({ name: 'SmolLM2-135M' })).toBe('SmolLM2-135M’s shape, 135M parameters');
    expect(shapeWords({ name: 'mine' })).toBe('mine’s shape');
  });

  it('is the headline, has other tests, did not fit the time or the memory, or was chosen', () => {
    expect(modelStanding(HEADLINE_MODEL, plan(true))).toBe('headline');
    expect(modelStanding(HEADLINE_MODEL, plan(false))).toBe('shorter');
    expect(modelStanding(SMALL, plan(false, UNMET))).toBe('no-time');
    expect(modelStanding(SMALL, plan(false, { ...UNMET, tooLarge: 'It needs more.' }))).toBe('no-memory');
    expect(modelStanding(SMALL, plan(false))).toBe('chosen');
    // Whatever a document from outside claims.
    expect(modelStanding(SMALL, plan(true))).toBe('chosen');
  });

  it('is told with a figure that came alone', () => {
    const [test] = HEADLINE_TESTS;
    if (test === undefined) throw new Error('the headline has no test');
    expect(shapeAlone('Fable', test)).toBe('Fable’s shape, 5.25M parameters (not the headline, Llama-3.2-1B)');
    expect(shapeAlone('Llama-3.2-1B', test)).toBe('Llama-3.2-1B’s shape, 1.24B parameters');
    expect(shapeAlone('Llama-3.2-1B', { ...test, tokens: 16 })).toContain('(not the headline: its tests are others)');
  });

  it('stands behind a sentence that is repeated alone, unless it is what every machine runs', () => {
    expect(withSmallModel(SMALL)).toBe(', with a model of 5.25M parameters');
    expect(withSmallModel(HEADLINE_MODEL)).toBe('');
    expect(withSmallModel({ name: 'mine' })).toBe('');
  });
});
