/** Honest samples, simulated at the resolution of real clocks, are not found too regular; those that people and formulas make are. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../../../test/fixtures/result';
import { uniform } from '../../../../src/foundation/random';
import type { Result } from '../../../../src/report/schema';
import { tooRegular } from './regular';

/** Seconds: Node.js, Chromium and Firefox isolated, and where a page is not. */
const CLOCKS = [1e-9, 1.6e-7, 5e-6, 2e-5, 1e-4, 1e-3];
/** Of a repetition: from a server's card with a fixed clock to a phone. */
const NOISES = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
/** In CI; 20,000 were run for the rate that regular.ts states. */
const RUNS = 1000;

type Sample = (seconds: number, chance: () => number) => number;

/** Eight tests of ten repetitions of one to two seconds. */
function runOf(seed: number, clock: number, sample: Sample): Result {
  const chance = uniform(seed);
  const base = result();
  const results = Array.from({ length: 8 }, () => {
    const pass = 1 + chance();
    const durations = Array.from({ length: 10 }, (_, order) => {
      const seconds = Math.max(1, Math.round(sample(pass, chance) / clock)) * clock;
      return { order, seconds, passes: 7 };
    });
    return { ...entry({ format: 'int4', phase: 'decode' }), durations };
  });
  return { ...base, results, environment: { ...base.environment, clockResolutionSeconds: clock } };
}

const normal = (chance: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** With a stall of one in twenty, as machines have them. */
const noisy =
  (noise: number): Sample =>
  (seconds, chance) =>
    seconds * Math.exp(noise * normal(chance)) * (chance() < 0.05 ? 1 + 5 * noise : 1);

const found = (made: Result): readonly string[] => tooRegular(made).map(({ code }) => code);

it('an honest run is not found, whatever its clock and noise', () => {
  const alarms: unknown[] = [];
  for (let seed = 0; seed < RUNS; seed++) {
    const [clock = 1, noise = 1] = [CLOCKS[seed % CLOCKS.length], NOISES[(seed * 5) % NOISES.length]];
    const codes = found(runOf(seed, clock, noisy(noise)));
    if (codes.length > 0) alarms.push([seed, clock, noise, codes]);
  }
  expect(alarms).toEqual([]);
});

describe.each(CLOCKS.filter((clock) => clock <= 2e-5))('with a clock of %d s', (clock) => {
  it('the same sample again and again is too even', () => {
    expect(found(runOf(1, clock, (seconds) => seconds))).toContain('too-even');
  });

  it('samples that differ by a millionth are too even', () => {
    expect(found(runOf(2, clock, (seconds, chance) => seconds * (1 + 1e-6 * normal(chance))))).toContain('too-even');
  });

  it.each([1e-2, 1e-3])('samples that are multiples of %d s are round', (grid) => {
    const rounded: Sample = (seconds, chance) => Math.round((seconds * (1 + 0.02 * normal(chance))) / grid) * grid;
    expect(found(runOf(3, clock, rounded))).toContain('round-numbers');
  });
});

it('durations that come of speeds with four digits are round', () => {
  const fromSpeed: Sample = (seconds, chance) =>
    (64 * 7) / Number(((64 * 7) / (seconds * (1 + 0.02 * normal(chance)))).toPrecision(4));
  const exact = runOf(4, 1e-15, fromSpeed);
  const environment = { ...exact.environment, clockResolutionSeconds: 1e-7 };
  expect(found({ ...exact, environment })).toContain('round-numbers');
});

it('NOT CAUGHT: samples with a noise of their own, and any at all by a clock of a tenth of a millisecond that are on its steps', () => {
  expect(found(runOf(5, 5e-6, noisy(0.01)))).toEqual([]);
  expect(found(runOf(5, 1e-4, (seconds) => seconds))).toEqual([]);
});
