/** A peer in a run, with its worker played: what it may do wrong costs itself alone, and its worker is ended. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { fable } from '../../test/fixtures/engine';
import { Bench, SILENT } from '../benchmark/bench';
import type { Loading } from '../benchmark/contestant';
import { spreadPrompts } from '../benchmark/prompts';
import type { Test } from '../benchmark/workload';
import { seconds } from '../foundation/units';
import { RECIPES } from '../kernels/recipe';
import { shapeNamed } from '../model/shapes';
import { peerContestant } from './contestant';
import type { PeerPass, PeerPassed, PeerWork } from './peer-work';

const context = withDevice();
const FABLE = shapeNamed('Fable');
const PREFILL: Test = { phase: 'prefill', depth: 4, tokens: 8, batch: 1 };
const DECODE: Test = { phase: 'decode', depth: 4, tokens: 3, batch: 1 };

const HOST = 'https://page.example/bench/';

/** The host of the page, played. */
const host = vi.fn<typeof fetch>();
beforeEach(() => {
  host.mockReset().mockResolvedValue(new Response());
  vi.stubGlobal('fetch', host);
});
afterEach(() => vi.unstubAllGlobals());

const answers = ({ tokens }: PeerPass): PeerPassed => ({
  taken: seconds(0.5),
  times: Array.from({ length: tokens }, (_, i) => seconds(10 + i)),
  tokens: Array.from({ length: tokens }, (_, i) => 100 + i),
});

async function peer(
  work: Partial<PeerWork> = {},
  failed: Promise<never> = new Promise(() => undefined),
  readsOn = true,
) {
  const seen = { passes: [] as PeerPass[], terminated: 0, refused: [] as Test[] };
  const controller = new AbortController();
  failed.catch(() => undefined);
  const contestant = peerContestant({
    ...{ engine: 'onnxruntime-web', recipe: RECIPES.int4, about: { version: 'a peer 1.0', settings: [] } },
    readsOn,
    request: {
      ...{ peer: 'onnxruntime-web', format: 'int4', float: 'f32', slowAnswer: null },
      ...{ powerPreference: 'high-performance', base: HOST },
      model: await fable(),
    },
    spawn: () => ({
      work: {
        load: () => Promise.resolve({ weightBytes: 1000 }),
        pass: (pass) => {
          seen.passes.push(pass);
          return Promise.resolve(answers(pass));
        },
        logits: () => Promise.resolve(null),
        ...work,
      },
      failed,
      terminate: () => void (seen.terminated += 1),
    }),
  });
  const loading: Loading = {
    ...{ bench: new Bench({ context: context(), signal: controller.signal, events: SILENT }), config: FABLE },
    ...{ tests: [PREFILL, DECODE], prompts: spreadPrompts(FABLE.vocabSize), gemmRates: null, tuning: null },
    makeWeights: () => Promise.reject(new Error('a peer has weights of its own')),
    heard: {
      ...{ onBegin: vi.fn(), onProgress: vi.fn(), onLost: vi.fn() },
      onRefused: (tests) => seen.refused.push(...tests),
    },
  };
  return { contestant, loading, seen, cancel: () => controller.abort() };
}

describe('a peer', () => {
  it('is asked for the context, the prompt and as many tokens as ours, and says what it wrote', async () => {
    const { contestant, loading, seen } = await peer();
    const loaded = await contestant.load(loading);
    expect(await loaded.pass(PREFILL)).toEqual({ taken: 0.5, work: null });
    expect(await loaded.pass(DECODE)).toMatchObject({ times: [10, 11, 12], tokens: [100, 101, 102] });
    const { context: before, after } = loading.prompts;
    expect(seen.passes).toEqual([
      { phase: 'prefill', tokens: 1, context: before(4, 0), read: after(4, 8, 0) },
      { phase: 'decode', tokens: 3, context: before(4, 0), read: after(4, 1, 0) },
    ]);
    expect(loaded.facts(DECODE)).toMatchObject({ weightBytes: 1000, tokensPerSubmit: 1 });
    await loaded.dispose();
    expect(seen.terminated).toBe(1);
  });

  it('is not asked for several sequences, nor for tokens all at once', async () => {
    const { contestant, loading, seen } = await peer();
    const others: Test[] = [
      { ...DECODE, batch: 4 },
      { ...DECODE, delivery: 'batched' },
    ];
    const loaded = await contestant.load({ ...loading, tests: [DECODE, ...others] });
    expect(loaded.tests).toEqual([DECODE]);
    expect(seen.refused).toEqual(others);
  });

  it('that reads all in each call is not asked for a prompt after a context, whose time would be that of both', async () => {
    const { contestant, loading, seen } = await peer({}, undefined, false);
    const loaded = await contestant.load({ ...loading, tests: [{ ...PREFILL, depth: 0 }, PREFILL, DECODE] });
    expect(loaded.tests).toEqual([{ ...PREFILL, depth: 0 }, DECODE]);
    expect(seen.refused).toEqual([PREFILL]);
  });

  it('that cannot be loaded, or whose worker dies, says so and is ended', async () => {
    const broken = await peer({ load: () => Promise.reject(new Error('no such operator')) });
    await expect(broken.contestant.load(broken.loading)).rejects.toMatchObject({
      code: 'peer',
      message: 'onnxruntime-web INT4 failed while it was loaded.',
      details: 'Error: no such operator',
    });
    const dead = await peer({ load: () => new Promise(() => undefined) }, Promise.reject(new Error('out of memory')));
    await expect(dead.contestant.load(dead.loading)).rejects.toMatchObject({ code: 'peer' });
    expect([broken.seen.terminated, dead.seen.terminated]).not.toContain(0);
  });

  it.each([
    ['its code', { load: () => new Promise<never>(() => undefined) }, 'no code'],
    ['its WebAssembly', { load: () => Promise.reject(new TypeError('Failed to fetch')) }, null],
  ])('that lacks %s because the page is offline says that it is not kept, and what to do', async (_, work, died) => {
    host.mockRejectedValue(new TypeError('Failed to fetch'));
    const { contestant, loading, seen } = await peer(work, ...(died === null ? [] : [Promise.reject(new Error(died))]));
    await expect(contestant.load(loading)).rejects.toMatchObject({
      code: 'network',
      message: 'The engine could not be loaded, and the host of this page does not answer.',
      where: 'onnxruntime-web INT4',
      remedy: expect.stringContaining('not kept for use offline: connect again'),
      details: expect.stringMatching(/no code|Failed to fetch/),
    });
    // Of a file that is never kept, and not of a copy.
    const address = new URL(`${HOST}models/fable/onnx/templates.json`);
    expect(host).toHaveBeenCalledWith(address, { method: 'HEAD', cache: 'no-store' });
    expect(seen.terminated).toBeGreaterThan(0);
  });

  it('gives way at once where the run is cancelled while nobody knows whether the host answers', async () => {
    const { contestant, loading, cancel } = await peer({ load: () => Promise.reject(new Error('no wasm')) });
    host.mockImplementation(() => {
      cancel();
      return new Promise(() => undefined);
    });
    await expect(contestant.load(loading)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['too few tokens', (pass: PeerPass) => ({ ...answers(pass), tokens: [1] })],
    ['tokens that the model does not have', (pass: PeerPass) => ({ ...answers(pass), tokens: [1, 2, 2048] })],
    ['fewer times than tokens', (pass: PeerPass) => ({ ...answers(pass), times: [seconds(1)] })],
    ['times that go back', (pass: PeerPass) => ({ ...answers(pass), times: [3, 2, 1].map(seconds) })],
  ])('that gives %s is not timed', async (_, answer) => {
    const { contestant, loading, seen } = await peer({ pass: (pass) => Promise.resolve(answer(pass)) });
    const loaded = await contestant.load(loading);
    await expect(loaded.pass(DECODE)).rejects.toMatchObject({
      ...{ code: 'peer', message: 'onnxruntime-web INT4 failed to write as many tokens as it was asked for.' },
    });
    expect(seen.terminated).toBe(1);
  });

  it('that takes less than the clock can tell is not timed, and says so', async () => {
    const { contestant, loading } = await peer({
      pass: (pass) => Promise.resolve({ ...answers(pass), taken: seconds(0) }),
    });
    const loaded = await contestant.load(loading);
    await expect(loaded.pass(DECODE)).rejects.toMatchObject({
      ...{ code: 'peer', message: 'onnxruntime-web INT4 took less time than the clock of this browser can tell.' },
    });
  });

  it('gives the logits of a text, or says that its engine has none', async () => {
    const logits = new Float32Array(2 * FABLE.vocabSize).fill(0.5);
    const { contestant, loading } = await peer({
      logits: () => Promise.resolve({ vocabSize: FABLE.vocabSize, logits }),
    });
    const loaded = await contestant.load(loading);
    expect(await loaded.logits?.([5, 9])).toEqual({ vocabSize: FABLE.vocabSize, firstPosition: 0, logits });
    await expect(loaded.logits?.([5, 9, 2])).rejects.toMatchObject({
      code: 'peer',
      message: 'onnxruntime-web INT4 failed to give 2048 logits for each of 3 tokens.',
    });
    const mute = await peer();
    expect(await (await mute.contestant.load(mute.loading)).logits?.([5, 9])).toBeNull();
  });

  it('that answers with anything else than logits is not believed', async () => {
    const answer = JSON.parse(JSON.stringify({ vocabSize: FABLE.vocabSize, logits: [1, 2] }));
    const { contestant, loading } = await peer({ logits: () => Promise.resolve(answer) });
    const loaded = await contestant.load(loading);
    await expect(loaded.logits?.([5])).rejects.toMatchObject({ code: 'peer' });
  });

  it('has as long for a pass as its own first one took with all that goes before what is timed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      // It reads a long prompt for 100 s, and then writes for half a second.
      let reads = 100_000;
      const { contestant, loading, seen } = await peer({
        pass: async (pass) => {
          await new Promise((resolve) => setTimeout(resolve, reads));
          return answers(pass);
        },
      });
      const loaded = await contestant.load(loading);
      const passOf = async (milliseconds: number) => {
        reads = milliseconds;
        const passing = loaded.pass(DECODE).catch((thrown: unknown) => thrown);
        await vi.advanceTimersByTimeAsync(milliseconds);
        return passing;
      };
      expect(await passOf(100_000)).toMatchObject({ taken: 0.5 });
      expect(await passOf(900_000)).toMatchObject({ taken: 0.5 });
      expect(seen.terminated).toBe(0);
      expect(await passOf(1_100_000)).toMatchObject({
        ...{ code: 'peer', message: 'onnxruntime-web INT4 did not answer within 1000 s, and was ended.' },
        where: 'onnxruntime-web INT4',
      });
      expect(seen.terminated).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives way at once where the run is cancelled', async () => {
    const { contestant, loading, seen, cancel } = await peer({ pass: () => new Promise(() => undefined) });
    const loaded = await contestant.load(loading);
    const passing = loaded.pass(DECODE);
    cancel();
    await expect(passing).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen.terminated).toBe(1);
  });
});
