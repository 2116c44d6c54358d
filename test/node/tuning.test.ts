/** Tuning through the whole engine on Dawn: what is remembered, what a lost device costs, who else uses the GPU. */
import { describe, expect, it } from 'vitest';
import { storeInMemory } from '../../src/tuning/store';
import type { GpuLock } from '../../src/worker/gpu-lock';
import { recordCompiled } from '../fixtures/compiled';
import { engineOn, runOn } from '../fixtures/engine';

const compiledKernels = recordCompiled();

const SHORT = { formats: ['int4'], promptTokens: 16, generateTokens: 4, repetitions: 1, tuning: 'remembered' } as const;

/** A variant of gemv that is not the default here. */
const isVariant = (label: string): boolean =>
  label.startsWith('gemv int4') && !label.includes('(lanes8 rows4 slices1 shared)');

describe('a device that a variant takes along', () => {
  const store = storeInMemory();
  let deaths = 0;
  let deadly = '';
  const { engine, devices } = engineOn(
    {
      edit: (label, code) => {
        if (isVariant(label) && (deadly === '' || deadly === label)) {
          deadly = label;
          deaths += 1;
          devices.at(-1)?.destroy();
        }
        return code;
      },
    },
    { tuningStore: store },
  );

  it('is opened anew, the variant is left out, and the run comes to its end', async () => {
    const { result } = await runOn(engine, SHORT);
    expect(result).toMatchObject({ status: 'complete', failure: null, tuning: { source: 'tuned' } });
    expect([deaths, devices.length]).toEqual([1, 2]);
    const variants = result.tuning?.sites.flatMap((site) => site.variants ?? []) ?? [];
    expect(variants.filter(([, status]) => status === 'blacklisted')).toHaveLength(1);
    expect(variants.filter(([, status, seconds]) => (seconds !== null) !== /timed|slower/.test(status))).toEqual([]);
    for (const { chosen, variants: known = [] } of result.tuning?.sites ?? []) {
      const [, status, seconds, error] = known.find(([id]) => id === chosen) ?? [];
      // The budget may not have reached a site: it runs its default.
      if (status === 'untried') continue;
      expect([status, (seconds ?? 0) > 0, (error ?? 2) <= 1]).toEqual(['timed', true, true]);
    }
    expect(result.warnings.filter(({ code }) => code === 'tuning').map(({ message }) => message)).toEqual([
      expect.stringContaining('that variant is left out, and the run began again'),
    ]);
    for (const entry of result.results) expect(entry.status).toBe('complete');
  });

  it('is not lost to it again in the next run, which uses what was found', async () => {
    const { result } = await runOn(engine, SHORT);
    expect(result.status).toBe('complete');
    expect([deaths, devices.length]).toEqual([1, 2]);
    for (const { variants } of result.results) expect(Object.keys(variants ?? {})).not.toEqual([]);
  });

  it('holds none to be deadly where everything is tuned again, and loses the device to the first that is', async () => {
    // Which comes first follows from times: it may be another than before.
    deadly = '';
    const { result } = await runOn(engine, { ...SHORT, tuning: 'again' });
    expect(result.status).toBe('complete');
    expect([deaths, devices.length]).toEqual([2, 3]);
    const variants = result.tuning?.sites.flatMap((site) => site.variants ?? []) ?? [];
    expect(variants.filter(([, status]) => status === 'blacklisted')).toHaveLength(1);
  });
});

describe('tuning that is switched off', () => {
  it('says so in the result', async () => {
    const { result } = await runOn(engineOn().engine, { ...SHORT, tuning: 'off' });
    expect(result.tuning).toMatchObject({ source: 'off', sites: [] });
  });
});

describe('another tab that uses the GPU', () => {
  it('is said in the result and at once, and the run goes on', async () => {
    const gpuLock: GpuLock = { during: (work) => work(false) };
    const { result, events } = await runOn(engineOn({}, { gpuLock }).engine, { ...SHORT, tuning: 'off' });
    expect(result.status).toBe('complete');
    expect(result.warnings.map(({ code }) => code)).toContain('another-tab');
    expect(events.find(({ type }) => type === 'warning')).toMatchObject({ warning: { code: 'another-tab' } });
  });
});

describe('the variants that these runs have tried', () => {
  it('are in the shader hash', () => {
    expect(compiledKernels()).toEqual(expect.arrayContaining(['attention', 'gemm', 'gemv']));
  });
});
