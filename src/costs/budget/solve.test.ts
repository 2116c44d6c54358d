/** A budget's solver: nothing that it chooses breaks a limit, nothing better is left, and less budget never buys more. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { isBought, judge, NEARLY, solve, type Limits, type Standing, type Way } from './solve';

const positive = (max: number) => fc.double({ min: 1e-6, max, noNaN: true });
const band = (max: number) =>
  fc.tuple(positive(max), positive(max), positive(max)).map((all) => {
    const [low = 0, central = 0, high = 0] = all.toSorted((a, b) => a - b);
    return { low, central, high };
  });
const ways: fc.Arbitrary<Way> = fc.record({
  format: fc.constantFrom(...MODEL_FORMATS),
  batch: fc.integer({ min: 1, max: 128 }),
  tokenSeconds: band(1),
  watts: band(600),
  distance: fc.option(positive(0.5)),
  doubt: fc.constant(''),
  takes: fc.record({ hours: band(1), kilowattHours: band(1), money: fc.option(band(1), { freq: 8 }) }),
});
const limited = (max: number) => fc.option(positive(max));
const limits: fc.Arbitrary<Limits> = fc.record({
  ...{ watts: limited(600), tokenSeconds: limited(1), distance: limited(0.5), money: limited(100) },
  ...{ kilowattHours: limited(100), hours: positive(720) },
});
const some = fc.array(ways, { minLength: 1, maxLength: 12 });
const standings = fc.record({ money: fc.option(positive(50)), kilowattHours: fc.oneof(fc.constant(0), positive(50)) });
const NOTHING = { money: 0, kilowattHours: 0 };

describe('what a budget buys', () => {
  it('keeps every limit', () => {
    fc.assert(
      fc.property(some, limits, standings, (all, limit, standing) => {
        const { best } = solve(all, limit, standing);
        if (best === null) return;
        const { way, tokens } = best;
        const { takes } = way;
        const beyond = 1 + 1e-9;
        expect(way.watts.central).toBeLessThanOrEqual(limit.watts ?? Infinity);
        expect(way.tokenSeconds.central).toBeLessThanOrEqual(limit.tokenSeconds ?? Infinity);
        if (limit.distance !== null) expect(way.distance ?? Infinity).toBeLessThanOrEqual(limit.distance);
        expect(tokens.central * takes.hours.central).toBeLessThanOrEqual(limit.hours * beyond);
        expect(standing.kilowattHours + tokens.central * takes.kilowattHours.central).toBeLessThanOrEqual(
          (limit.kilowattHours ?? Infinity) * beyond,
        );
        if (limit.money !== null) {
          const paid = tokens.central * (takes.money?.central ?? Infinity) + (standing.money ?? Infinity);
          expect(paid).toBeLessThanOrEqual(limit.money * beyond);
        }
      }),
    );
  });

  it('leaves nothing much better, in whatever order the ways come', () => {
    fc.assert(
      fc.property(some, limits, standings, (all, limit, standing) => {
        const most = Math.max(
          0,
          ...all
            .map((way) => judge(way, limit, standing))
            .filter(isBought)
            .map(({ tokens }) => tokens.central),
        );
        const { best } = solve(all, limit, standing);
        expect(best?.tokens.central ?? 0).toBeGreaterThanOrEqual(NEARLY * NEARLY * most);
        const turned = solve(all.toReversed(), limit, standing).best;
        expect(turned?.tokens.central ?? 0).toBeGreaterThanOrEqual(NEARLY * NEARLY * most);
      }),
    );
  });

  it('is of the format nearest to FP16 among those that write as much', () => {
    fc.assert(
      fc.property(ways, limits, (way, limit) => {
        const near = { ...way, format: 'int8' as const, distance: 0 };
        const far = { ...way, format: 'int4' as const, distance: 0.01 };
        const { best } = solve([far, near], { ...limit, distance: null }, NOTHING);
        if (best !== null) expect(best.way.format).toBe('int8');
      }),
    );
  });

  it('ties with every other format that may write as much, and with no other', () => {
    const hours = (low: number, central: number, high: number): Pick<Way, 'takes'> => ({
      takes: { hours: { low, central, high }, kilowattHours: { low: 0, central: 0, high: 0 }, money: null },
    });
    const way = { ...{ batch: 1, distance: null, doubt: '' }, tokenSeconds: { low: 1, central: 1, high: 1 } };
    const common = { ...way, watts: { low: 1, central: 1, high: 1 } };
    const all: Way[] = [
      { ...common, format: 'int4', ...hours(0.1, 1, 10) },
      // Ahead with the best that may hold, and behind with the middle.
      { ...common, format: 'int8', ...hours(0.09, 1.2, 12) },
      // Its range overlaps theirs, and it is behind whatever holds.
      { ...common, format: 'fp16', ...hours(0.3, 3, 30) },
    ];
    const none = { watts: null, tokenSeconds: null, distance: null, money: null, kilowattHours: null };
    const { best, tied } = solve(all, { ...none, hours: 100 }, NOTHING);
    expect(best?.way.format).toBe('int4');
    expect(tied.map(({ way: { format } }) => format)).toEqual(['int8']);
    expect(solve([], { ...none, hours: 100 }, NOTHING).tied).toEqual([]);
  });

  it('is never more where a limit is tighter', () => {
    const names = ['watts', 'tokenSeconds', 'distance', 'money', 'kilowattHours', 'hours'] as const;
    fc.assert(
      fc.property(some, limits, fc.constantFrom(...names), positive(1), (all, limit, name, share) => {
        const tighter = { ...limit, [name]: limit[name] === null ? 1 : limit[name] * share };
        const [before, after] = [limit, tighter].map(
          (one) => solve(all, one, { money: 5, kilowattHours: 5 }).best?.tokens.central ?? 0,
        );
        expect(after).toBeLessThanOrEqual((before ?? 0) / NEARLY / NEARLY);
      }),
    );
  });

  it('is in order, and bound by what is named: more of that alone buys more', () => {
    fc.assert(
      fc.property(ways, limits, (way, limit) => {
        const bought = judge(way, limit, NOTHING);
        if (!isBought(bought)) return;
        const { tokens, boundBy } = bought;
        expect(tokens.low <= tokens.central && tokens.central <= tokens.high).toBe(true);
        const more = judge(way, { ...limit, [boundBy]: 2 * (limit[boundBy] ?? Infinity) }, NOTHING);
        expect(isBought(more) && more.tokens.central >= tokens.central).toBe(true);
      }),
    );
  });

  it('names why a format buys nothing', () => {
    const way: Way = {
      ...{ format: 'fp16', batch: 1, distance: 0, doubt: '' },
      tokenSeconds: { low: 0.1, central: 0.2, high: 0.3 },
      watts: { low: 100, central: 200, high: 250 },
      takes: { hours: { low: 1, central: 1, high: 1 }, kilowattHours: { low: 1, central: 1, high: 1 }, money: null },
    };
    const none = { watts: null, tokenSeconds: null, distance: null, money: null, kilowattHours: null, hours: 100 };
    const why = (limit: Partial<Limits>, standing: Standing = { money: 3, kilowattHours: 4 }) => {
      const found = judge(way, { ...none, ...limit }, standing);
      return isBought(found) ? '' : found.why;
    };
    expect(why({})).toBe('');
    expect(why({ watts: 150 })).toBe('draws about 200 W');
    expect(why({ tokenSeconds: 0.15 })).toBe('takes about 200 ms a token');
    expect(why({ money: 5 })).toBe('what it costs is not known');
    expect(why({ kilowattHours: 3 })).toBe('the machine alone takes 4.0 kWh a month while it waits');
    const priced = { ...way, takes: { ...way.takes, money: { low: 1, central: 1, high: 1 } } };
    expect(judge(priced, { ...none, money: 2 }, { money: 3, kilowattHours: 0 })).toMatchObject({
      why: 'the machine alone costs 3.0 a month',
    });
  });
});
