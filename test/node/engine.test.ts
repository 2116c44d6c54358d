/** The real engine on Dawn, driven through the worker's protocol over a MessageChannel: runs and texts. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openModelFiles } from '../../src/model/files/folder';
import { testsAt } from '../../src/benchmark/suite/suite';
import { seconds } from '../../src/foundation/units';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import type { GenerateRequest } from '../../src/worker/protocol';
import { recordCompiled } from '../fixtures/compiled';
import { engineOn, fable, HIGH, names, once, repetitionsOf, runOn, valueOf } from '../fixtures/engine';
import { makeTinyLlama } from '../fixtures/tiny-llama';

const compiledKernels = recordCompiled();

describe('one engine, call after call', () => {
  const { engine, liveBytes } = engineOn();
  const ids: string[] = [];

  it('describes itself and its software adapter', async () => {
    const description = valueOf(await engine.describe(HIGH));
    expect(description).toMatchObject({ protocol: 'tokamark-worker/11', engine: { name: 'tokamark' } });
    expect(description.adapter).toMatchObject({ software: true, powerPreference: HIGH });
    expect(description.warnings.map(({ code }) => code)).toContain('software-adapter');
    expect(description.engine.shaderHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('runs: checks, samples, and a story, all in one result', async () => {
    const { result, events } = await runOn(engine, { story: await fable() });
    expect(result).toMatchObject({ status: 'complete', failure: null, plan: { headline: false, shrunk: [] } });
    expect(names(result)).toEqual(['fp16 tg8', 'fp16 pp32', 'int4 tg8', 'int4 pp32']);
    for (const entry of result.results) {
      ids.push(entry.workloadId);
      expect(entry.tokensPerSecond?.samples).toHaveLength(5);
      expect(entry.verified.length).toBeGreaterThan(10);
      for (const { largestError, tolerance } of entry.verified) expect(largestError).toBeLessThanOrEqual(tolerance);
      expect(entry.bytesReadPerToken).toBeGreaterThan(0);
      expect(entry.peakBufferBytes).toBeGreaterThan(entry.weightBytes);
      expect(entry.ttftSeconds === null).toBe(entry.phase === 'decode');
    }
    const orders = result.results.flatMap(({ durations }) => durations.map(({ order }) => order));
    expect(orders.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));

    const types = events.map(({ type }) => type);
    const ofStories = types.indexOf('text');
    expect(types.slice(0, ofStories).lastIndexOf('verified')).toBeLessThan(types.indexOf('sample'));
    expect(types.indexOf('verified')).toBeGreaterThan(0);
    const samples = events.flatMap((event) => (event.type === 'sample' ? event : []));
    for (const id of ids) {
      const heard = samples.filter(({ entry }) => entry.workloadId === id);
      // A provisional one after each run of the warm-up, then one a repetition, and the last with its final status.
      expect(heard[0]?.entry.cold).not.toBeNull();
      const timed = heard.filter(({ entry }) => repetitionsOf(entry) > 0);
      expect(timed.map(({ entry }) => repetitionsOf(entry))).toEqual([1, 2, 3, 4, 5, 5]);
      expect(heard.map(({ final }) => final)).toEqual(heard.map((_, i) => i === heard.length - 1));
      // One figure has one interval, while the run goes on and in its result.
      const shown = result.results.find(({ workloadId }) => workloadId === id);
      expect(heard.at(-1)?.entry.tokensPerSecond).toEqual(shown?.tokensPerSecond);
      expect(heard.at(-1)?.entry.ttftSeconds).toEqual(shown?.ttftSeconds);
      expect(shown?.durations.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4]);
    }
    expect(result.formatRatios.map(({ test, metric, method, rounds }) => [test, metric, method, rounds])).toEqual([
      ['tg8', 'tokensPerSecond', 'by-round', 5],
      ['pp32', 'tokensPerSecond', 'by-round', 5],
      ['pp32', 'ttftSeconds', 'by-round', 5],
    ]);
    // What was written is what an import of it finds right.
    expect(importResult(toJson(result))).toMatchObject({ status: 'complete' });
    expect(result.stories.map(({ format }) => format)).toEqual(['fp16', 'int4']);
    // The texts, then five repetitions of eight tokens in each format.
    expect(result.latency?.map(({ format, waits }) => [format, waits.length])).toEqual([
      ...result.stories.map(({ format, tokens }) => [format, tokens - 1]),
      ...['fp16', 'int4'].map((format) => [format, 5 * 7]),
    ]);
    for (const story of result.stories) {
      const streamed = events.flatMap((event) =>
        event.type === 'text' && event.format === story.format ? event.piece : [],
      );
      expect(streamed.join('')).toBe(story.text);
      expect(story.text.length).toBeGreaterThan(100);
    }
  });

  describe('on request', () => {
    let run: Awaited<ReturnType<typeof runOn>>;
    let before = 0;
    beforeAll(async () => {
      before = liveBytes();
      run = await runOn(engine, { waterfalls: true, roofs: true, formats: ['w4a8'] });
    });

    it('measures what the device can do at most, and holds decode against it', () => {
      const { result, events } = run;
      expect(result.guards.timestamps).toMatchObject({ trusted: true });
      expect(result.roofs).toMatchObject({ bandwidth: {}, fmaF32: {}, fmaF16: {}, submitSeconds: {} });
      const types = events.map(({ type }) => type);
      expect(types.indexOf('roofs')).toBeGreaterThan(0);
      expect(types.indexOf('roofs')).toBeLessThan(types.indexOf('sample'));
      const most = result.roofs?.bandwidth?.median ?? NaN;
      for (const { phase, bandwidthShare, bytesReadPerToken, tokensPerSecond } of result.results) {
        if (phase === 'prefill') expect(bandwidthShare).toBeNull();
        else
          expect(bandwidthShare?.median).toBeCloseTo((bytesReadPerToken * (tokensPerSecond?.median ?? NaN)) / most, 9);
      }
      expect(result.results.map(({ phase }) => phase)).toContain('decode');
    });

    it('says where the time of each test goes, in parts that add up to what was measured', () => {
      const { result, events } = run;
      expect(result.waterfalls?.map(({ test }) => test)).toEqual(['tg8', 'pp32']);
      for (const { figures, leftOut, workloadId } of result.waterfalls ?? []) {
        expect(leftOut).toBe('');
        const measured =
          result.results.find((entry) => entry.workloadId === workloadId)?.tokensPerSecond?.median ?? NaN;
        const sum = (figures?.parts ?? []).reduce((all, { seconds }) => all + seconds, 0);
        expect(sum * measured).toBeCloseTo(1, 6);
        expect(figures?.parts.some(({ reached }) => (reached?.share ?? 0) > 0)).toBe(true);
      }
      expect(events.map(({ type }) => type)).toContain('waterfall');
    });

    it('frees what that took', () => expect(liveBytes()).toBe(before));
  });

  it('ends a run that is cancelled, keeps its samples, and starts the next within a second', async () => {
    const before = liveBytes();
    let cancelled = 0;
    const first = runOn(
      engine,
      { repetitions: 500 },
      once(
        (event) => event.type === 'sample' && repetitionsOf(event.entry) >= 3,
        () => {
          cancelled = performance.now();
          return engine.cancel();
        },
      ),
    );
    let started = 0;
    const second = first.then(() =>
      runOn(
        engine,
        { formats: ['int4'] },
        once(
          ({ type }) => type === 'plan',
          () => (started = performance.now()),
        ),
      ),
    );
    const { result } = await first;
    expect(result).toMatchObject({ status: 'cancelled', failure: { code: 'cancelled' } });
    // The same workloads, the same ids.
    expect(result.results.map(({ workloadId }) => workloadId)).toEqual(ids);
    for (const entry of result.results) {
      expect(entry.status).toBe('cancelled');
      expect(entry.tokensPerSecond?.samples.length).toBeGreaterThanOrEqual(2);
    }
    expect((await second).result.status).toBe('complete');
    console.log(`from cancel to the next run: ${(started - cancelled).toFixed(0)} ms`);
    expect(started - cancelled).toBeLessThan(1000);
    expect(liveBytes()).toBe(before);
  });

  it('is cancelled within a second also while it makes the weights of a larger model', async () => {
    let cancelled = 0;
    const { result } = await runOn(
      engine,
      { shape: 'SmolLM2-135M' },
      once(
        (event) => event.type === 'progress' && event.step === 'load-fp16' && event.fraction > 0,
        () => {
          cancelled = performance.now();
          return engine.cancel();
        },
      ),
    );
    expect(performance.now() - cancelled).toBeLessThan(1000);
    expect(result.results.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'cancelled'));
  });

  it('cancels a run that still waits for its turn, and no call that comes after', async () => {
    const describing = engine.describe('low-power');
    const waiting = runOn(engine);
    await engine.cancel();
    const after = runOn(engine, { formats: ['int4'], repetitions: 1 });
    expect((await describing).ok).toBe(true);
    expect((await waiting).result).toMatchObject({ status: 'cancelled' });
    expect((await after).result.status).toBe('complete');
  });

  it('runs two calls at once one after the other', async () => {
    const order: string[] = [];
    const first = runOn(engine, { formats: ['int4'], repetitions: 1 }, ({ type }) => order.push(`first ${type}`));
    const second = runOn(engine, { formats: ['int4'], repetitions: 1 }, ({ type }) => order.push(`second ${type}`));
    const [a, b] = await Promise.all([first, second]);
    expect(a.result.status).toBe('complete');
    expect(b.result.status).toBe('complete');
    expect(order.findLastIndex((one) => one.startsWith('first'))).toBeLessThan(
      order.findIndex((one) => one.startsWith('second')),
    );
  });

  it('measures a format that is asked for twice once', async () => {
    const { result } = await runOn(engine, { formats: ['int4', 'int4'], repetitions: 1 });
    expect(names(result)).toEqual(['int4 tg8', 'int4 pp32']);
    expect(result.status).toBe('complete');
  });

  it('measures several depths in one run, each the workload that it is alone, and tunes for each attention alone', async () => {
    const tests = testsAt(32, 8, [0, 48]);
    const { result } = await runOn(engine, { formats: ['int4'], tests, repetitions: 1, tuning: 'again' });
    expect(result).toMatchObject({ status: 'complete', suite: { name: 'tokamark-2', profile: 'custom' } });
    expect(names(result)).toEqual(['int4 tg8', 'int4 pp32', 'int4 tg8 @ d48', 'int4 pp32 @ d48']);
    expect(result.results.map(({ depth }) => depth)).toEqual([0, 0, 48, 48]);
    const alone = await runOn(engine, { formats: ['int4'], tests: testsAt(32, 8, [48]), repetitions: 1 });
    const deep = result.results.slice(2).map(({ workloadId }) => workloadId);
    expect(alone.result.results.map(({ workloadId }) => workloadId)).toEqual(deep);

    const again = result.tuning?.sites.map(({ id }) => id).filter((id) => id.endsWith(' @ d48')) ?? [];
    expect(again).toHaveLength(2);
    expect(again[0]).toMatch(/^decode attention /);
    expect(again[1]).toMatch(/^prefill attention /);
    // What ran is told of each test, under the name of its place.
    for (const { variants } of result.results) {
      expect(Object.keys(variants ?? {}).some((place) => place.includes('attention'))).toBe(true);
      expect(Object.keys(variants ?? {}).join()).not.toContain('@ d48');
    }
  });

  it('decodes for long, with a curve of the very test that it measured', async () => {
    const { result, events } = await runOn(engine, {
      formats: ['int4'],
      sustained: { format: 'int4', seconds: seconds(2) },
    });
    expect(result.status).toBe('complete');
    const { sustained } = result;
    expect(sustained?.workloadId).toBe(result.results[0]?.workloadId);
    expect(sustained?.samples.length).toBeGreaterThan(5);
    for (const { tokens, guard } of sustained?.samples ?? []) {
      expect(tokens % 8).toBe(0);
      expect(guard).toBeNull();
    }
    const times = sustained?.samples.map(({ at }) => at) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(2);
    expect(sustained?.ratio?.median).toBeGreaterThan(0);
    // The last event may still be on its way when the result is there.
    expect(events.filter(({ type }) => type === 'sustained').length).toBeGreaterThanOrEqual(times.length - 1);
  });

  it('keeps the curve of a long decode that is cancelled', async () => {
    const { result } = await runOn(
      engine,
      { formats: ['int4'], repetitions: 1, sustained: { format: 'int4', seconds: seconds(300) } },
      once(
        ({ type }) => type === 'sustained',
        () => engine.cancel(),
      ),
    );
    expect(result.status).toBe('cancelled');
    expect(result.results.map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect(result.sustained?.samples.length).toBeGreaterThan(0);
  });

  it('counts nothing that was timed while the tab was hidden, and goes on when it is back', async () => {
    const hide = (active: boolean) => engine.notice({ guard: 'hidden-tab', active });
    const { result } = await runOn(
      engine,
      { formats: ['int4'] },
      once(
        (event) => event.type === 'sample' && repetitionsOf(event.entry) >= 2,
        async () => {
          await hide(true);
          setTimeout(() => void hide(false), 500);
        },
      ),
    );
    expect(result.status).toBe('complete');
    expect(result.warnings.map(({ code }) => code)).toContain('hidden-tab');
    const [period] = result.guards.periods;
    expect(period).toMatchObject({ guard: 'hidden-tab' });
    expect((period?.to ?? 0) - (period?.from ?? 0)).toBeGreaterThan(0.4);
    for (const { tokensPerSecond, ttftSeconds, phase, voided } of result.results) {
      expect(tokensPerSecond?.samples).toHaveLength(5);
      if (phase === 'prefill') expect(ttftSeconds?.samples).toHaveLength(5);
      for (const { guard } of voided) expect(guard).toBe('hidden-tab');
    }
  });

  it('refuses an unknown shape by name, with the shapes that there are', async () => {
    const { result } = await runOn(engine, { shape: 'GPT-5' });
    expect(result).toMatchObject({ status: 'failed', results: [], failure: { code: 'option', where: 'shape' } });
    expect(result.failure?.message).toContain('"GPT-5"');
    expect(result.failure?.remedy).toContain('SmolLM2-135M');
  });

  it('refuses more positions than the shape has', async () => {
    const { result } = await runOn(engine, { tests: testsAt(1000, 8, [100]) });
    expect(result.failure).toMatchObject({ code: 'option' });
    expect(result.failure?.message).toMatch(/1024 positions.*1100/);
  });

  it('measures a model from a folder under the digest of its weights', async () => {
    const { files } = makeTinyLlama();
    const { result } = await runOn(engine, { shape: null, model: files, repetitions: 1 });
    expect(result.status).toBe('complete');
    expect(result.results[0]?.model).toMatchObject({ name: 'tiny-llama', weights: 'file' });
    expect(result.results[0]?.workload.weights).toHaveProperty('sha256');
  });

  it('says what is wrong with a folder as a result with the file and the remedy', async () => {
    const { files } = makeTinyLlama();
    const { result } = await runOn(engine, { shape: null, model: { ...files, weights: files.weights.slice(0, 5000) } });
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'weights' } });
    expect(`${result.failure?.where} ${result.failure?.message}`).toContain('tiny-llama/model.safetensors');
  });
});

describe('writing', () => {
  const { engine, liveBytes } = engineOn();
  const ask: Omit<GenerateRequest, 'model'> = {
    powerPreference: HIGH,
    format: 'fp16',
    prompt: 'Once upon a time',
    tokens: 24,
    temperature: 0,
    seed: 0,
    ignoreEndOfText: true,
    bos: true,
  };
  const write = async (change: Partial<GenerateRequest> = {}) => {
    const pieces: string[] = [];
    const model = await fable();
    const outcome = await engine.generate({ ...ask, model, ...change }, ({ piece }) => pieces.push(piece));
    return { outcome, streamed: pieces.join('') };
  };

  it('gives the prompt’s tokens, the generated ones, and their text, as it was streamed', async () => {
    const { outcome, streamed } = await write();
    const { promptTokens, tokens, text, stopped, tokensPerSecond } = valueOf(outcome);
    const { tokenizer } = await openModelFiles(await fable());
    expect(promptTokens).toEqual(tokenizer.encode('Once upon a time'));
    expect(tokens).toHaveLength(24);
    expect(text).toBe(tokenizer.decode([...tokens]));
    expect(streamed).toBe(text);
    expect(stopped).toBe('length');
    expect(tokensPerSecond).toBeGreaterThan(0);
    expect(valueOf((await write()).outcome).tokens).toEqual(tokens);
  });

  it('draws the same text for the same seed and another for another', async () => {
    const drawn = async (seed: number) => valueOf((await write({ temperature: 1, seed })).outcome).tokens;
    const first = await drawn(5);
    expect(await drawn(5)).toEqual(first);
    expect(await drawn(6)).not.toEqual(first);
  });

  it('ends with the text, and goes on where that is to be ignored', async () => {
    const { files } = makeTinyLlama({ config: { eos_token_id: null } });
    const all = valueOf((await write({ model: files, tokens: 12 })).outcome).tokens;
    expect(all).toHaveLength(12);
    const ends = makeTinyLlama({ config: { eos_token_id: all[5] } }).files;
    const until = valueOf((await write({ model: ends, tokens: 12, ignoreEndOfText: false })).outcome);
    expect(until).toMatchObject({ tokens: all.slice(0, all.indexOf(all[5] ?? -1)), stopped: 'end-of-text' });
    expect(valueOf((await write({ model: ends, tokens: 12 })).outcome).tokens).toEqual(all);
  });

  it('refuses what is longer than the model, and an empty prompt', async () => {
    const { outcome: long } = await write({ tokens: 513 });
    expect(long).toMatchObject({ ok: false, error: { code: 'option', where: 'tokens' } });
    expect(long.ok ? '' : long.error.message).toMatch(/518.*512/);
    expect((await write({ prompt: '' })).outcome).toMatchObject({
      ok: false,
      error: { code: 'option', where: 'prompt' },
    });
  });

  it('keeps what was written when it is cancelled, and frees its buffers', async () => {
    const before = liveBytes();
    const model = await fable();
    let streamed = 0;
    const outcome = await engine.generate({ ...ask, model, tokens: 480 }, () => {
      streamed += 1;
      if (streamed === 3) void engine.cancel();
    });
    const { tokens, stopped } = valueOf(outcome);
    expect(stopped).toBe('cancelled');
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    expect(tokens.length).toBeLessThan(480);
    expect(liveBytes()).toBe(before);
  });
});

describe('all that these runs have compiled', () => {
  it('is in the shader hash: in decode and prefill, checks, roofs, profiles, tuning and texts', () => {
    expect(compiledKernels()).toEqual(
      expect.arrayContaining(['attention', 'gemm', 'gemv', 'rms-norm', 'roof-chains', 'sample']),
    );
  });
});
