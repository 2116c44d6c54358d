/** Why a speed may be low: each cause where it is one, the weightiest where there are several, and none of a healthy device. */
import { describe, expect, it } from 'vitest';
import { result, roofs } from '../../test/fixtures/result';
import type { Guard } from '../benchmark/guards/guard';
import { timedRun, type TimedDevice } from './cost-model/fixtures/timed-device';
import { toMarkdown } from './markdown';
import type { Result } from './schema';
import type { DecodeLine } from './schema/line';
import { whyLow, whyLowText, type CauseName, type Known } from './why-low';

/** A GPU whose INT4 decode reaches 70 % of its bandwidth, and spends 15 % of a token on launches. */
const { adapter, environment } = result();

const line = (t0: number, token: number, reached = 280e9): DecodeLine => ({
  ...{ engine: 'tokamark', format: 'int4', test: 'tg64', model: 'Llama-3.2-1B', rounds: 5 },
  t0Of: 'dispatches',
  t0Seconds: { median: t0, low: 0.95 * t0, high: 1.05 * t0, samples: [t0] },
  secondsPerByte: { median: 1e-12, low: 1e-12, high: 1e-12, samples: [1e-12] },
  bandwidth: { median: reached, low: 0.95 * reached, high: 1.05 * reached },
  points: [
    {
      ...{ model: 'Llama-3.2-1B', workloadId: 'a'.repeat(64), bytesPerToken: 7e8, dispatchesPerToken: 83, residual: 0 },
      secondsPerToken: { median: token, low: token, high: token },
    },
  ],
});

/** Its roof is 400 GB/s. */
const badly = { lines: [line(0.0015, 0.01, 60e9)] };

const healthy = (over: Partial<Result> = {}): Result =>
  result({ lines: [line(0.0015, 0.01)], roofs: roofs(), ...over });

/** As tuned and measured on a device whose sites are so many times slower than its roofs allow. */
function timed(slowdown: TimedDevice['slowdown']): Partial<Result> {
  const { tuning, results } = timedRun(
    { slowdown, beyondSites: () => 1.2 },
    {
      shapes: ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'],
      formats: ['fp16', 'int4'],
      tests: [{ phase: 'decode', depth: 0, tokens: 64, batch: 1 }],
    },
  );
  return { tuning, results };
}

const during = (guard: Guard, from: number, to: number | null): Partial<Result> => ({
  guards: { periods: [{ guard, from, to }], timestamps: null },
});
const integrated = { ...adapter, vendor: 'intel', architecture: 'gen-12lp', device: '', description: '' };
const chrome = (version: string) => ({ ...environment, runtime: 'browser' as const, name: 'Chrome', version });

describe('a healthy device', () => {
  it.each<[string, Partial<Result>, Known?]>([
    ['with all that it needs', {}],
    ['whose kernels are as fast at every size', timed(() => 1.4)],
    ['whose smaller models sit in a cache', timed(({ bytes }) => (bytes < 12e6 ? 0.4 : 1.05))],
    ['whose model sits in a cache', { lines: [line(0.0015, 0.01, 900e9)] }],
    ['of which little is known', { lines: [], roofs: null, results: [] }],
    ['that was disturbed for a moment', during('cpu-pressure', 3, 5)],
    ['in a browser of today', { environment: chrome('141') }],
    ['that is integrated, and the only one', { adapter: integrated }],
    ['that is discrete, beside another one', {}, { discrete: ['Acme R-2'] }],
    [
      'that was asked to save power',
      { adapter: { ...integrated, powerPreference: 'low-power' } },
      { discrete: ['R-2'] },
    ],
  ])('%s has no cause', (_, over, known) => {
    expect(whyLow(healthy(over), known)).toBeNull();
  });
});

describe('a speed that is low', () => {
  const causes: [CauseName, Partial<Result>, Known?][] = [
    ['software-adapter', { adapter: { ...adapter, software: true, shaderF16: false } }],
    ['hidden', during('hidden-tab', 10, 30)],
    ['busy', during('cpu-pressure', 10, null)],
    ['another-tab', during('another-tab', 0, null)],
    ['power-saver', during('power-saver', 0, null)],
    ['battery', during('battery', 0, null)],
    ['other-gpu', { adapter: integrated }, { discrete: ['Acme R-2'] }],
    ['throttled', { warnings: [{ code: 'throttled', message: 'slower' }] }],
    ['old-browser', { environment: chrome('121') }],
    ['no-f16', { adapter: { ...adapter, shaderF16: false } }],
    ['launches', { lines: [line(0.006, 0.01)] }],
    ['slow-kernel', timed(({ rows }) => (rows === 16_384 ? 4.2 : 1.4))],
    ['far-from-roof', badly],
  ];

  it.each(causes)('has the cause %s', (name, over, known) => {
    expect(whyLow(healthy(over), known)?.name).toBe(name);
  });

  it('has one cause, the one that explains most', () => {
    expect(whyLow(healthy({ ...during('battery', 0, null), ...badly }))?.name).toBe('battery');
    const slow = { lines: [line(0.006, 0.01, 60e9)] };
    expect(whyLow(healthy(slow))?.name).toBe('launches');
    expect(whyLow(healthy({ ...slow, adapter: { ...adapter, software: true } }))?.name).toBe('software-adapter');
  });

  it('says what was seen and what to do, in a report, and nothing where there is no cause', () => {
    const slow = healthy({ lines: [line(0.006, 0.01)] });
    expect(toMarkdown(slow)).toContain('Why it may be low: Launching kernels takes 60 % of a token');
    expect(whyLowText(healthy())).toBe('');
    expect(toMarkdown(healthy())).not.toContain('may be low');
  });
});
