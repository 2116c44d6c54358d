/** Whether ordering by expectation finds what trying everything finds, in half the time: on simulated devices whose truth is known. */
import { describe, expect, it } from 'vitest';
import { uniform } from '../foundation/random';
import { recorded } from './fixtures/recorded';
import { simulate, type Group, type TrueSite, type TrueVariant } from './fixtures/simulated';

const SEEDS = [1, 2, 3, 4, 5];
const FORMATS = ['fp16', 'int8', 'int4'];
const SHAPES = [
  { name: 'qkv', rows: 960, columns: 576, uses: 30 },
  { name: 'output', rows: 576, columns: 576, uses: 30 },
  { name: 'gate|up', rows: 3072, columns: 576, uses: 30 },
  { name: 'down', rows: 576, columns: 1536, uses: 30 },
  { name: 'LM head', rows: 49_152, columns: 576, uses: 1 },
];
const VARIANTS = [8, 16, 32].flatMap((lanes) => [1, 2, 4].map((rows) => `lanes${lanes} rows${rows}`));

/** A device on which each number of lanes and of rows has an effect, which the format and the shape change, and each variant one of its own. */
function device(seed: number): Group[] {
  const random = uniform(seed);
  const effects = new Map<string, number>();
  const effect = (name: string, spread: number): number => {
    const value = effects.get(name) ?? spread * (2 * random() - 1);
    effects.set(name, value);
    return value;
  };
  return FORMATS.map((format) =>
    SHAPES.map(({ name, rows, columns, uses }): TrueSite => {
      const id = `decode ${name} ${format} ${rows}x${columns}`;
      const base = rows * columns * 1e-11 * (format === 'fp16' ? 4 : format === 'int8' ? 2 : 1);
      const variant = (own: string): TrueVariant => {
        const [lanes = '', each = ''] = own.split(' ');
        const log =
          effect(lanes, 0.5) +
          effect(each, 0.5) +
          effect(`${lanes} ${format}`, 0.15) +
          effect(`${each} ${name}`, 0.15) +
          effect(`${own} ${id}`, 0.05);
        return { id: own, seconds: base * Math.exp(log), made: 0.3, sample: 0.01 };
      };
      const [first = variant(''), ...others] = VARIANTS.map(variant);
      return { id, uses, variants: [first, ...others] };
    }),
  );
}

const all = (groups: readonly number[]): number => groups.reduce((sum, one) => sum + one, 0);

describe('on devices where a variant does much the same at sites that are alike', () => {
  it.each(SEEDS)(
    'finds passes within 3 % of what trying everything finds, in half the time (device %i)',
    async (seed) => {
      const groups = device(seed);
      const every = await simulate(groups, seed, { worth: 0 });
      const expected = await simulate(groups, seed);
      expect(every.attempts).toBe(FORMATS.length * SHAPES.length * VARIANTS.length);
      for (const [i, pass] of expected.passes.entries()) expect(pass / (every.passes[i] ?? NaN)).toBeLessThan(1.03);
      expect(expected.seconds / every.seconds).toBeLessThan(0.5);
    },
  );

  it('finds more in a budget that ends before half of them than trying them in turn does', async () => {
    let [inTurn, expected] = [0, 0];
    for (const seed of SEEDS) {
      const groups = device(seed);
      const best = all((await simulate(groups, seed, { worth: 0 })).passes);
      inTurn += all((await simulate(groups, seed, { inTurn: true, budget: 5 })).passes) / best;
      const found = await simulate(groups, seed, { budget: 5 });
      expected += all(found.passes) / best;
    }
    expect(expected).toBeLessThan(inTurn);
  });
});

describe('a device that breaks its own rule', () => {
  const odd = 'lanes32 rows4';
  /** The odd variant is slow at every site but those that it wins, where it takes half as long as the fastest other. */
  const broken = (groups: readonly Group[], wins: (site: string) => boolean): Group[] =>
    groups.map((group) =>
      group.map((site): TrueSite => {
        const least = Math.min(...site.variants.map(({ seconds }) => seconds));
        const change = (one: TrueVariant): TrueVariant =>
          one.id === odd ? { ...one, seconds: wins(site.id) ? least / 2 : 3 * one.seconds } : one;
        const [first, ...others] = site.variants;
        return { ...site, variants: [change(first), ...others.map(change)] };
      }),
    );

  it.each(SEEDS)(
    'shows the variant that wins where most of a pass is spent, and nowhere else (device %i)',
    async (seed) => {
      const groups = broken(device(seed), (site) => site.includes('gate|up int4'));
      const { outcomes } = await simulate(groups, seed);
      expect(outcomes.find(({ id }) => id.includes('gate|up int4'))?.chosen).toBe(odd);
    },
  );

  it('shows the variant that wins in one format alone, at nearly all of its sites', async () => {
    let [found, sites] = [0, 0];
    for (const seed of SEEDS) {
      const { outcomes } = await simulate(
        broken(device(seed), (site) => site.includes('int4')),
        seed,
      );
      const own = outcomes.filter(({ id }) => id.includes('int4'));
      sites += own.length;
      found += own.filter(({ chosen }) => chosen === odd).length;
    }
    expect(found / sites).toBeGreaterThan(0.8);
  });

  it('is learned from wrongly only once: surprises widen what is expected of the rest', async () => {
    // Every variant takes what chance says at each site: nothing can be learned, and all is tried.
    for (const seed of SEEDS) {
      const random = uniform(seed);
      const groups = device(seed).map((group) =>
        group.map((site): TrueSite => {
          const change = (one: TrueVariant): TrueVariant => ({ ...one, seconds: 1e-4 * 4 ** random() });
          const [first, ...others] = site.variants;
          return { ...site, variants: [change(first), ...others.map(change)] };
        }),
      );
      const every = await simulate(groups, seed, { worth: 0 });
      const expected = await simulate(groups, seed);
      expect(all(expected.passes) / all(every.passes)).toBeLessThan(1.1);
    }
  });
});

describe('as lavapipe was recorded, tuned in five orders', () => {
  it.each(SEEDS)(
    'finds tokens and prompts within 3 % of trying everything, in half the time (order %i)',
    async (seed) => {
      const groups = recorded(uniform(seed));
      const every = await simulate(groups, seed, { worth: 0 });
      const expected = await simulate(groups, seed);
      expect(expected.seconds / every.seconds).toBeLessThan(0.5);
      expect(all(expected.passes) / all(every.passes)).toBeLessThan(1.01);
      const shares = expected.passes.map((pass, i) => pass / (every.passes[i] ?? NaN));
      // A variant that wins at one small site alone, and nowhere that is like it, may be missed.
      expect(shares.filter((share) => share > 1.03).length).toBeLessThanOrEqual(1);
      expect(Math.max(...shares)).toBeLessThan(1.1);
    },
  );

  it.each([0.5, 1, 2, 4])('finds no less than trying in turn where each phase has %d seconds', async (budget) => {
    let [inTurn, expected] = [0, 0];
    for (const seed of SEEDS) {
      const groups = recorded(uniform(seed));
      const before = await simulate(groups, seed, { inTurn: true, budget });
      const now = await simulate(groups, seed, { budget });
      inTurn += all(before.passes);
      expected += all(now.passes);
    }
    expect(expected).toBeLessThanOrEqual(inTurn);
  });
});
