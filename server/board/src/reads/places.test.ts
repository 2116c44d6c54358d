import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amongOthers } from './places';

it('the place of a run is that of counting all other devices, whichever side was counted', () => {
  const value = fc.integer({ min: 1, max: 12 });
  const spread = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 20 }),
      fc.record({ isMember: fc.boolean(), median: value, down: spread, up: spread, isUpper: fc.boolean() }),
      (values, { isMember, median, down, up, isUpper }) => {
        const [low, high] = [median - down, median + up];
        const own = isMember ? values[0] : undefined;
        const [from, to] = isUpper ? [low, Infinity] : [-Infinity, high];
        const counted = values.filter((one) => one >= from && one <= to);
        const counts = (of: readonly number[]) => ({
          worse: of.filter((one) => one < median).length,
          equal: of.filter((one) => one === median).length,
          ahead: of.filter((one) => one > high).length,
          perhaps: of.filter((one) => one > low).length,
        });
        const found = amongOthers({
          ...{ median, low, high, devices: values.length, runs: 3 * values.length, is_upper: isUpper },
          ...{ own_value: own ?? null, own_runs: own === undefined ? null : 3 },
          ...{ counted: counted.length, ...counts(counted) },
        });
        const others = own === undefined ? values : values.slice(1);
        expect(found).toEqual({ others: others.length, runs: 3 * others.length, ...counts(others) });
      },
    ),
  );
});

it('a run whose cohort is not there yet is the only one', () => {
  const none = { devices: null, runs: null, own_value: null, own_runs: null, is_upper: null };
  const nothing = { counted: 0, worse: 0, equal: 0, ahead: 0, perhaps: 0 };
  expect(amongOthers({ median: 1, low: 1, high: 1, ...none, ...nothing })).toEqual({
    ...{ others: 0, runs: 0, worse: 0, equal: 0, ahead: 0, perhaps: 0 },
  });
});
