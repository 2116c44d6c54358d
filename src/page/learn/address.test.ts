/** Every state of the lab is a link. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICE_OF, choiceText } from '../../lab/choice';
import { anyChoice } from '../../lab/fixtures/arbitrary-choice';
import { isPlain, learnFragment, parseLearn } from './address';
import { REAL_BLOCKS, SHOWN } from './block/fable-blocks';
import { LANGUAGES, languageOf } from '../catalogue/languages';
import { LIMITS_PARTS } from './limits/limits-parts';
import { FARTHEST, opening, ownChoice, reduceLearn, STEPS, type LearnState } from './state';

const state: fc.Arbitrary<LearnState> = fc.record({
  step: fc.constantFrom(...STEPS),
  language: fc.constantFrom(...LANGUAGES),
  projected: fc.boolean(),
  block: fc.integer({ min: 0, max: REAL_BLOCKS.length - 1 }),
  choice: anyChoice,
  own: fc.option(anyChoice),
  held: fc.oneof(
    fc.constant({ place: 0, value: null }),
    fc.record({
      place: fc.integer({ min: 0, max: SHOWN - 1 }),
      value: fc.integer({ min: -1000 * FARTHEST, max: 1000 * FARTHEST }).map((thousandths) => thousandths / 1000 + 0),
    }),
  ),
  part: fc.constantFrom(...LIMITS_PARTS),
  codes: fc.constantFrom(null, '', 'TMK1451KBGHE.TMK1451KBGHF'),
  predicted: fc.constant({}),
});

describe('the address of the lab', () => {
  it('says all of what is shown', () => {
    fc.assert(
      fc.property(state, (shown) => {
        expect(parseLearn(learnFragment(shown), 'en')).toEqual(shown);
      }),
    );
  });

  it('opens something, whatever it is', () => {
    const field = fc.tuple(fc.constantFrom('step', 'w', 'own', 'b', 'o', 'lang', 'show', 'part', 'x'), fc.string());
    const fields = fc.array(field).map((all) => `#/learn?${new URLSearchParams(all).toString()}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fields), (fragment) => {
        const opened = parseLearn(fragment, 'de');
        expect(parseLearn(learnFragment(opened), 'en')).toEqual(opened);
        expect(REAL_BLOCKS[opened.block]).toBeDefined();
      }),
    );
  });

  it('is in the language of the person where it names none', () => {
    expect(parseLearn('#/learn', 'de').language).toBe('de');
    expect(parseLearn('#/learn?lang=en', 'de').language).toBe('en');
    expect(languageOf(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(languageOf([])).toBe('en');
  });
});

describe('what the last step asks beside the formats', () => {
  it('is so few bits that the text falls apart, until a person chose otherwise there or before', () => {
    expect(choiceText(ownChoice(opening('en')))).toBe('2s32');
    expect(choiceText(ownChoice(parseLearn('#/learn?step=6&w=nvfp4', 'en')))).toBe('2s32');
    expect(choiceText(ownChoice(parseLearn('#/learn?step=6&w=3s64', 'en')))).toBe('3s64');
    const chosen = reduceLearn(parseLearn('#/learn?w=3s64', 'en'), { type: 'own', own: CHOICE_OF.int4 });
    expect(choiceText(ownChoice(chosen))).toBe('4e32');
    expect(choiceText(ownChoice(parseLearn(learnFragment(chosen), 'en')))).toBe('4e32');
  });
});

describe('a prediction', () => {
  it('is the first that was made, and stays where another address is opened', () => {
    const first = reduceLearn(opening('en'), { type: 'predict', step: 'rounding', answer: 1 });
    const second = reduceLearn(first, { type: 'predict', step: 'rounding', answer: 2 });
    expect(second.predicted).toEqual({ rounding: 1 });
    expect(reduceLearn(second, { type: 'address', state: opening('de') }).predicted).toEqual({ rounding: 1 });
  });

  it('is plain only where it says nothing, and no state is written so', () => {
    expect(isPlain('#/learn')).toBe(true);
    fc.assert(fc.property(state, (shown) => !isPlain(learnFragment(shown))));
  });
});
