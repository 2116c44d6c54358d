/** The roofs of the adapter at hand, measured as a run does; and how much is read where an adapter allows little. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesPerWorkgroup } from '../../../shaders/roof-stream';
import { seenAs, withDevice, withEditedKernels } from '../../../test/fixtures/device';
import type { GpuContext } from '../../device/context';
import { bytes } from '../../foundation/units';
import { Bench, SILENT } from '../bench';
import { UNWATCHED } from '../guards/watch';
import { ASKED_BYTES, closeTo, layoutFor } from './bandwidth';
import { RoofMeter, roofSeconds } from './measure-roofs';

const context = withDevice();
const MEBI = 2 ** 20;

async function measured(on: GpuContext, signal: AbortSignal | null = null, memory: number | null = null) {
  const problems: string[] = [];
  const steps: number[] = [];
  const from = performance.now();
  const bench = new Bench({
    ...{ context: on, signal, memory: memory === null ? null : bytes(memory) },
    events: { ...SILENT, onProblem: (error) => problems.push(`${error.code} ${error.where}`) },
  });
  const meter = new RoofMeter(bench, (fraction) => steps.push(fraction));
  const roofs = await meter.first();
  return { meter, roofs, problems, steps, taken: (performance.now() - from) / 1000 };
}

/** What whoever shows a run hears of them, in order. */
async function heard(): Promise<readonly string[]> {
  const all: string[] = [];
  const hear = (what: string) => () => void all.push(what);
  const watch = { ...UNWATCHED, still: () => Promise.resolve(hear('still')()) };
  const events = { ...SILENT, onVerified: hear('told') };
  const meter = new RoofMeter(new Bench({ context: context(), signal: null, watch, events }), hear('told'));
  const { bandwidth } = await meter.first();
  await meter.over([bytes((bandwidth?.bytes ?? 0) / 2)]);
  return all;
}

describe('the roofs of this adapter', () => {
  it('are each timed once whoever shows the run has drawn what it heard', async () => {
    const all = await heard();
    // Five kinds at least, and one footprint.
    expect(all.filter((what) => what === 'still').length).toBeGreaterThanOrEqual(6);
    all.forEach((what, index) => {
      if (what === 'still') expect(all[index - 1]).toBe('told');
    });
    expect(all.at(-1)).toBe('still');
  });

  it('are all there, positive and finite, in the time set aside for them, and leave no buffer behind', async () => {
    const before = context().buffers.current;
    const { roofs, problems, steps, taken } = await measured(context());
    const { verified, voided, footprints, ...figures } = roofs;
    expect([voided, footprints]).toEqual([[], []]);
    expect(problems).toEqual([]);
    for (const [name, figure] of Object.entries(figures)) {
      expect(figure, name).not.toBeNull();
      for (const value of [figure?.low, figure?.median, figure?.high, ...(figure?.samples ?? [])]) {
        expect(value, name).toBeGreaterThan(0);
        expect(value, name).toBeLessThan(Infinity);
      }
    }
    expect(verified.map(({ kernel }) => kernel)).toEqual([
      'roof-empty',
      'roof-stream',
      'roof-chains',
      'roof-chains',
      'roof-chains',
    ]);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(context().buffers.current).toBe(before);
    // Two more people may share the machine that tests run on.
    expect(taken).toBeLessThan(3 * roofSeconds(context()));
    console.log(
      JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, one]) => [name, one?.median]))),
      taken,
    );
  });

  it('are read over as many bytes as a token reads too, each size once, where these are fewer', async () => {
    const { meter, roofs } = await measured(context());
    const before = context().buffers.current;
    const whole = bytes(roofs.bandwidth?.bytes ?? 0);
    const { footprints } = await meter.over([bytes(9e6), bytes(30e6), bytes(9e6), whole, bytes(2.2e6), bytes(4000)]);
    expect(footprints).toHaveLength(3);
    for (const [i, size] of [2.2e6, 9e6, 30e6].entries()) {
      expect(Math.abs((footprints[i]?.bytes ?? 0) / size - 1)).toBeLessThan(0.07);
      expect(footprints[i]?.median).toBeGreaterThan(0);
    }
    expect(context().buffers.current).toBe(before);
  });

  it('are read from as many bytes as were asked for where the adapter takes itself for a GPU', async () => {
    const { bandwidth } = (await measured(seenAs(context, { software: false })())).roofs;
    expect(bandwidth?.bytes).toBe(ASKED_BYTES);
    expect(bandwidth?.buffers).toBe(ASKED_BYTES / context().buffers.mostStorage());
  });

  it('are visited again, all or some of them, at the same size, and keep what was taken before', async () => {
    const before = context().buffers.current;
    const { meter, roofs: first, problems } = await measured(context());
    const some = await meter.again(['bandwidth']);
    expect(some.fmaF32?.visits).toEqual(first.fmaF32?.visits);
    const all = await meter.again();
    expect(problems).toEqual([]);
    expect(all.bandwidth?.visits).toHaveLength(3);
    expect(all.bandwidth?.visits[0]).toEqual(first.bandwidth?.visits[0]);
    expect(all.bandwidth).toMatchObject({ bytes: first.bandwidth?.bytes, rounds: first.bandwidth?.rounds });
    expect(all.packedDot?.visits).toHaveLength(2);
    // The fastest of all three visits count, whenever they were taken.
    const falling = (values: readonly number[] = []) => values.toSorted((a, b) => b - a);
    const kept = falling(all.bandwidth?.samples);
    expect(kept).toEqual(falling(all.bandwidth?.visits.flat()).slice(0, kept.length));
    expect(kept[0]).toBeGreaterThanOrEqual(Math.max(...(first.bandwidth?.samples ?? [Infinity])));
    expect(context().buffers.current).toBe(before);
  });

  it('are missing where the device lacks the feature', async () => {
    const { roofs, problems } = await measured(seenAs(context, { shaderF16: false, dot4: false })());
    expect(roofs).toMatchObject({ fmaF16: null, packedDot: null });
    expect(roofs.fmaF32).not.toBeNull();
    expect(problems).toEqual([]);
  });

  it('are missing where the kernel is wrong on this device, and only there', async () => {
    const wrong = withEditedKernels(context, (code) => code.replace('((a + b) + (c + d))', '(a + b)'));
    const { roofs, problems } = await measured(wrong());
    expect(roofs.bandwidth).toBeNull();
    expect(roofs.submitSeconds).not.toBeNull();
    expect(problems).toEqual([expect.stringMatching(/^kernel-check roof-stream/)]);
  });

  it('take no more of a small machine’s memory than an eighth', async () => {
    const { bandwidth } = (await measured(context(), null, 128 * MEBI)).roofs;
    expect(bandwidth?.bytes).toBeLessThanOrEqual(16 * MEBI);
  });

  it('end with the run that is cancelled, and free what they held', async () => {
    const before = context().buffers.current;
    await expect(measured(context(), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await expect(measured(context(), AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'cancelled' });
    expect(context().buffers.current).toBe(before);
  });
});

describe('what is streamed', () => {
  const bytesOf = ({ buffers, bufferBytes }: ReturnType<typeof layoutFor>) => buffers * bufferBytes;

  it('is 512 MiB in two buffers where a binding holds 256, and in more where it holds less', () => {
    expect(layoutFor(ASKED_BYTES, 2 ** 32, 65535, false)).toMatchObject({ buffers: 2, bufferBytes: 256 * MEBI });
    expect(layoutFor(ASKED_BYTES, 128 * MEBI, 65535, false)).toMatchObject({ buffers: 4, bufferBytes: 128 * MEBI });
    expect(bytesOf(layoutFor(ASKED_BYTES, 100e6, 65535, false))).toBeGreaterThanOrEqual(ASKED_BYTES);
  });

  it('is as large as a token’s bytes, to less than a tenth, from 1 MiB on', () => {
    const sizes = fc.integer({ min: MEBI, max: ASKED_BYTES });
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.constantFrom(20, 65535), (size, software, workgroups) => {
        const whole = layoutFor(size, 128 * MEBI, workgroups, software);
        const layout = closeTo(size, whole);
        expect(Math.abs(bytesOf(layout) / size - 1)).toBeLessThan(0.07);
        expect(layout.bufferBytes).toBe(layout.workgroups * bytesPerWorkgroup(layout));
        expect(layout.workgroups).toBeLessThanOrEqual(whole.workgroups);
        expect(layout.bufferBytes).toBeLessThanOrEqual(whole.bufferBytes);
      }),
    );
  });

  it('never needs more workgroups than the adapter allows, and is in two buffers at least', () => {
    const small = layoutFor(16 * MEBI, 2 ** 32, 20, false);
    expect(small).toMatchObject({ workgroups: 20, buffers: 13 });
    expect(layoutFor(MEBI, 2 ** 32, 65535, true).buffers).toBe(2);
  });
});
