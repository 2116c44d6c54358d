/** Roofs as text, and what share of the bandwidth a decode reached. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result, roofs } from '../../test/fixtures/result';
import { toMarkdown } from './markdown';
import { roofRows, shareRows, shareWarnings, showRate, withBandwidthShare } from './roofs';
import { resultSchema } from './schema';
import { entrySchema } from './schema/entry';
import { roofsSchema } from './schema/roofs';

const PEAK = { ...figure(1e9, 0), workgroups: 1, threads: 64, operations: 1 };
const decode = entry({ format: 'int4', phase: 'decode', bytesReadPerToken: 1e9, tokensPerSecond: figure(200, 20) });

describe('the share of the bandwidth', () => {
  it('is what decode reads a second over what was measured, wider than decode alone and narrower than the widest ratio of bounds', () => {
    const { bandwidthShare } = withBandwidthShare(decode, roofs());
    // 200 ± 20 tokens/s of 1 GB over 400 ± 40 GB/s.
    expect(bandwidthShare?.median).toBeCloseTo(0.5, 12);
    expect(bandwidthShare?.low).toBeGreaterThan(180 / 440);
    expect(bandwidthShare?.low).toBeLessThan(180 / 400);
    expect(bandwidthShare?.high).toBeLessThan(220 / 360);
    expect(bandwidthShare?.high).toBeGreaterThan(220 / 400);
    expect(entrySchema.safeParse(withBandwidthShare(decode, roofs())).success).toBe(true);
  });

  it('is none for a prefill, without a speed, and without a roof', () => {
    const none = (one: typeof decode, of = roofs()) => withBandwidthShare(one, of).bandwidthShare;
    expect(none(entry({ format: 'int4', phase: 'prefill' }))).toBeNull();
    expect(none({ ...decode, tokensPerSecond: null })).toBeNull();
    expect(none(decode, { ...roofs(), bandwidth: null })).toBeNull();
    expect(withBandwidthShare(decode, null).bandwidthShare).toBeNull();
  });
});

describe('the share of the bandwidth over as many bytes as a token reads', () => {
  const small = { ...decode, bytesReadPerToken: 9e7, tokensPerSecond: figure(6000, 60) };
  const over = (bytes: number, rate: number) => ({
    ...roofs(),
    footprints: [{ ...figure(rate, 0.05 * rate), bytes, buffers: 2, workgroups: 10, rounds: 1 }],
  });

  it('stands before that of the memory, which a cache exceeds', () => {
    const { bandwidthShare, footprintShare } = withBandwidthShare(small, over(9.1e7, 9e11));
    expect(bandwidthShare?.median).toBeCloseTo(1.35, 9);
    expect(footprintShare?.median).toBeCloseTo(0.6, 9);
    const rows = shareRows([withBandwidthShare(small, over(9.1e7, 9e11))]);
    expect(rows.map(({ name }) => name)).toEqual([
      'INT4 tg64, of the bandwidth over 85.8 MiB',
      'INT4 tg64, of the bandwidth',
    ]);
  });

  it('stands alone where the roof of the memory is void', () => {
    const [row, ...others] = shareRows([withBandwidthShare(small, { ...over(9.1e7, 9e11), bandwidth: null })]);
    expect(row).toMatchObject({ name: 'INT4 tg64, of the bandwidth over 85.8 MiB', value: '60 %' });
    expect(others).toEqual([]);
  });

  it('is none of another size, and none where no roof over so many bytes was measured', () => {
    expect(withBandwidthShare(small, over(2e8, 9e11)).footprintShare).toBeUndefined();
    expect(withBandwidthShare({ ...small, footprintShare: figure(0.5) }, roofs()).footprintShare).toBeUndefined();
  });

  it('has a warning that says why where it is more than all of it', () => {
    const warned = (of: ReturnType<typeof roofs>) => shareWarnings([withBandwidthShare(small, of)], of);
    expect(warned(over(9.1e7, 9e11))).toEqual([]);
    expect(warned(roofs())[0]).toMatchObject({ code: 'above-the-roof' });
    expect(warned(roofs())[0]?.message).toContain('which a cache may hold');
    expect(warned(over(9.1e7, 4e11))[0]?.message).toContain('was slower when the roof was measured');
    expect(shareWarnings([withBandwidthShare(decode, roofs())], roofs())).toEqual([]);
  });
});

describe('roofs as rows', () => {
  it('say what was measured, in the unit that its size calls for, and with what', () => {
    expect(roofRows(roofs())).toEqual([
      {
        name: 'Memory bandwidth, reading',
        value: '400 GB/s',
        range: '360–440 GB/s',
        how: '512 MiB in 2 buffers read in turn',
      },
      {
        name: 'Multiply-adds in f32',
        value: '20.0 TFLOP/s',
        range: '19.6–20.4 TFLOP/s',
        how: '2048 workgroups of 256, two operations each',
      },
      { name: 'A dispatch that does nothing', value: '2.50 µs', range: '2.45–2.55 µs', how: '400 in one pass' },
      { name: 'Submit and wait', value: '150 µs', range: '147–153 µs', how: '64 one after the other' },
    ]);
    expect(showRate(figure(2.4e9, 0), 'B/s')).toBe('2.40 GB/s');
  });

  it('name one that is void with what exceeded it, and say where one is doubtful', () => {
    const { bandwidth } = roofs();
    if (bandwidth === null) throw new Error('no bandwidth');
    const voided = [{ roof: 'bandwidth' as const, figure: bandwidth, by: 'FP16 tg64, part head', reached: 6e11 }];
    const rows = roofRows({ ...roofs(), bandwidth: null, fmaF32: { ...PEAK, doubt: 'It stalled.' }, voided });
    expect(rows[0]?.how).toBe('1 workgroups of 64, two operations each. Doubtful: It stalled.');
    expect(rows.at(-1)).toEqual({
      name: 'Memory bandwidth, reading',
      value: 'void',
      range: '',
      how: 'It was measured at 400 GB/s, and FP16 tg64, part head of the same run reached 600 GB/s, even when measured again. No share of it is shown: close other programs and run again.',
    });
    const none = withBandwidthShare(decode, { ...roofs(), bandwidth: null, voided });
    expect(shareRows([none])).toEqual([]);
    expect(toMarkdown(result({ roofs: { ...roofs(), bandwidth: null, voided } }))).toMatch(
      /Memory bandwidth, reading +\| +void \|/,
    );
  });

  it('list the share of each decode that has one', () => {
    const entries = [entry({ format: 'fp16', phase: 'prefill' }), withBandwidthShare(decode, roofs())];
    expect(shareRows(entries)).toEqual([{ name: 'INT4 tg64, of the bandwidth', value: '50 %', range: '43–58 %' }]);
  });
});

describe('a report of a result with roofs', () => {
  const withRoofs = result({ roofs: roofs(), results: [withBandwidthShare(decode, roofs())] });

  it('has a section of them', () => {
    const text = toMarkdown(withRoofs);
    expect(text).toContain('## Measured roofs');
    expect(text).toMatch(/\| Memory bandwidth, reading +\| +400 GB\/s \|/);
    expect(text).toMatch(/\| INT4 tg64, of the bandwidth +\| +50 % \|/);
  });

  it('says of a software adapter’s that they are none of a GPU', () => {
    const adapter = { ...withRoofs.adapter, software: true };
    const section = toMarkdown({ ...withRoofs, adapter })
      .split('## Measured roofs')[1]
      ?.split('##')[0];
    expect(section).toContain('Software adapter, not a GPU');
    expect(toMarkdown(withRoofs)).not.toContain('oftware adapter');
  });

  it('has no such section where they were not measured, and reads older results, which have none', () => {
    expect(toMarkdown(result())).not.toContain('roofs');
    expect(toMarkdown(result({ roofs: null }))).not.toContain('roofs');
    expect(resultSchema.safeParse(result()).success).toBe(true);
    expect(roofsSchema.parse(roofs())).toEqual(roofs());
  });
});
