/** The real engine on Dawn with folders whose numbers a format cannot hold: that format has no speed and no text, the others have. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../../src/foundation/units';
import { MODEL_FORMATS } from '../../src/kernels/recipe';
import type { GenerateRequest } from '../../src/worker/protocol';
import { changedLlama, scaledBy } from '../fixtures/changed-llama';
import { engineOn, HIGH, runOn, valueOf } from '../fixtures/engine';
import { testsAt } from '../../src/benchmark/suite/suite';

const UP = 'model.layers.1.mlp.up_proj.weight';
const V = 'model.layers.1.self_attn.v_proj.weight';

/** A BF16 weight that binary16 has as Infinity, at row 2, column 8. */
const TOO_LARGE = changedLlama({ [UP]: (value, index) => (index === 80 ? 70_144 : value) }, { dtype: 'BF16' }).files;
/** Values of 1e5, which the cache would hold at 65,504. */
const BEYOND_CACHE = changedLlama(scaledBy(1e5, V)).files;

describe('an engine', () => {
  const { engine, liveBytes } = engineOn();
  const tests = testsAt(6, 4, [0]);
  const writing = (change: Partial<GenerateRequest>): GenerateRequest => ({
    powerPreference: HIGH,
    model: TOO_LARGE,
    format: 'fp16',
    prompt: 'abc',
    tokens: 5,
    temperature: 0,
    seed: 1,
    ignoreEndOfText: true,
    bos: true,
    ...change,
  });

  it('refuses the format that cannot hold a weight, and measures the others', async () => {
    const { result } = await runOn(engine, { model: TOO_LARGE, shape: null, formats: ['fp16', 'int8'], tests });
    expect(result).toMatchObject({ status: 'failed', failure: null });
    for (const entry of result.results) {
      if (entry.format === 'int8') {
        expect(entry).toMatchObject({ status: 'complete', error: null, lostWeights: null });
        expect(entry.tokensPerSecond?.samples).toHaveLength(5);
      } else {
        expect(entry).toMatchObject({
          status: 'failed',
          tokensPerSecond: null,
          cold: null,
          error: { code: 'range', where: UP },
        });
        expect(entry.error?.message).toContain('holds 70144 at row 2, column 8');
      }
    }
    expect(liveBytes()).toBeLessThan(1024);
  });

  it.each(['off', 'remembered'] as const)(
    'ends each format whose values exceed the cache before it has a speed, with tuning %s',
    async (tuning) => {
      const { result, events } = await runOn(engine, {
        ...{ model: BEYOND_CACHE, shape: null, tests, tuning },
        formats: ['int4', 'w4a8'],
        sustained: { format: 'int4', seconds: seconds(1) },
      });
      expect(result).toMatchObject({ status: 'failed', failure: null, sustained: null });
      expect(result.results).toHaveLength(4);
      for (const entry of result.results) {
        expect(entry).toMatchObject({
          ...{ status: 'failed', tokensPerSecond: null, cold: null, durations: [] },
          error: { code: 'range', where: 'layer 1 value cache' },
        });
      }
      // Nobody saw a number either.
      for (const event of events) if (event.type === 'sample') expect(event.entry.tokensPerSecond).toBeNull();
      expect(liveBytes()).toBeLessThan(1024);
    },
  );

  it('says what a format rounds to nothing, and measures it', async () => {
    const { files } = changedLlama({ [V]: (value, index) => (index % 50 === 0 ? 1e-9 : value) });
    const { result } = await runOn(engine, { model: files, shape: null, formats: ['fp16'], tests, repetitions: 1 });
    expect(result.status).toBe('complete');
    expect(result.warnings.filter(({ code }) => code === 'weights').map(({ message }) => message)).toEqual([
      expect.stringContaining(`FP16: 9 of the 432 weights of ${V} become zero (the first at row 0, column 0: 1e-9`),
    ]);
    expect(result.results[0]?.lostWeights).toMatchObject({
      ...{ weights: 9, tensors: 1 },
      first: { tensor: V, row: 0, column: 0 },
    });
  });

  it('writes no text with numbers out of range', async () => {
    const pieces: string[] = [];
    const error = async (change: Partial<GenerateRequest>) => {
      const outcome = await engine.generate(writing(change), ({ piece }) => pieces.push(piece));
      return outcome.ok ? null : outcome.error;
    };
    expect(await error({})).toMatchObject({ code: 'range', where: UP });
    for (const format of MODEL_FORMATS) {
      // At NVFP4 the large V leaves Q and K nothing.
      const where = format === 'nvfp4' ? /q_proj\.weight$/ : /^layer 1 value cache$/;
      expect(await error({ model: BEYOND_CACHE, format })).toMatchObject({
        code: 'range',
        where: expect.stringMatching(where),
      });
    }
    expect(pieces).toEqual([]);
    expect(await error({ format: 'int8' })).toBeNull();
  });

  it('gives no logits of them', async () => {
    const outcome = await engine.score({
      ...{ powerPreference: HIGH, model: BEYOND_CACHE, format: 'fp16', tokens: [1, 2, 3] },
      path: { kind: 'prefill' },
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'range' } });
    const plain = { ...changedLlama({}).files, name: 'plain' };
    const request = { powerPreference: HIGH, model: plain, format: 'fp16', tokens: [1, 2, 3] } as const;
    expect(valueOf(await engine.score({ ...request, path: { kind: 'prefill' } })).vocabSize).toBe(301);
  });
});
