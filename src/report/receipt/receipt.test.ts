/** Receipts: what a link holds and gives back, what is refused and why, and that a replay computes the same workloads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROFILES, PROFILE_NAMES, testsAt } from '../../benchmark/suite/suite';
import { MOST_BATCH, PROTOCOL } from '../../benchmark/workload';
import { TokamarkError } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { LONGEST_LINK, parseReceipt, receiptLink, receiptText, soundText } from './link';
import { settingsOfProfile } from '../../options/settings';
import { idsOfShape, receiptOfShape, receiptRequest, type Receipt } from './receipt';
import { assertReplayable, assertSameWeights, replayRecord, replaySentence } from './replay';
import { replaySettings } from './request';
import { thrown } from '../../../test/fixtures/thrown';

const implementation = {
  name: 'tokamark',
  version: '0.1.0',
  commit: 'abcdef012345-dirty',
  shaderHash: 'ab'.repeat(32),
};
const REQUEST = receiptRequest(
  { ...settingsOfProfile(PROFILES.quick), tests: testsAt(512, 64, [0, 2048]), repetitions: 5, fidelity: null },
  implementation,
);
const RECEIPT = receiptOfShape('SmolLM2-135M', REQUEST);

const refusal = (address: string) => thrown(() => assertReplayable(parseReceipt(address)));

const requests = fc.record({
  protocol: fc.constant(PROTOCOL),
  formats: fc.subarray([...MODEL_FORMATS], { minLength: 1 }),
  tests: fc.uniqueArray(
    fc.record({
      phase: fc.constantFrom('prefill' as const, 'decode' as const),
      depth: fc.integer({ min: 0, max: 9999 }),
      tokens: fc.integer({ min: 1, max: 9999 }),
      batch: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: MOST_BATCH })),
    }),
    { minLength: 1, maxLength: 12, selector: (test) => JSON.stringify(test) },
  ),
  repetitions: fc.integer({ min: 1, max: 10_000 }),
  sustained: fc.option(
    fc.record({ format: fc.constantFrom(...MODEL_FORMATS), seconds: fc.integer({ min: 1, max: 3600 }).map(seconds) }),
  ),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  tuned: fc.boolean(),
  roofs: fc.boolean(),
  waterfalls: fc.boolean(),
  fidelity: fc.option(fc.record({ windows: fc.integer({ min: 1, max: 32 }) })),
  implementation: fc.constant(implementation),
});

describe('a receipt', () => {
  it('comes back from its link as it went in', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const receipt = receiptOfShape('Fable', { ...REQUEST, ...request });
        expect(parseReceipt(receiptLink(receiptText(receipt), 'https://example.org/#/cost'))).toEqual(receipt);
        expect(parseReceipt(receiptText(receipt))).toEqual(receipt);
        expect(soundText({ text: receiptText(receipt) })).toBe(receiptText(receipt));
        expect(parseReceipt(`https://example.org/a/?${receiptText(receipt)}`)).toEqual(receipt);
      }),
    );
  });

  it('of prompts that a seed made has the seed, and every other one says nothing of it', () => {
    const seeded = receiptOfShape('SmolLM2-135M', { ...REQUEST, promptSeed: 4_294_967_295 });
    const text = receiptText(seeded);
    expect(text).toContain('&seed=1&prompts=4294967295&');
    expect(receiptText(RECEIPT)).not.toContain('prompts');
    expect(parseReceipt(text)).toEqual(seeded);
    expect(() => assertReplayable(parseReceipt(text))).not.toThrow();
    expect(refusal(text.replace('&prompts=4294967295', '')).code).toBe('receipt');
    expect(refusal(text.replace('4294967295', '4294967296')).where).toBe('prompts');
    const ids = (promptSeed: number) => idsOfShape('SmolLM2-135M', { ...REQUEST, promptSeed });
    expect(ids(1)).toEqual(ids(2));
    expect(ids(1).filter((id) => idsOfShape('SmolLM2-135M', REQUEST).includes(id))).toEqual([]);
  });

  it('is readable: the tests stand in it by the names that llama-bench gives them', () => {
    expect(receiptText(RECEIPT)).toContain(
      `receipt=1&protocol=${PROTOCOL}&shape=SmolLM2-135M&formats=fp16,int4&tests=tg64,pp512,tg64@d2048,pp512@d2048&repetitions=5`,
    );
  });

  it('names sequences at once beside the test, and a test without them is of one', () => {
    const tests = testsAt(512, 64, [0, 2048], [1, 2, 4, 8, 16]);
    const text = receiptText(receiptOfShape('SmolLM2-135M', { ...REQUEST, tests }));
    const field = 'tg64@b1.2.4.8.16,pp512@b1.2.4.8.16,tg64@d2048@b1.2.4.8.16,pp512@d2048@b1.2.4.8.16';
    expect(text).toContain(`&tests=${field}&`);
    expect(parseReceipt(text).tests).toEqual(tests);
    expect(text.length).toBeLessThan(receiptText(RECEIPT).length + 70);
    expect(parseReceipt(receiptText(RECEIPT)).tests.map(({ batch }) => batch)).toEqual([1, 1, 1, 1]);
    expect(() => assertReplayable(parseReceipt(text))).not.toThrow();
  });

  it.each(PROFILE_NAMES)('of the profile %s replays exactly its workloads', (name) => {
    const { shape, formats, tests, line, repetitions, sustained, seed } = PROFILES[name];
    const receipt = receiptOfShape(shape, { ...REQUEST, formats, tests, line, repetitions, sustained, seed });
    const settings = replaySettings(parseReceipt(receiptText(receipt)));
    expect(idsOfShape(settings.shape ?? '', settings)).toEqual(idsOfShape(shape, { formats, tests, line }));
    expect(settings).toMatchObject({ formats, tests, line, repetitions, sustained, seed, budgetSeconds: null });
    expect(() => assertReplayable(receipt)).not.toThrow();
  });
});

const without = (text: string) => receiptText(RECEIPT).replace(text, '');
const changed = (from: string | RegExp, to: string) => receiptText(RECEIPT).replace(from, to);

it.each([
  'receipt=1"; reboot; "',
  'receipt=1&a=$(id)',
  'receipt=1\nrm',
  'receipt=1>evil',
  '`id`',
  `receipt=${'1'.repeat(LONGEST_LINK)}`,
])('the text %j of a result from outside is put into no command and no link', (text) =>
  expect(soundText({ text })).toBeNull(),
);

describe('a receipt is refused, with the reason,', () => {
  it.each([
    ['of another version', changed('receipt=1', 'receipt=2'), 'receipt', 'has version 2'],
    ['of another protocol', changed(PROTOCOL, 'tokamark-1'), 'protocol', 'whose workloads differ'],
    ['of an unknown shape', changed('SmolLM2-135M', 'SmolLM3'), 'shape', 'no shape "SmolLM3"'],
    [
      'whose workloads this version computes otherwise',
      changed(/workloads=./, 'workloads=z'.replace('z', RECEIPT.workloads.startsWith('0') ? '1' : '0')),
      'workloads',
      'other workloads',
    ],
    ['that was changed by hand', changed('tests=tg64,', 'tests=tg65,'), 'workloads', 'other workloads'],
    ['with an unknown format', changed('fp16,', 'fp17,'), 'formats', 'must be of'],
    ['with a test twice', changed('tests=tg64,', 'tests=pp512,'), 'tests', 'once'],
    ['with more sequences than any run', changed('tests=tg64,', 'tests=tg64@b65,'), 'tests', 'at most 64 sequences'],
    ['with one batch twice', changed('tests=tg64,', 'tests=tg64@b4.4,'), 'tests', 'once'],
    ['with a batch of none', changed('tests=tg64,', 'tests=tg64@b0,'), 'tests', 'such as'],
    ['with absurd repetitions', changed('repetitions=5', 'repetitions=99999'), 'repetitions', 'from 1 to 10000'],
    ['with a field too many', `${receiptText(RECEIPT)}&onload=alert(1)`, '', 'no field onload'],
    ['with a field twice', `${receiptText(RECEIPT)}&seed=2`, 'seed', 'twice'],
    ['without its shaders', without(/&shaders=.*/.exec(receiptText(RECEIPT))?.[0] ?? ''), 'shaders', 'shaders'],
    ['that is none', 'https://example.org/', 'receipt', 'not a receipt'],
    ['that is longer than any', `${receiptText(RECEIPT)}${'x'.repeat(LONGEST_LINK)}`, '', `${LONGEST_LINK} characters`],
    ['with a polluting field', `${receiptText(RECEIPT)}&__proto__=1`, '', '__proto__'],
  ])('%s', (_what, address, where, reason) => {
    const error = refusal(address);
    expect(error.toData()).toMatchObject({ code: 'receipt', where });
    expect(error.message).toContain(reason);
    expect(error.remedy).not.toBe('');
  });

  it('whatever text it is, and never otherwise than with a typed error', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `receipt=1&${text}`),
      fc.tuple(fc.nat(400), fc.string({ unit: 'binary', maxLength: 3 })).map(([at, piece]) => {
        const text = receiptText(RECEIPT);
        return text.slice(0, at) + piece + text.slice(at + 1);
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const receipt: Receipt = parseReceipt(text);
          assertReplayable(receipt);
          expect(idsOfShape('SmolLM2-135M', receipt).length).toBeGreaterThan(0);
        } catch (thrown) {
          if (!(thrown instanceof TokamarkError)) throw thrown;
          expect(thrown.code).toBe('receipt');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of other weights, naming both digests', () => {
    const receipt: Receipt = { ...RECEIPT, model: { sha256: 'a'.repeat(64) } };
    expect(() => assertSameWeights(receipt, 'a'.repeat(64))).not.toThrow();
    expect(() => assertSameWeights(receipt, 'b'.repeat(64))).toThrow(/bbbbbbbbbbbb.*aaaaaaaaaaaa/);
    expect(() => assertSameWeights(receipt, null)).toThrow(/from a file/);
    expect(() => assertSameWeights(RECEIPT, 'b'.repeat(64))).toThrow(/synthetic/);
  });
});

describe('a replay', () => {
  it('is told apart by its implementation', () => {
    const same = replayRecord(RECEIPT, implementation);
    expect(same).toMatchObject({ sameImplementation: true, differences: [] });
    expect(replaySentence(same)).toContain('same implementation');
    const other = replayRecord(RECEIPT, { ...implementation, version: '0.2.0', shaderHash: 'cd'.repeat(32) });
    expect(other.sameImplementation).toBe(false);
    expect(other.differences).toEqual(['version 0.1.0 → 0.2.0', 'shaders abababababab → cdcdcdcdcdcd']);
    expect(replaySentence(other)).toContain('ANOTHER IMPLEMENTATION');
    // Also where the digits that are shown are the same.
    const close = { ...implementation, shaderHash: `${'ab'.repeat(31)}cd` };
    expect(replayRecord(RECEIPT, close).sameImplementation).toBe(false);
  });
});
