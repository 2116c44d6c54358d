/** Where a bandwidth lies among the devices of the catalogue. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../hardware/catalogue';
import { amongDevices } from './among-devices';

const { presets } = await loadCatalogue();
const around = (gigabytes: number) => ({ median: gigabytes * 1e9, low: gigabytes * 0.98e9, high: gigabytes * 1.02e9 });

describe('a bandwidth among the devices of the catalogue', () => {
  it('lies between the nearest of them', () => {
    const { sentence, below, above } = amongDevices(around(125), presets);
    expect(sentence).toMatch(
      /^This run read memory at 125(?:\.\d)? ± \d(?:\.\d)? GB\/s, between the .+ \(\d+ GB\/s\) and the .+ \(\d+ GB\/s\) on paper\.$/,
    );
    expect([below.length, above.length]).toEqual([2, 2]);
  });

  it('has no device between itself and its neighbours, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 20_000, noNaN: true }), (gigabytes) => {
        const { below, above } = amongDevices(around(gigabytes), presets);
        const rates = presets.flatMap(({ memoryBandwidthGBs }) => memoryBandwidthGBs ?? []);
        const [nearest = 0, next = Infinity] = [below.at(-1)?.gigabytesPerSecond, above.at(0)?.gigabytesPerSecond];
        expect(nearest).toBeLessThanOrEqual(gigabytes);
        expect(next).toBeGreaterThan(gigabytes);
        expect(rates.filter((rate) => rate > nearest && rate < next)).toEqual([]);
      }),
    );
  });

  it('says where it is beyond all of them', () => {
    expect(amongDevices(around(1), presets)).toMatchObject({
      below: [],
      sentence: expect.stringMatching(/less than the .* on paper, the least of \d+ in the catalogue\.$/),
    });
    expect(amongDevices(around(99_000), presets)).toMatchObject({
      above: [],
      sentence: expect.stringMatching(/more than the .* on paper, the most of \d+ in the catalogue\.$/),
    });
    expect(amongDevices(around(100), []).sentence).toContain('knows no device');
  });
});
