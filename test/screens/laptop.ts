/** A laptop's GPU and what a run of it says, at the size that such figures have: for pictures of the page. Every figure is invented. */
import { seconds } from '../../src/foundation/units';
import type { ModelFormat } from '../../src/kernels/recipe';
import { PARTS } from '../../src/model/parts';
import { latencyOf } from '../../src/report/parts/latency';
import type { Figure, Result, ResultEntry, Waterfall } from '../../src/report/schema';
import { figureOf } from '../../src/statistics/figure';
import { sustainedOf } from '../../src/report/sustained';
import { WORKER_PROTOCOL, type EngineDescription } from '../../src/worker/protocol';
import { decodeLine } from '../fixtures/charts';
import { fidelity } from '../fixtures/fidelity';
import { entry, result, roofs } from '../fixtures/result';

const { engine, environment, adapter } = result();

export const LAPTOP: EngineDescription = {
  ...{ protocol: WORKER_PROTOCOL, engine, warnings: [] },
  adapter: {
    ...adapter,
    ...{ vendor: 'apple', architecture: 'metal-3', device: '', description: '', software: false },
    limits: { maxBufferSize: 4 * 2 ** 30, maxStorageBufferBindingSize: 4 * 2 ** 30 },
  },
  environment: {
    ...environment,
    ...{ runtime: 'browser', name: 'Chrome', version: '156.0', dawn: null, operatingSystem: 'macOS' },
  },
};

const PARAMETERS = 1_235_814_400;
const BYTES: Partial<Record<ModelFormat, number>> = { fp16: 2.472e9, int8: 1.313e9, int4: 6.95e8 };
const SPEED: Partial<Record<ModelFormat, { readonly decode: number; readonly prefill: number }>> = {
  fp16: { decode: 36.4, prefill: 1610 },
  int8: { decode: 61.2, prefill: 1580 },
  int4: { decode: 94.2, prefill: 1655 },
};

/** As ten repetitions vary. */
function measured(about: number): Figure {
  const samples = Array.from({ length: 10 }, (_, i) => about * (1 + 0.022 * Math.sin(2.4 * i + about)));
  const spread = figureOf(samples);
  return { ...spread, samples: [...spread.samples] };
}

function laptopEntry(format: ModelFormat, phase: ResultEntry['phase'], pace: number): ResultEntry {
  const rate = pace * (SPEED[format]?.[phase] ?? 1);
  const tokensPerSecond = measured(rate);
  const bytes = BYTES[format] ?? 1;
  const tokens = phase === 'prefill' ? 512 : 64;
  return entry({
    ...{ format, phase, tokens, tokensPerSecond },
    ...{ weightBytes: bytes, bytesReadPerToken: bytes, bitsPerWeight: (8 * bytes) / PARAMETERS },
    ...{ peakBufferBytes: bytes + 3.1e8 },
    model: { name: 'Llama-3.2-1B', weights: 'synthetic', parameters: PARAMETERS },
    ttftSeconds: phase === 'prefill' ? measured(tokens / rate) : null,
    cold: { seconds: 1.9, tokensPerSecond: 0.7 * rate },
    tail: { slowest: 0.96 * rate, p90: 0.97 * rate, p99: null },
    durations: tokensPerSecond.samples.map((sample, order) => ({ order, seconds: tokens / sample })),
  });
}

const formats = ['fp16', 'int8', 'int4'] as const;

/** Of each part of a token, as a share of its time. */
const SHARES: readonly number[] = [0.002, 0.02, 0.1, 0.01, 0.06, 0.07, 0.36, 0.17, 0.1, 0.005];

function laptopWaterfall(format: ModelFormat): Waterfall {
  const tokenSeconds = 1 / (SPEED[format]?.decode ?? 1);
  const kernels = PARTS.map((id, i) => {
    const share = SHARES[i] ?? 0.01;
    return {
      ...{ id, kind: 'kernel' as const, share, seconds: share * tokenSeconds, samples: [share * tokenSeconds] },
      work: { bytes: share * (BYTES[format] ?? 1), flops: 2 * share * PARAMETERS, arithmetic: 'f32' as const },
      reached: { intensity: 4, bound: 'bandwidth' as const, share: 0.5 + share },
    };
  });
  const rest = Math.max(0, 1 - kernels.reduce((sum, { share }) => sum + share, 0));
  const other = (id: 'launch' | 'answer', kind: 'gap' | 'readback', of: number) => ({
    ...{ id, kind, share: of * rest, seconds: of * rest * tokenSeconds, work: null, reached: null, samples: [] },
  });
  return {
    ...{ engine: 'tokamark', format, test: 'tg64', phase: 'decode', workloadId: '2c'.repeat(32), leftOut: '' },
    figures: {
      ...{ method: 'timestamps', why: '', tokenSeconds, reached: { intensity: 3, bound: 'bandwidth', share: 0.6 } },
      parts: [...kernels, other('launch', 'gap', 0.7), other('answer', 'readback', 0.3)],
    },
  };
}

const text =
  ', there was a little girl named Mia who lived in a small house near the sea. Every morning she walked along the beach and looked for shells. One day she found a shell that was as blue as the sky. She held it to her ear and heard a voice. “Take me home,” it said, “and I will tell you a story each night.”';

/** @param pace its speed as a share of the usual. @param over each replaces a part */
export function laptopResult(over: Partial<Result> = {}, pace = 1): Result {
  const waits = Array.from({ length: 200 }, (_, i) => 0.0106 * i + 0.0006 * Math.sin(3 * i) + (i > 90 ? 0.03 : 0));
  const latency = latencyOf({ engine: 'tokamark', format: 'int4', model: 'Llama-3.2-1B' }, [waits]);
  const roof = roofs();
  return result({
    ...{ adapter: LAPTOP.adapter, environment: LAPTOP.environment, elapsedSeconds: 58 },
    results: formats.flatMap((format) => [laptopEntry(format, 'prefill', pace), laptopEntry(format, 'decode', pace)]),
    roofs: {
      ...roof,
      bandwidth: { ...measured(103e9), bytes: 2 ** 29, buffers: 2, workgroups: 4096, rounds: 10 },
      fmaF32: { ...measured(3.4e12), threads: 256, workgroups: 2048, operations: 2e11 },
    },
    lines: [decodeLine()],
    waterfalls: formats.map(laptopWaterfall),
    latency: latency === null ? [] : [latency],
    sustained: sustainedOf({
      ...{ workloadId: '2c'.repeat(32), format: 'int4', seconds: seconds(300) },
      test: { phase: 'decode', depth: 0, tokens: 64, batch: 1 },
      samples: Array.from({ length: 60 }, (_, i) => ({
        ...{ at: seconds(5 * i), seconds: seconds(5), guard: null },
        tokens: Math.round(471 - Math.min(90, 2.5 * i) + 4 * Math.sin(i)),
      })),
    }),
    fidelity: fidelity(),
    stories: formats.map((format) => ({
      ...{ engine: 'tokamark', model: 'Fable', format, prompt: 'Once upon a time', text },
      ...{ tokens: 96, temperature: 0.7, seed: 1, tokensPerSecond: 8 * (SPEED[format]?.decode ?? 1) },
    })),
    ...over,
  });
}
