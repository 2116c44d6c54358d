/** A duel's link: it brings back what it was made of, stays short, and refuses whatever else it is given. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPLEMENTATION, measured } from '../../../test/fixtures/duel';
import { rejection } from '../../../test/fixtures/thrown';
import { PROFILES } from '../../benchmark/suite/suite';
import { TokamarkError } from '../../foundation/errors';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { settingsOfProfile } from '../../options/settings';
import { parseReceipt, receiptText } from '../receipt/link';
import { assertReplayable } from '../receipt/replay';
import { duelOf, MOST_REPETITIONS, type Duel } from './duel';
import { decodeDuel, encodeDuel, LONGEST_DUEL } from './duel-link';
import { holdsDuel } from './holds-duel';
import { packText, unpackText } from './packed';

const PAGE = 'https://example.org/tokamark/#';
const DUEL = duelOf(measured({ rate: 38.1 }), 'Apple M3 (10 cores)');
const link = await encodeDuel(DUEL);

/** The link with other fields. */
async function changed(change: (fields: Record<string, unknown>) => unknown): Promise<string> {
  const [, packed = ''] = /^duel=1\.(.*)\.end$/.exec(link) ?? [];
  const fields: unknown = JSON.parse(await unpackText(packed));
  if (typeof fields !== 'object' || fields === null) return expect.fail('the link has no fields');
  return written(change({ ...fields }));
}

const written = async (document: unknown): Promise<string> =>
  `duel=1.${await packText(typeof document === 'string' ? document : JSON.stringify(document))}.end`;

const round = (value: number, digits: number) => Number(value.toPrecision(digits));

describe('a duel’s link', () => {
  it('brings back who measured what, when, and how fast', async () => {
    const back = await decodeDuel(`${PAGE}${link}`);
    expect(back.machine).toEqual({ name: 'Apple M3 (10 cores)', software: false, runtime: 'Node.js 20.20.2' });
    expect(back).toMatchObject({ date: '2026-11-22', suite: 'tokamark-2', receipt: DUEL.receipt });
    expect(back.figures.map(({ format, test }) => `${format} ${test.phase} ${test.tokens}`)).toEqual([
      ...['int4 decode 64', 'fp16 decode 64', 'int4 prefill 512', 'fp16 prefill 512'],
    ]);
    expect(back.figures.map(({ workloadId }) => workloadId)).toEqual(DUEL.figures.map(({ workloadId }) => workloadId));
    for (const [i, { speed, share }] of back.figures.entries()) {
      const own = DUEL.figures[i] ?? expect.fail('the link has another figure');
      expect(speed.samples).toHaveLength(10);
      expect(speed.median).toBeCloseTo(own.speed.median, own.test.phase === 'decode' ? 1 : -1);
      if (own.share === null) expect(share).toBeNull();
      else expect(share?.median).toBeCloseTo(own.share.median, 3);
    }
  });

  it('asks for the same workloads and for nothing that takes longer', async () => {
    const { receipt } = await decodeDuel(link);
    expect(() => assertReplayable(receipt)).not.toThrow();
    expect(receipt.tests.map(({ phase }) => phase)).toEqual(['decode', 'prefill']);
    expect(receipt).toMatchObject({ sustained: null, fidelity: null, line: [], waterfalls: false, repetitions: 10 });
    const long = duelOf(measured({ rate: 38, repetitions: 200 }, {}, settingsOfProfile(PROFILES.sustained)), 'x');
    expect(long.receipt).toMatchObject({ sustained: null, repetitions: MOST_REPETITIONS });
  });

  it('comes back as it went in, but for digits that say nothing', async () => {
    const speeds = fc.record({
      rate: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
      spread: fc.double({ min: 0, max: 0.9, noNaN: true }),
      repetitions: fc.integer({ min: 1, max: 40 }),
      formats: fc.subarray([...MODEL_FORMATS], { minLength: 1 }),
    });
    const names = fc.string({ unit: 'grapheme', maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(speeds, names, fc.boolean(), async (speed, name, software) => {
        const result = measured(speed);
        const duel = duelOf({ ...result, adapter: { ...result.adapter, software } }, name);
        const text = await encodeDuel(duel);
        const back = await decodeDuel(text);
        expect(text.length).toBeLessThanOrEqual(LONGEST_DUEL);
        expect(back).toMatchObject({ machine: duel.machine, date: duel.date, receipt: duel.receipt });
        for (const figure of back.figures) {
          const own = duel.figures.find(({ workloadId }) => workloadId === figure.workloadId);
          for (const bound of ['median', 'low', 'high'] as const) {
            const [there, here] = [figure.speed[bound], own?.speed[bound] ?? NaN];
            expect(Math.abs(there / here - 1)).toBeLessThan(0.05);
          }
          expect(figure.speed.samples.length).toBeLessThanOrEqual(MOST_REPETITIONS);
        }
        // Whoever got it may pass it on.
        expect((await decodeDuel(await encodeDuel(back))).machine).toEqual(duel.machine);
      }),
      { numRuns: 60 },
    );
  });

  it('is short: a quick run takes less than half of what is allowed, and six formats with long names fit too', async () => {
    expect(link.length).toBeLessThan(LONGEST_DUEL / 2);
    const name = 'NVIDIA GeForce RTX 5090 Laptop GPU (Blackwell, 24 GB), 175 W';
    const largest = measured(
      { rate: 1234.5, spread: 0.3, repetitions: 30, formats: MODEL_FORMATS },
      {},
      settingsOfProfile(PROFILES.standard),
    );
    const environment = { ...largest.environment, name: 'Samsung Internet', version: '150.0.7842.117-beta.12' };
    const text = await encodeDuel(duelOf({ ...largest, environment }, name));
    expect(text.length).toBeLessThanOrEqual(LONGEST_DUEL);
    const { figures } = await decodeDuel(text);
    expect(figures.map(({ format, test }) => `${format} ${test.phase}`)).toEqual(
      expect.arrayContaining(['int4 decode', 'fp16 decode', 'w4a8 decode']),
    );
  });

  it('is found in an address with or without a room before it', () => {
    expect(holdsDuel(`${PAGE}${link}`)).toBe(true);
    expect(holdsDuel(`${PAGE}/${link}`)).toBe(true);
    expect(holdsDuel(`${PAGE}receipt=1`)).toBe(false);
  });

  it('cannot be made of what nobody else can measure', () => {
    const whole = measured({ rate: 1 });
    expect(() => duelOf({ ...whole, receipt: null }, 'x')).toThrow(/no receipt/);
    expect(() => duelOf({ ...whole, results: [] }, 'x')).toThrow(/no speed/);
    const renamed = whole.results.map((entry) => ({ ...entry, workloadId: 'a'.repeat(64) }));
    expect(() => duelOf({ ...whole, results: renamed }, 'x')).toThrow(/another tg64 in INT4/);
    const text = (whole.receipt?.text ?? '').replace('shape=Llama-3.2-1B', `weights=${'a'.repeat(64)}`);
    expect(() => duelOf({ ...whole, receipt: { text, workloadIds: [] } }, 'x')).toThrow(/model folder/);
  });
});

describe('what is hostile', () => {
  const receipt = (change: Partial<Duel['receipt']>) =>
    changed((fields) => ({ ...fields, r: receiptText({ ...DUEL.receipt, ...change }) }));
  const speed = (of: readonly unknown[]) => changed((fields) => ({ ...fields, f: [of] }));

  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['nothing', () => '', /no field duel/],
    ['a receipt', () => `#${receiptText(DUEL.receipt)}`, /no field duel/],
    ['no version', () => 'duel=', /does not begin with a version/],
    ['a newer version', () => link.replace('=1.', '=2.'), /made by a newer Tokamark/],
    ['a version that never was', () => link.replace('=1.', '=01.'), /never was/],
    ['a link that was cut off', () => link.slice(0, -40), /cut off/],
    ['a link with more behind it', () => `${link}&x=1`, /cut off/],
    ['too much', () => `duel=1.${'A'.repeat(LONGEST_DUEL)}.end`, /more than 1800 characters/],
    ['far too much', () => `duel=1.${'A'.repeat(1e6)}.end`, /more than 1800 characters/],
    ['other letters', () => 'duel=1.<script>.end', /letters that no link has/],
    ['letters that mean nothing', () => 'duel=1.AAAA.end', /.+/],
    ['damaged letters', () => `${link.slice(0, 200)}AAAA${link.slice(204)}`, /.+/],
    ['a bomb', () => written('['.repeat(1e6)), /more than a result has/],
    ['brackets without end', () => written('['.repeat(8000)), /damaged/],
    ['text that is none', () => written('\u0000'), /damaged/],
    ['no fields', () => written('null'), /not valid/],
    ['a field too many', () => changed((fields) => ({ ...fields, x: 1 })), /no challenge has: x/],
    ['a prototype', () => written(`{"__proto__":{"n":"x"}}`), /.+/],
    ['a name that nobody sees', () => changed((fields) => ({ ...fields, n: '\u202e\u200b' })), /name is not valid/],
    ['a name without end', () => changed((fields) => ({ ...fields, n: 'x'.repeat(500) })), /name is not valid/],
    ['another day', () => changed((fields) => ({ ...fields, d: '9999-99-99' })), /date is not valid/],
    ['markup for a suite', () => changed((fields) => ({ ...fields, u: '<b>' })), /suite is not valid/],
    ['no figures', () => changed((fields) => ({ ...fields, f: [] })), /figures is not valid/],
    ['an infinite speed', () => speed([0, 0, [1e999, 1, 2], [1], 0]), /not valid/],
    ['a negative speed', () => speed([0, 0, [-1, -1, -1], [-1], 0]), /not valid/],
    ['a speed of no machine', () => speed([0, 0, [1e12, 1e12, 1e12], [1e12], 0]), /not valid/],
    ['a median outside its interval', () => speed([0, 0, [5, 6, 7], [5], 0]), /interval that its median is not in/],
    ['a median far from its samples', () => speed([0, 0, [5, 4, 7], [50, 60], 0]), /samples are not around/],
    ['a format that it did not run', () => speed([7, 0, [5, 4, 7], [5], 0]), /no such test/],
    ['one speed twice', () => changed(({ f, ...fields }) => ({ ...fields, f: [f, f].flat() })), /twice/],
    ['a receipt for an hour', () => receipt({ repetitions: 10_000 }), /more than a duel takes/],
    [
      'a receipt for long tests',
      () => receipt({ tests: [{ phase: 'decode', depth: 0, tokens: 999_999, batch: 1 }] }),
      /longer tests/,
    ],
    ['a receipt of a file', () => receipt({ model: { sha256: 'a'.repeat(64) } }), /weights from a file/],
    ['a receipt of an unknown shape', () => receipt({ model: { shape: 'GPT-7' } }), /no shape "GPT-7"/],
    ['a receipt that is none', () => changed((fields) => ({ ...fields, r: 'receipt=1&%E2%80%AE=1' })), /receipt/],
  ])('is refused: %s', async (_what, make, reason) => {
    const error = await rejection(decodeDuel(await make()));
    expect(error.message).toMatch(reason);
    expect(error.remedy).not.toBe('');
    expect(error.message).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(error.code).toMatch(/^(link|receipt)$/);
  });

  it('loses what nobody sees from its names', async () => {
    const spoofed = await changed((fields) => ({ ...fields, n: 'Apple \u202eM3\u0007', b: 'Chrome\n\n\u2067150' }));
    expect((await decodeDuel(spoofed)).machine).toMatchObject({ name: 'Apple M3', runtime: 'Chrome 150' });
  });

  it('says who should do what about a newer version', async () => {
    const error = await rejection(decodeDuel('duel=7.AAAA.end'));
    expect(error.toData()).toMatchObject({ code: 'link', where: 'duel' });
    expect(error.remedy).toMatch(/newer version/);
  });

  it('is refused with a typed error, whatever text it is', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }).map((text) => `duel=1.${text}.end`),
      fc
        .tuple(fc.nat(link.length), fc.string({ maxLength: 3 }))
        .map(([at, piece]) => link.slice(0, at) + piece + link.slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        try {
          expect((await decodeDuel(text)).figures.length).toBeGreaterThan(0);
        } catch (thrown) {
          if (!(thrown instanceof TokamarkError)) throw thrown;
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('a receipt in a link is one that a page replays by itself', () => {
  expect(parseReceipt(receiptText(DUEL.receipt))).toEqual(DUEL.receipt);
  expect(DUEL.receipt.implementation).toEqual(IMPLEMENTATION);
  expect(round(DUEL.figures[0].speed.median, 2)).toBe(99);
});
