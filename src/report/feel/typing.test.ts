/** Text that appears at a pace, on a clock of the test's own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds, tokensPerSecond } from '../../foundation/units';
import { READING_RATE } from './pace';
import { FEEL_TEXT } from './text';
import { nextAt, timeToWrite, tokensAt, typedText, visibleAt } from './typing';

const STORY = typedText(['Once', ' upon', ' a', ' time', '.']);
const at = (rate: number, time: number): string => visibleAt(STORY, tokensPerSecond(rate), seconds(time));

describe('a text at a pace', () => {
  it('begins empty and has one token more after each token’s time', () => {
    expect([0, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 60].map((time) => at(10, time))).toEqual([
      ...['', '', 'Once', 'Once upon', 'Once upon a', 'Once upon a time', 'Once upon a time.', 'Once upon a time.'],
    ]);
  });

  it('is written later at the pace of reading, which is about five tokens per second', () => {
    expect(READING_RATE).toBeGreaterThan(5);
    expect(READING_RATE).toBeLessThan(6);
    expect(visibleAt(STORY, READING_RATE, seconds(0.5))).toBe('Once upon');
    expect(at(100, 0.5)).toBe(STORY.text);
  });

  it('shows no half of a letter', () => {
    const halves = typedText(['a\ud83d', '\ude00b']);
    expect(visibleAt(halves, tokensPerSecond(1), seconds(1))).toBe('a');
    expect(visibleAt(halves, tokensPerSecond(1), seconds(2))).toBe('a😀b');
  });

  it('only grows, ends when it says, and says truly when the next token comes', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 60 }).map(typedText);
    const rates = fc.double({ min: 0.1, max: 1e5, noNaN: true }).map(tokensPerSecond);
    const times = fc.double({ min: 0, max: 100, noNaN: true }).map(seconds);
    fc.assert(
      fc.property(texts, rates, times, (typed, rate, time) => {
        const shown = visibleAt(typed, rate, time);
        expect(typed.text.startsWith(shown)).toBe(true);
        const next = nextAt(typed, rate, time);
        if (next === null) expect(shown).toBe(typed.text);
        else expect(tokensAt(typed, rate, next)).toBe(tokensAt(typed, rate, time) + 1);
        expect(visibleAt(typed, rate, timeToWrite(typed, rate))).toBe(typed.text);
      }),
    );
  });

  it('is empty at times that are none', () => {
    expect([at(10, -1), at(10, NaN), at(NaN, 1)]).toEqual(['', '', '']);
  });
});

describe('the text that is typed', () => {
  it('has as many words per token as reading speed assumes, so that reading keeps pace with reading', () => {
    const words = FEEL_TEXT.text.trim().split(/\s+/).length;
    expect(Math.abs(words / FEEL_TEXT.ends.length - 0.75)).toBeLessThan(0.03);
    expect(FEEL_TEXT.text).toMatch(/^\S.*\S$/s);
  });
});
