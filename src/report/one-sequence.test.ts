/** What a run of one sequence writes, byte for byte as it was before there were batches: documents, and receipts both ways. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roofs, result } from '../../test/fixtures/result';
import { unmeasured, type Measurement } from '../benchmark/measurement';
import { shapeNamed } from '../model/shapes';
import { plannedTest } from '../benchmark/planned-test';
import { PROFILES, testsAt } from '../benchmark/suite/suite';
import { syntheticSource } from '../benchmark/workload';
import { bytes, seconds } from '../foundation/units';
import { settingsOfProfile } from '../options/settings';
import { toCsv } from './csv';
import { entryOf } from './entry';
import { formatRatios } from './format-ratio';
import { importResult } from './import/import-result';
import { toJson } from './json';
import { toMarkdown } from './markdown';
import { parseReceipt, receiptText } from './receipt/link';
import { receiptOfShape, receiptOfWeights, receiptRequest, type ReceiptRequest } from './receipt/receipt';
import { assertReplayable } from './receipt/replay';
import { withBandwidthShare } from './roofs';
import { scoresOf } from './scores/score';
import { STATISTICS, withIntervals } from './statistics';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from '../benchmark/tokamark';

const TESTS = testsAt(512, 64, [0, 2048]);

/** As many bytes as an import believes of SmolLM2-135M. */
const STORED = { fp16: 270_000_000, int4: 90_000_000 } as const;

/** Its figures are invented, not measured. */
function measurements(): Measurement[] {
  return (['fp16', 'int4'] as const).flatMap((format, i) =>
    TESTS.map((test, j): Measurement => {
      const taken = [1, 1.01, 0.99, 1.02, 1].map((one) => (one * (j + 1)) / (i + 1));
      const planned = plannedTest(
        { contestant: tokamark(RECIPES[format]), config: shapeNamed('SmolLM2-135M') },
        syntheticSource(),
        test,
      );
      return {
        ...unmeasured(planned),
        status: 'complete',
        state: {
          ...{ cold: seconds(2), warmUp: [seconds(1.1), seconds(1)], agreed: true, passes: 2, voided: [] },
          repetitions: taken.map((one, k) => ({
            order: 40 * k + 10 * i + j,
            round: k,
            seconds: seconds(one),
            ended: seconds(40 * k + 10 * i + j + 10),
          })),
          leftOut: false,
        },
        firstToken: test.phase === 'prefill' ? taken.map((one) => seconds(one / 2)) : [],
        counters: {
          ...{ dispatchesPerToken: 154, passesPerToken: 1, submitsPerToken: 0.0625, bytesUploadedPerToken: 0.25 },
          ...{ bytesReadBackPerToken: 0.0625, encodeMillisecondsPerToken: 0.125 },
        },
        facts: {
          ...{ losses: [], weightBytes: bytes(STORED[format]), bytesReadPerToken: bytes(STORED[format] + 1_000_000) },
          ...{ bufferBytes: bytes(130_000_000), tokensPerSubmit: test.phase === 'decode' ? 16 : 0 },
          variants: { [`${test.phase} qkv`]: 'lanes8' },
        },
      };
    }),
  );
}

function run() {
  const entries = withIntervals(measurements().map((one) => entryOf(one))).map((one) =>
    withBandwidthShare(one, roofs()),
  );
  return result({
    elapsedSeconds: 120,
    statistics: { ...STATISTICS },
    roofs: roofs(),
    results: entries,
    formatRatios: formatRatios(entries),
    scores: scoresOf(entries, false),
  });
}

const kept = (name: string) => join(import.meta.dirname, 'fixtures', `one-sequence.${name}.txt`);

describe('a run of one sequence', () => {
  it('writes the same JSON as ever, and reads it', async () => {
    const text = toJson(run());
    await expect(text).toMatchFileSnapshot(kept('json'));
    expect(importResult(text)).toEqual(JSON.parse(text));
  });

  it('writes the same CSV as ever', async () => {
    await expect(toCsv(run())).toMatchFileSnapshot(kept('csv'));
  });

  it('writes the same Markdown as ever', async () => {
    await expect(toMarkdown(run())).toMatchFileSnapshot(kept('md'));
  });
});

describe('a receipt of one sequence', () => {
  const implementation = { name: 'tokamark', version: '0.1.0', commit: 'abcdef012345', shaderHash: 'ab'.repeat(32) };
  const common = receiptRequest(settingsOfProfile(PROFILES.quick), implementation);
  const { shape, formats, tests, repetitions } = PROFILES.standard;
  const profile: ReceiptRequest = { ...common, formats, tests, repetitions, fidelity: { windows: 8 } };
  const byHand: ReceiptRequest = {
    ...{ ...common, formats: ['mxfp4'], tests: testsAt(16, 8, [0, 16]), repetitions: 7, fidelity: null },
    sustained: { format: 'mxfp4', seconds: seconds(60) },
  };

  it.each([
    [
      'a profile',
      receiptOfShape(shape, profile),
      'shape=Llama-3.2-1B&formats=fp16,int8,int4&tests=tg64,tg64@batched,pp512,tg64@d2048,tg64@d2048@batched,pp512@d2048&repetitions=10&seed=1&tune=1&roofs=1&waterfalls=1&fidelity=8&workloads=800cfaa16e6e2ff5a702f87197728976',
    ],
    [
      'tests chosen by hand',
      receiptOfShape('Fable', byHand),
      'shape=Fable&formats=mxfp4&tests=tg8,pp16,tg8@d16,pp16@d16&repetitions=7&sustain=mxfp4:60&seed=1&tune=1&roofs=1&waterfalls=1&fidelity=0&workloads=f1a629dbe716d690431fdf04b5c865ab',
    ],
    [
      'a folder',
      receiptOfWeights(shapeNamed('Fable'), 'c0ffee'.padEnd(64, '0'), byHand),
      'weights=c0ffee0000000000000000000000000000000000000000000000000000000000&formats=mxfp4&tests=tg8,pp16,tg8@d16,pp16@d16&repetitions=7&sustain=mxfp4:60&seed=1&tune=1&roofs=1&waterfalls=1&fidelity=0&workloads=668d66b2d466d300b2b5b55d59124d48',
    ],
  ])('is the same text as ever, of %s, and comes back from it', (_, receipt, middle) => {
    const text = `receipt=1&protocol=tokamark-2&${middle}&engine=tokamark:0.1.0:abcdef012345&shaders=${'ab'.repeat(32)}`;
    expect(receiptText(receipt)).toBe(text);
    expect(parseReceipt(text)).toEqual(receipt);
    expect(() => assertReplayable(parseReceipt(text))).not.toThrow();
  });
});
