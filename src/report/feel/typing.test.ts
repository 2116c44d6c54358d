/** Text that appears at a pace, on a clock of the test's own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds, tokensPerSecond } from '../../foundation/units';
import { READING_RATE } from './pace';
import { FEEL_TEXT } from './text';
import { timeToWrite, typedText, visibleAt } from './typing';

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

  it('only grows, and ends when it says', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 60 }).map(typedText);
    const rates = fc.double({ min: 0.1, max: 1e5, noNaN: true }).map(tokensPerSecond);
    const times = fc.double({ min: 0, max: 100, noNaN: true }).map(seconds);
    fc.assert(
      fc.property(texts, rates, times, times, (typed, rate, time, more) => {
        const later = visibleAt(typed, rate, seconds(time + more));
        expect(typed.text.startsWith(later)).toBe(true);
        expect(later.startsWith(visibleAt(typed, rate, time))).toBe(true);
        const end = timeToWrite(typed, rate);
        expect(visibleAt(typed, rate, end)).toBe(typed.text);
        // All but the last token are there while it is still due.
        const before = typed.text.slice(0, typed.ends.at(-2) ?? 0);
        expect(visibleAt(typed, rate, seconds(end - 0.5 / rate))).toBe(before);
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
