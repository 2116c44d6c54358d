/** The real engine on Dawn where something is wrong: a kernel, the device, the limits. Nothing measured is lost. */
import { describe, expect, it } from 'vitest';
import { guardWarning } from '../../src/benchmark/guards/guard';
import { toMarkdown } from '../../src/report/markdown';
import type { Engine } from '../../src/worker/protocol';
import { engineOn, fable, HIGH, names, once, repetitionsOf, runOn, valueOf } from '../fixtures/engine';
import { makeTinyLlama } from '../fixtures/tiny-llama';

describe('a kernel that computes wrongly on this device', () => {
  // Each scale read a hundredth too large, in the decode matrices of INT4 only.
  const { engine, liveBytes } = engineOn({
    edit: (label, code) =>
      label.startsWith('gemv int4') ? code.replaceAll('* scale(block', '* 1.01 * scale(block') : code,
  });

  it('costs its format the speed and no other', async () => {
    // With a budget, so that its failure is met while planning already.
    const { result } = await runOn(engine, { budgetSeconds: 600 });
    expect(result).toMatchObject({ status: 'failed', failure: null });
    expect(names(result)).toEqual(expect.arrayContaining(['fp16 tg8', 'fp16 pp32', 'int4 tg8', 'int4 pp32']));
    for (const entry of result.results) {
      if (entry.format === 'fp16') {
        expect(entry).toMatchObject({ status: 'complete', error: null });
        expect(entry.tokensPerSecond?.samples).toHaveLength(5);
      } else {
        expect(entry).toMatchObject({ status: 'failed', tokensPerSecond: null, error: { code: 'kernel-check' } });
        expect(entry.error?.where).toMatch(/^gemv int4 /);
      }
    }
    expect(liveBytes()).toBeLessThan(1024);
  });
});

describe('a device that is lost', () => {
  const { engine, devices } = engineOn();

  it('fails the run and keeps what was measured; the next run has a new device', async () => {
    const { result } = await runOn(
      engine,
      { repetitions: 500 },
      once(
        (event) => event.type === 'sample' && repetitionsOf(event.entry) >= 3,
        () => devices.at(-1)?.destroy(),
      ),
    );
    const failure = { code: 'device-lost', step: 'Measure decode and prefill' };
    expect(result).toMatchObject({ status: 'failed', failure });
    expect(result.guards.periods.map(({ guard }) => guard)).toContain('device-lost');
    expect(result.warnings).toContainEqual(guardWarning('device-lost'));
    expect(result.scores).toBeNull();
    expect(result.results).toHaveLength(4);
    for (const entry of result.results) {
      expect(entry).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
      expect(repetitionsOf(entry)).toBeGreaterThanOrEqual(2);
      expect(Math.min(...entry.durations.map(({ seconds }) => seconds))).toBeGreaterThan(1e-3);
    }
    expect((await runOn(engine, { formats: ['int4'], repetitions: 1 })).result.status).toBe('complete');
    expect(devices).toHaveLength(2);
  });

  it('over a text before the repetitions costs the texts, and nothing that is measured', async () => {
    const { engine: another, devices: opened } = engineOn();
    const { result, events } = await runOn(
      another,
      { formats: ['int4'], story: await fable() },
      once(
        ({ type }) => type === 'text',
        () => opened.at(-1)?.destroy(),
      ),
    );
    expect(result).toMatchObject({ status: 'complete', failure: null, stories: [] });
    expect(result.results.map(({ status }) => status)).toEqual(['complete', 'complete']);
    for (const entry of result.results) expect(repetitionsOf(entry)).toBe(5);
    expect(result.warnings.map(({ message }) => message).join()).toContain('goes on without Fable’s texts');
    // The second time it is not even tried.
    const again = events.slice(events.findIndex(({ type }) => type === 'restarted'));
    expect(again.filter(({ type }) => type === 'text')).toEqual([]);
  });

  it('before anything was measured leaves a result that says so', async () => {
    const { engine: another, devices: opened } = engineOn();
    const { result } = await runOn(
      another,
      { formats: ['int4'] },
      once(
        ({ type }) => type === 'progress',
        () => opened.at(-1)?.destroy(),
      ),
    );
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'device-lost', step: expect.any(String) } });
    expect(result.results.flatMap(({ durations }) => durations)).toEqual([]);
    expect(toMarkdown(result)).toMatch(/^\*\*Failed after .* \(device-lost\): /m);
  });

  it('is replaced without a word where nothing ran', async () => {
    const before = valueOf(await engine.describe(HIGH));
    devices.at(-1)?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await runOn(engine, { formats: ['int4'], repetitions: 1 })).result.status).toBe('complete');
    expect(devices).toHaveLength(3);
    const { adapter } = valueOf(await engine.describe(HIGH));
    // A measured resolution may differ by what the clock happened to show.
    expect({ ...adapter, timestampQuery: null }).toEqual({ ...before.adapter, timestampQuery: null });
  });
});

describe('timestamps that disagree with the clock', () => {
  const { engine } = engineOn({ timestampsStandStill: true });

  it('are said and read by nothing: speeds and waterfalls come from the clock', async () => {
    const { result } = await runOn(engine, { formats: ['int4'], roofs: true, waterfalls: true });
    expect(result.status).toBe('complete');
    expect(result.guards.timestamps).toMatchObject({ trusted: false, gpuSeconds: 0 });
    expect(result.warnings).toContainEqual(guardWarning('clock-disagrees'));
    expect(result.waterfalls).toHaveLength(2);
    for (const { figures } of result.waterfalls ?? []) {
      expect(figures).toMatchObject({ method: 'wall-clock', why: 'The GPU’s timestamps disagree with the clock.' });
    }
  });
});

describe('an adapter with small limits', () => {
  it('refuses a shape that is too large for it, with the numbers', async () => {
    const { engine } = engineOn({ limits: { maxStorageBufferBindingSize: 16_384 } });
    const { result } = await runOn(engine, { shape: 'SmolLM2-135M', line: [] });
    expect(result).toMatchObject({ status: 'failed', failure: null });
    expect(result.results).toHaveLength(4);
    for (const entry of result.results) {
      expect(entry).toMatchObject({ status: 'failed', tokensPerSecond: null, error: { code: 'too-large' } });
      expect(entry.error?.message).toContain('16384');
    }
  });

  it.each([
    { format: 'fp16', tied: true },
    { format: 'int4', tied: false },
  ] as const)('writes the same tokens with its matrices in shards: $format, tied $tied', async ({ format, tied }) => {
    const { files } = makeTinyLlama({ tied, seed: 3 });
    const shards = new Set<string>();
    const small = engineOn({
      // 96 rows of the embedding at FP16, 192 at INT8: three or two shards, the last one odd.
      limits: { maxStorageBufferBindingSize: 12_288 },
      edit: (label, code) => {
        // Without its variant, which is not what is tested here.
        if (label.startsWith('gemv') || label.startsWith('embedding')) shards.add(label.replace(/ \(.*\)$/, ''));
        return code;
      },
    });
    const write = async (engine: Engine) =>
      valueOf(
        await engine.generate(
          {
            powerPreference: HIGH,
            model: files,
            format,
            prompt: 'abc',
            tokens: 40,
            temperature: 1,
            seed: 9,
            ignoreEndOfText: true,
            bos: true,
          },
          () => undefined,
        ),
      ).tokens;
    const sharded = await write(small.engine);
    expect(sharded).toEqual(await write(engineOn().engine));
    expect(new Set(sharded).size).toBeGreaterThan(tied ? 3 : 20);
    const recipe = format === 'fp16' ? ['fp16 96x36', 'fp16 13x36'] : ['int8 192x36', 'int8 109x36'];
    for (const part of recipe)
      expect([...shards]).toEqual(expect.arrayContaining([`gemv ${part}`, `embedding-gather ${part}`]));
  });
});
