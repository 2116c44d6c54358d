/** How fast a forger may say that a GPU is whose roof they have written themselves: what holds the claim, over the whole catalogue. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue, type Preset } from '../../../../src/hardware/catalogue';
import { MODEL_FORMATS } from '../../../../src/kernels/recipe';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { readSubmission } from '../contract/submission';
import { measuring, ownerOf, ranOf } from '../fixtures/forge';
import { DEVICE, honestResult } from '../fixtures/honest-run';
import { chainOf, honestSending, judged, textOf, type Sending } from '../fixtures/sent';
import { catalogueGate } from './catalogue';
import { rankedIds } from './entries';
import type { GpuOfRun } from './gate';
import { gpuOfRun } from './gpu';
import { operationsPerSecond } from './reach';

const HONEST = honestSending();
const CATALOGUE = await loadCatalogue();
const { submission: SUBMISSION } = readSubmission(await textOf(HONEST));
const HIDDEN = { ...HONEST.result.adapter, vendor: '', architecture: '', device: '', description: '' };

/** More than a repetition of the engine can claim, whose passes follow from its warm-ups; and the most that it can. */
const ABSURD = 999_999_999;
const FAST = 40_000;

async function outcome(sending: Sending) {
  const { decision } = await judged(sending);
  return [decision.state, ...new Set(decision.reasons.map(({ code }) => code))];
}

const codesOf = (gpu: GpuOfRun, result: Result) =>
  catalogueGate
    .find({
      ...{
        submission: SUBMISSION,
        result,
        stamps: [],
        receivedAt: 0,
        isWithdrawn: false,
        isOurChallenge: true,
        isSigned: true,
      },
      ...{ gpu, proof: 'agrees', copied: new Set<string>(), ranked: rankedIds() },
    })
    .map(({ code }) => code);

/** Passes to match, so that the durations stay; and warm-ups that ask for as many, where the engine would make as many. */
function atRate(result: Result, rate: number): Result {
  const results = result.results.map((entry, at) => {
    const least = Math.min(...entry.durations.map(({ seconds }) => seconds));
    const passes = Math.floor((rate * (1 - 1e-4 * at) * least) / entry.tokens);
    const durations = entry.durations.map((one) => ({ ...one, passes }));
    const warmUp = Math.min(1, least) / passes;
    return { ...entry, durations, warmUpSeconds: [warmUp, warmUp], ttftSeconds: null };
  });
  return measuring({ ...HONEST, result: { ...result, results, latency: null } }, (seconds) => seconds).result;
}

function withRoof(result: Result, rate: number): Result {
  const roof = { median: rate, low: 0.9 * rate, high: 1.1 * rate, samples: [0.9 * rate, rate, 1.1 * rate] };
  const { roofs } = result;
  if (roofs?.bandwidth === null || roofs?.bandwidth === undefined || roofs.fmaF32 === null) throw new Error('no roofs');
  return {
    ...result,
    roofs: { ...roofs, bandwidth: { ...roofs.bandwidth, ...roof }, fmaF32: { ...roofs.fmaF32, ...roof } },
  };
}

const claiming = (result: Result): Sending => ({ ...HONEST, result, ...chainOf(ranOf(result), ownerOf(HONEST)) });
const named = (sending: Sending, gpu: string): Sending => ({
  ...{ ...sending, declared: { gpu, powerSource: 'mains' } },
  result: { ...sending.result, adapter: HIDDEN },
});

describe('a speed of 999,999,999', () => {
  it('has more passes in a repetition than the engine makes, whatever its warm-ups', async () => {
    const [state, code] = await outcome(claiming(atRate(HONEST.result, ABSURD)));
    expect([state, code]).toEqual(['rejected', 'other-passes']);
  });

  it('of ten digits is refused by the rules of every import', async () => {
    const { decision } = await judged(claiming(atRate(HONEST.result, 10 * ABSURD)));
    expect([decision.state, decision.reasons[0]?.code]).toEqual(['rejected', 'document']);
  });

  it('in one test, with any roof, is above what each GPU of the catalogue can do, or that is not known: then it is pending', () => {
    const { result } = honestResult(MODEL_FORMATS);
    const claimed = atRate({ ...result, roofs: null }, ABSURD);
    for (const preset of CATALOGUE.presets) {
      const gpu = gpuOfRun(preset.id, HIDDEN, CATALOGUE);
      for (const entry of claimed.results) {
        const codes = codesOf(gpu, { ...claimed, results: [entry] });
        expect(codes, `${preset.id}, ${entry.format} ${entry.test}`).not.toEqual([]);
      }
    }
  });
});

describe('a speed as high as the passes of a repetition allow', () => {
  const claimed = claiming(atRate(HONEST.result, FAST));
  const alone = claiming(withRoof(claimed.result, 1e20));

  it('is above its own roof', async () => {
    const [state, ...codes] = await outcome(claimed);
    expect([state, codes]).toEqual(['quarantined', expect.arrayContaining(['above-its-roof', 'above-the-catalogue'])]);
  });

  it('with a roof to match is above what its GPU can do', async () => {
    const [state, ...codes] = await outcome(alone);
    expect([state, codes]).toEqual(['quarantined', expect.arrayContaining(['roof-above-the-catalogue'])]);
  });

  it('NOT REFUSED: on a GPU that nobody knows, it waits for its GPU to be named', async () => {
    expect(await outcome(named(alone, 'Titan Z9000'))).toEqual(['pending', 'unknown-gpu']);
  });

  it('NOT REFUSED: on a GPU of whose memory nothing is known, it waits for that', async () => {
    expect(await outcome(named(alone, 'adreno-x2'))).toEqual(['pending', 'unbounded-gpu']);
  });

  it.each(['apple-silicon-unknown', 'Apple GPU', 'Apple M1, or similar'])(
    'under %s, which browsers call many GPUs, is of no GPU that is known',
    async (gpu) => {
      expect(gpuOfRun(gpu, HIDDEN, CATALOGUE, new Map([[gpu, 'apple-silicon-unknown']])).preset).toBeNull();
      expect(await outcome(named(alone, gpu))).toEqual(['pending', 'unknown-gpu']);
    },
  );
});

describe('a GPU of which nobody has published what it multiplies', () => {
  const PEAKLESS = { fp16Tflops: null, fp16ShaderTflops: null, fp16MatrixTflops: null, fp32Tflops: null };
  const [reading] = HONEST.result.results.filter(({ phase }) => phase === 'prefill');
  if (reading === undefined) throw new Error('no prefill');

  /** As the catalogue has it. */
  const peakOf = ({ fp16Tflops, fp16ShaderTflops, fp16MatrixTflops, fp32Tflops }: Preset): number =>
    1e12 * Math.max(fp16Tflops ?? 0, fp16ShaderTflops ?? 0, fp16MatrixTflops ?? 0, 4 * (fp32Tflops ?? 0));

  const computing = (operations: number): ResultEntry => ({
    ...reading,
    durations: reading.durations.map((one) => ({
      ...one,
      seconds: (one.seconds * (operationsPerSecond(reading) ?? NaN)) / operations,
    })),
  });

  it('is held to its memory, by a ratio that no GPU exceeds whose arithmetic is known', () => {
    const known = CATALOGUE.presets.filter((one) => one.memoryBandwidthGBs !== null && peakOf(one) > 0);
    expect(known.length).toBeGreaterThan(100);
    for (const preset of known) {
      const gpu = { ...gpuOfRun(preset.id, HIDDEN, CATALOGUE), preset: { ...preset, ...PEAKLESS } };
      expect(codesOf(gpu, { ...HONEST.result, roofs: null, results: [computing(peakOf(preset))] }), preset.id).toEqual(
        [],
      );
    }
    const phone = gpuOfRun('adreno-740', HIDDEN, CATALOGUE);
    expect(codesOf(phone, { ...HONEST.result, roofs: null, results: [computing(5e12)] })).toEqual([]);
    expect(codesOf(phone, { ...HONEST.result, roofs: null, results: [computing(5e13)] })).toEqual([
      'peak-above-the-catalogue',
    ]);
  });
});

describe('ten times the passes that were made', () => {
  const SLOW = honestSending({ ...DEVICE, bandwidth: DEVICE.bandwidth / 10 });

  /** Of decode, with the roof of a GPU ten times as fast. @param faster by how much its warm-ups say that they were */
  const manifold = (faster: number): Sending => {
    const results = SLOW.result.results.map((entry) =>
      entry.phase === 'prefill'
        ? entry
        : {
            ...{ ...entry, warmUpSeconds: entry.warmUpSeconds.map((one) => one / faster) },
            durations: entry.durations.map((one) => ({ ...one, passes: 10 * (one.passes ?? 1) })),
          },
    );
    const { roofs } = HONEST.result;
    return measuring({ ...SLOW, result: { ...SLOW.result, results, roofs, latency: null } }, (seconds) => seconds);
  };

  it('are not those that the warm-ups ask for', async () => {
    const [state, code] = await outcome(manifold(1));
    expect([state, code]).toEqual(['rejected', 'other-passes']);
  });

  it('in one repetition are not those of the others', async () => {
    const [first, ...others] = HONEST.result.results;
    if (first === undefined) throw new Error('no entry');
    const durations = first.durations.map((one, i) => (i === 0 ? { ...one, passes: 1 } : one));
    const result = { ...HONEST.result, results: [{ ...first, durations }, ...others], latency: null };
    const [state, code] = await outcome(measuring({ ...HONEST, result }, (seconds) => seconds));
    expect([state, code]).toEqual(['rejected', 'other-passes']);
  });

  it('NOT CAUGHT: with warm-ups to match, below what the GPU can do that it is said to be', async () => {
    expect(await outcome(manifold(25))).toEqual(['ranked']);
  });
});
