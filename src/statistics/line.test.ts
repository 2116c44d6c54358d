/** What a token costs however small the model, and how fast its bytes are read, found again on devices of which both are known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniform } from '../kernels/random';
import { fitLine, type FixedPart, type LinePoint } from './line';

/** Bytes that a token reads at INT4, and dispatches: SmolLM2-135M, -360M, Llama-3.2-1B, as this project counts them. */
const SHAPES = [
  { bytes: 7.7e8, dispatches: 84 },
  { bytes: 2.3e8, dispatches: 164 },
  { bytes: 8.7e7, dispatches: 154 },
] as const;
const [HEADLINE] = SHAPES;

interface Device {
  readonly name: string;
  /** Seconds of the headline's dispatches. */
  readonly fixed: number;
  /** Bytes per second. */
  readonly bandwidth: number;
}

const DEVICES: readonly Device[] = [
  { name: 'a phone', fixed: 6e-3, bandwidth: 2.5e10 },
  { name: 'a laptop with a GPU in its processor', fixed: 2e-3, bandwidth: 6e10 },
  { name: 'a laptop’s GPU', fixed: 1e-3, bandwidth: 2e11 },
  { name: 'a desktop’s GPU', fixed: 8e-4, bandwidth: 8e11 },
  { name: 'a card of a data centre', fixed: 5e-4, bandwidth: 2.5e12 },
];

/** One run: every repetition with its own noise, one of ten stalled. */
function simulated(
  { fixed, bandwidth }: Device,
  seed: number,
  repetitions: number,
  of: FixedPart = 'dispatches',
): LinePoint[] {
  const random = uniform(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // A stall meets whatever runs then: each test by itself.
  const disturbed = () => Math.exp(0.02 * normal()) * (random() < 0.1 ? 1 + 2 * random() : 1);
  return SHAPES.map(({ bytes, dispatches }) => {
    const launches = dispatches / HEADLINE.dispatches;
    const own = of === 'token' ? fixed : fixed * launches;
    const seconds = Array.from({ length: repetitions }, () => (own + bytes / bandwidth) * disturbed());
    return { bytes, launches, seconds };
  });
}

const RUNS = 300;

const CASES = DEVICES.flatMap((device) => (['dispatches', 'token'] as const).map((of) => ({ ...device, of })));

describe.each(CASES)('on $name, with a fixed part of its $of', ({ of, ...device }) => {
  const runs = Array.from({ length: RUNS }, (_, seed) => fitLine(simulated(device, seed + 1, 10, of)));
  const share = (isRight: (line: NonNullable<(typeof runs)[number]>) => boolean): number =>
    runs.filter((line) => line !== null && isRight(line)).length / RUNS;

  it('both are found within 10 % in 90 % of runs, one repetition of ten stalled', () => {
    expect(share(({ fixed }) => Math.abs(fixed.median / device.fixed - 1) <= 0.1)).toBeGreaterThanOrEqual(0.9);
    expect(share(({ perByte }) => Math.abs(perByte.median * device.bandwidth - 1) <= 0.1)).toBeGreaterThanOrEqual(0.9);
  });

  it('the intervals hold the truth in 90 % of runs', () => {
    expect(share(({ fixed: { low, high } }) => low <= device.fixed && device.fixed <= high)).toBeGreaterThan(0.9);
    const truth = 1 / device.bandwidth;
    expect(share(({ perByte: { low, high } }) => low <= truth && truth <= high)).toBeGreaterThan(0.9);
  });
});

describe('a device with both kinds of fixed part', () => {
  it.each([
    { perDispatch: 1e-6, perToken: 1.5e-4, bandwidth: 1e12 },
    { perDispatch: 5e-6, perToken: 1e-3, bandwidth: 5e11 },
    { perDispatch: 1e-5, perToken: 1e-3, bandwidth: 3e11 },
  ])('of %o has intervals that hold the truth in 90 % of runs', ({ perDispatch, perToken, bandwidth }) => {
    const truth = perToken + perDispatch * HEADLINE.dispatches;
    const runs = Array.from({ length: RUNS }, (_, seed) => {
      const random = uniform(seed + 1);
      const noise = () => Math.exp(0.02 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
      const points = SHAPES.map(({ bytes, dispatches }) => ({
        ...{ bytes, launches: dispatches / HEADLINE.dispatches },
        seconds: Array.from({ length: 10 }, () => (perToken + perDispatch * dispatches + bytes / bandwidth) * noise()),
      }));
      return fitLine(points) ?? expect.fail('no line');
    });
    const held = (is: (line: (typeof runs)[number]) => boolean) => runs.filter(is).length / RUNS;
    expect(held(({ fixed: { low, high } }) => low <= truth && truth <= high)).toBeGreaterThan(0.9);
    expect(held(({ perByte: { low, high } }) => low <= 1 / bandwidth && 1 / bandwidth <= high)).toBeGreaterThan(0.9);
  });
});

describe('a line', () => {
  it('is exact without noise, whatever the device', () => {
    const amount = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(amount(1e-5, 1), amount(1e8, 1e13), (fixed, bandwidth) => {
        const points = SHAPES.map(({ bytes, dispatches }) => {
          const launches = dispatches / HEADLINE.dispatches;
          return { bytes, launches, seconds: [fixed * launches + bytes / bandwidth] };
        });
        const line = fitLine(points);
        for (const residual of line?.residuals ?? [NaN]) expect(Math.abs(residual)).toBeLessThan(1e-6);
      }),
    );
  });

  it('says that the fixed part cannot be told from none where reading is all that takes time', () => {
    const points = SHAPES.map(({ bytes, dispatches }, i) => ({
      ...{ bytes, launches: dispatches / HEADLINE.dispatches },
      seconds: [0.99, 1.01, 1, 1.02, 0.98].map((noise, k) => (bytes / 1e11) * (k === i ? 1 : noise)),
    }));
    expect(fitLine(points)?.fixed.low).toBeLessThanOrEqual(0);
  });

  it('has bounds also where the fixed part is about nothing and wanders', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = uniform(seed);
      let drift = 0;
      const wander = Array.from({ length: 12 }, () => (drift += 0.02 * (random() - 0.5)));
      const points = SHAPES.map(({ bytes, dispatches }) => ({
        ...{ bytes, launches: dispatches / HEADLINE.dispatches },
        seconds: wander.map((by) => (bytes / 1e11) * (1 + by + 0.01 * random())),
      }));
      const { fixed, perByte } = fitLine(points) ?? expect.fail('no line');
      for (const { median, low, high } of [fixed, perByte]) {
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
      }
    }
  });

  it('is none of two points, of points of one size, or where one was never timed', () => {
    const points = simulated({ name: '', fixed: 1e-3, bandwidth: 1e11 }, 1, 5);
    expect(fitLine(points.slice(0, 2))).toBeNull();
    expect(fitLine(points.map((point) => ({ ...point, bytes: 1e8, launches: 1 })))).toBeNull();
    expect(fitLine(points.map((point, i) => (i === 1 ? { ...point, seconds: [] } : point)))).toBeNull();
  });

  it('shows by how much a point lies off it', () => {
    const points = simulated({ name: '', fixed: 1e-3, bandwidth: 1e11 }, 1, 5);
    const [first] = points;
    if (first === undefined) throw new Error('no point');
    const slow = [{ ...first, seconds: first.seconds.map((taken) => 1.5 * taken) }, ...points.slice(1)];
    expect(Math.max(...(fitLine(slow)?.residuals ?? []).map(Math.abs))).toBeGreaterThan(0.03);
  });
});
