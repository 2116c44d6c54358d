/** Several sequences at once through a whole run on Dawn: what is measured and said of them. */
import { describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { bytes } from '../../src/foundation/units';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import { parseReceipt } from '../../src/report/receipt/link';
import { replaySettings } from '../../src/report/receipt/request';
import type { ResultEntry } from '../../src/report/schema';
import { engineOn, names, runOn } from '../fixtures/engine';
import { makeTinyLlama } from '../fixtures/tiny-llama';

const TESTS = testsAt(16, 8, [0], [1, 2, 64]);
/** Holds the tiny model and two sequences of it, of which each takes about 5 kB. */
const MEMORY = bytes(300_000);

describe('a run of one, of two, and of more sequences at once than memory holds', () => {
  const { engine } = engineOn({}, { memory: MEMORY });

  it('measures each test of each, says what a sequence gets, and has a receipt of them', async () => {
    const { result } = await runOn(engine, {
      ...{
        model: makeTinyLlama().files,
        shape: null,
        formats: ['int4'],
        tests: TESTS,
        repetitions: 5,
        waterfalls: true,
      },
    });
    expect(names(result).toSorted()).toEqual(
      ['pp16', 'pp16 b2', 'pp16 b64', 'tg8', 'tg8 b2', 'tg8 b64'].map((test) => `int4 ${test}`),
    );
    const [one, two, prompt, prompts] = result.results.filter(({ batch }) => batch < 64);
    for (const { batch, status, error } of result.results) {
      expect([batch, status, error?.code]).toEqual([
        batch,
        ...(batch === 64 ? ['failed', 'too-large'] : ['complete', undefined]),
      ]);
    }
    if (one === undefined || two === undefined) throw new Error('not measured');
    expect(one).not.toHaveProperty('perSequence');
    expectAgreed(two);
    // The weights are read once for both: a token's share of them is half.
    expect(two.bytesReadPerToken).toBeLessThan(one.bytesReadPerToken);
    expect(two.peakBufferBytes).toBe(one.peakBufferBytes);
    expect(two.peakBufferBytes).toBeGreaterThan(two.weightBytes);
    expect(two.counters?.dispatchesPerToken).toBeLessThan(one.counters?.dispatchesPerToken ?? 0);
    expect(Object.keys(two.variants ?? {}).every((place) => place.startsWith('decode b2 '))).toBe(true);
    expect(Object.keys(one.variants ?? {}).some((place) => place.startsWith('decode b2 '))).toBe(false);
    for (const each of [prompt, prompts]) expect(each?.ttftSeconds?.samples).toHaveLength(5);
    expect(prompts?.perSequence?.stepSeconds).toBeNull();
    expect(result.waterfalls?.map(({ test, leftOut }) => [test, leftOut])).toEqual(
      ['tg8', 'pp16', 'tg8 b2', 'pp16 b2'].map((test) => [test, '']),
    );
    expect(importResult(toJson(result))).toEqual(result);
    expect(replaySettings(parseReceipt(result.receipt?.text ?? '')).tests).toEqual(TESTS);
  });
});

/** What is said of each sequence follows from what is said of all. */
function expectAgreed({ batch, tokensPerSecond, perSequence }: ResultEntry): void {
  const all = tokensPerSecond?.median ?? NaN;
  expect(batch).toBe(2);
  expect(perSequence?.tokensPerSecond.median).toBeCloseTo(all / 2, 6);
  expect(perSequence?.stepSeconds?.median).toBeCloseTo(2 / all, 9);
}
