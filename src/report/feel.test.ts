/** Text that appears at a pace, on a clock of the test's own, and the address that says the paces. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds, tokensPerSecond } from '../foundation/units';
import { thrown } from '../../test/fixtures/thrown';
import { TokamarkError } from '../foundation/errors';
import {
  feelFragment,
  holdsFeel,
  nextAt,
  parseFeel,
  READING,
  timeToWrite,
  tokensAt,
  typedText,
  visibleAt,
} from './feel';

const STORY = typedText(['Once', ' upon', ' a', ' time', '.']);
const at = (rate: number, time: number): string => visibleAt(STORY, tokensPerSecond(rate), seconds(time));

describe('a text at a pace', () => {
  it('begins empty and has one token more after each token’s time', () => {
    expect([0, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 60].map((time) => at(10, time))).toEqual([
      ...['', '', 'Once', 'Once upon', 'Once upon a', 'Once upon a time', 'Once upon a time.', 'Once upon a time.'],
    ]);
  });

  it('is written later at the pace of reading, which is about five tokens per second', () => {
    expect(READING.rate).toBeGreaterThan(5);
    expect(READING.rate).toBeLessThan(6);
    expect(visibleAt(STORY, READING.rate, seconds(0.5))).toBe('Once upon');
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

describe('the address of paces', () => {
  const paces = [
    { name: 'Apple M3', rate: tokensPerSecond(94.2) },
    { name: 'mine & yours?', rate: tokensPerSecond(38) },
  ];

  it('comes back as it went in', () => {
    expect(parseFeel(feelFragment(paces))).toEqual(paces);
    expect(parseFeel(feelFragment([]))).toEqual([]);
    expect(holdsFeel('#/feel')).toBe(true);
    expect(holdsFeel('#/feeling')).toBe(false);
  });

  it.each([
    ['another room', '#/cost', /no address of a pace/],
    ['too much', `#/feel?at=1:${'x'.repeat(700)}`, /no address of a pace/],
    ['no number', '#/feel?at=fast:x', /must be such as/],
    ['no pace', '#/feel?at=0:x', /from 0\.1 to 100000/],
    ['no name', '#/feel?at=1:%E2%80%AE', /must have a name/],
    ['five of them', '#/feel?at=1:a&at=1:b&at=1:c&at=1:d&at=1:e', /at most 3 others/],
    ['another field', '#/feel?onload=alert(1)', /no field onload/],
  ])('is refused: %s', (_what, fragment, reason) => {
    const error = thrown(() => parseFeel(fragment));
    expect(error.message).toMatch(reason);
    expect(error.toData()).toMatchObject({ code: 'link', where: 'at' });
  });

  it('is refused with a typed error, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          for (const { name } of parseFeel(`#/feel?at=${text}`)) expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        } catch (error) {
          if (!(error instanceof TokamarkError)) throw error;
        }
      }),
    );
  });
});
