/** The address that says paces: what comes back, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../../foundation/errors';
import { tokensPerSecond } from '../../foundation/units';
import { thrown } from '../../../test/fixtures/thrown';
import { BASES, feelFragment, holdsFeel, MOST_PACES, paceOf, parseFeel, type Pace } from './pace';

describe('the address of paces', () => {
  const paces: readonly Pace[] = [
    { name: 'Apple M3', rate: tokensPerSecond(94.2), basis: 'measured' },
    { name: 'mine & yours?', rate: tokensPerSecond(38), basis: 'chosen' },
  ];

  it('comes back as it went in', () => {
    expect(parseFeel(feelFragment(paces))).toEqual(paces);
    expect(parseFeel(feelFragment([]))).toEqual([]);
    expect(holdsFeel('#/feel')).toBe(true);
    expect(holdsFeel('#/feeling')).toBe(false);
  });

  it.each([
    ['another room', '#/cost', /no address of a pace/],
    ['too much', `#/feel?at=1m:${'x'.repeat(900)}`, /no address of a pace/],
    ['no number', '#/feel?at=fastm:x', /must be such as/],
    ['no pace', '#/feel?at=0m:x', /from 0\.1 to 100000/],
    ['no name', '#/feel?at=1m:%E2%80%AE', /must have a name/],
    ['five of them', '#/feel?at=1m:a&at=1m:b&at=1m:c&at=1m:d&at=1m:e', /at most 3 others/],
    ['no word of how it is known', '#/feel?at=1:x', /must be such as/],
    ['another field', '#/feel?onload=alert(1)', /no field onload/],
  ])('is refused: %s', (_what, fragment, reason) => {
    const error = thrown(() => parseFeel(fragment));
    expect(error.message).toMatch(reason);
    expect(error.toData()).toMatchObject({ code: 'link', where: 'at' });
  });

  it('is refused with a typed error, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '12m:', '3.5s:'), (text, before) => {
        try {
          for (const { name } of parseFeel(`#/feel?at=${before}${text}`))
            expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        } catch (error) {
          if (!(error instanceof TokamarkError)) throw error;
        }
      }),
    );
  });

  it('carries whatever pace there is, as it is shown', () => {
    const any = fc.record({
      name: fc.string({ unit: 'binary', maxLength: 80 }),
      rate: fc.double({ min: -1, max: 1e7, noNaN: true }),
      basis: fc.constantFrom(...BASES),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: MOST_PACES }), (given) => {
        const shown = given.map(({ name, rate, basis }) => paceOf(name, rate, basis));
        expect(parseFeel(feelFragment(shown))).toEqual(shown);
      }),
    );
  });
});
