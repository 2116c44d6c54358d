/** A session at work on Dawn: the same tokens whichever way they are asked for, and stops, cancels and losses that leave it whole. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gpu, seenAs, withDevice } from '../../test/fixtures/device';
import { makeTinyLlama } from '../../test/fixtures/tiny-llama';
import type { GpuContext } from '../device/context';
import { openContext } from '../device/open';
import { openModelFiles } from './files/folder';
import { loadModel, type LoadedModel } from './load';
import { scoreByPrefill } from './score';
import { GREEDY, Session, type Choice } from './session';
import { weightsFromFiles } from './weights/from-files';
import { RECIPES } from '../kernels/recipe';

const PROMPT = [7, 300, 0, 41, 299, 120, 5, 88, 201, 17, 256];
const START = PROMPT.length;
const COUNT = 20;
const VOCABULARY = 301;

async function loadTiny(context: GpuContext, chunk = 8): Promise<LoadedModel> {
  const { config, tensors } = await openModelFiles(
    // Where embedding and LM head are one, a random model says its last token again.
    makeTinyLlama({ vocabSize: VOCABULARY, tied: false }).files,
  );
  return loadModel(
    context,
    () => weightsFromFiles(context, { config, tensors }, RECIPES.int4),
    { capacity: 40, chunk, allLogits: true, sampling: true },
    null,
  );
}

const sampled = (seed: number, temperature = 1): Choice => ({ kind: 'sample', temperature, seed });

describe('a session', () => {
  const context = withDevice();
  let model: LoadedModel;
  beforeAll(async () => {
    model = await loadTiny(context());
  });
  afterAll(() => model.dispose());
  const session = () => model.session;

  /** The prompt's next token and COUNT more, with nothing read back until the end. */
  async function batched(choice: Choice, from = session()): Promise<number[]> {
    await from.prefill(PROMPT, 0, choice);
    await from.decodeBatched(COUNT, choice);
    return from.tokens(START, START + 1 + COUNT);
  }

  it('gives the same greedy tokens batched, streamed and step by step', async () => {
    const expected = await batched(GREEDY);
    expect(new Set(expected).size).toBeGreaterThan(3);

    await session().prefill(PROMPT, 0, GREEDY);
    const streamed = [await session().tokenAt(START)];
    await session().decodeStreamed(START, COUNT, GREEDY, (token) => streamed.push(token) > 0);
    expect(streamed).toEqual(expected);

    await session().prefill(PROMPT, 0, GREEDY);
    const stepped = [await session().tokenAt(START)];
    for (let i = 1; i <= COUNT; i++) {
      await session().decodeBatched(1, GREEDY);
      stepped.push(await session().tokenAt(START + i));
    }
    expect(stepped).toEqual(expected);
  });

  it('chooses the likeliest token after each', async () => {
    const text = [...PROMPT, ...(await batched(GREEDY))];
    const logits = await scoreByPrefill(context(), session(), text.slice(0, -1));
    for (let i = START; i < text.length; i++) {
      const row = logits.subarray((i - 1) * VOCABULARY, i * VOCABULARY);
      // Prefill and decode sum in another order: a choice is right if it is as good as the best up to that.
      expect(row[text[i] ?? -1]).toBeGreaterThanOrEqual(Math.max(...row) - 1e-3);
    }
  });

  it('reads a prompt in two parts as it reads it whole', async () => {
    const expected = await batched(GREEDY);
    await session().prefill(PROMPT.slice(0, 3), 0, GREEDY);
    await session().prefill(PROMPT.slice(3), 3, GREEDY);
    await session().decodeBatched(COUNT, GREEDY);
    expect(await session().tokens(START, START + 1 + COUNT)).toEqual(expected);
  });

  it('reads a prompt by steps of decode where no prefill pass was made, in one part or two', async () => {
    const expected = await batched(GREEDY);
    const stepwise = await loadTiny(context(), 0);
    expect(stepwise.transformer.prefill.dispatches).toEqual([]);
    expect(await batched(GREEDY, stepwise.session)).toEqual(expected);
    await stepwise.session.prefill(PROMPT.slice(0, 3), 0, GREEDY);
    await stepwise.session.prefill(PROMPT.slice(3), 3, GREEDY);
    await stepwise.session.decodeBatched(COUNT, GREEDY);
    expect(await stepwise.session.tokens(START, START + 1 + COUNT)).toEqual(expected);
    const two = [0, 1].map((sequence) => ({ sequence, position: 0, tokens: PROMPT }));
    await expect(stepwise.session.prefillTogether(two, GREEDY)).rejects.toThrow(RangeError);
    stepwise.dispose();
  });

  it('stops as soon as it is told, and goes on from there', async () => {
    const expected = await batched(GREEDY);
    await session().prefill(PROMPT, 0, GREEDY);
    const heard: number[] = [];
    await session().decodeStreamed(START, COUNT, GREEDY, (token) => heard.push(token) < 3);
    expect(heard).toEqual(expected.slice(1, 4));
    session().rewind(START + 3, heard[2] ?? -1);
    await session().decodeBatched(COUNT - 3, GREEDY);
    expect(await session().tokens(START, START + 1 + COUNT)).toEqual(expected);
  });

  it('goes on from a depth that it is rewound to', async () => {
    const expected = await batched(GREEDY);
    for (const depth of [1, 9]) {
      session().rewind(START + depth, expected[depth] ?? -1);
      await session().decodeBatched(COUNT - depth, GREEDY);
      expect(await session().tokens(START, START + 1 + COUNT)).toEqual(expected);
    }
  });

  it('gives the same tokens however its work is cut into submits', async () => {
    const expected = await batched(GREEDY);
    for (const [flopsPerSubmit, inFlight] of [
      [1, 1],
      [20_000, 3],
      [1e12, 8],
    ] as const) {
      const cut = new Session(context(), model.transformer, null);
      cut.limits.prefill = { flopsPerSubmit, inFlight };
      cut.limits.decode = { flopsPerSubmit, inFlight };
      expect(await batched(GREEDY, cut)).toEqual(expected);
    }
  });

  it('refuses what its cache has no room for', async () => {
    await expect(session().prefill(new Array<number>(41).fill(1), 0, GREEDY)).rejects.toThrow('41 positions');
    await expect(session().decodeStreamed(30, 11, GREEDY, () => true)).rejects.toThrow('41 positions');
  });

  describe('sampling', () => {
    it('gives the same text for the same seed, batched or streamed, and another for another seed', async () => {
      const text = await batched(sampled(1));
      expect(await batched(sampled(1))).toEqual(text);
      expect(await batched(sampled(2))).not.toEqual(text);
      await session().prefill(PROMPT, 0, sampled(1));
      const streamed = [await session().tokenAt(START)];
      await session().decodeStreamed(START, COUNT, sampled(1), (token) => streamed.push(token) > 0);
      expect(streamed).toEqual(text);
    });

    it('is greedy where the temperature leaves no choice', async () => {
      expect(await batched(sampled(3, 1e-4))).toEqual(await batched(GREEDY));
    });
  });

  describe('a cancel', () => {
    const CANCELLED = { name: 'TokamarkError', code: 'cancelled' };

    it('ends a streamed text between two tokens, and a new session goes on', async () => {
      const expected = await batched(GREEDY);
      const cancel = new AbortController();
      const cancelled = new Session(context(), model.transformer, cancel.signal);
      await cancelled.prefill(PROMPT, 0, GREEDY);
      const heard: number[] = [];
      const streaming = cancelled.decodeStreamed(START, COUNT, GREEDY, (token) => {
        if (heard.push(token) === 4) cancel.abort();
        return true;
      });
      await expect(streaming).rejects.toMatchObject(CANCELLED);
      expect(heard).toEqual(expected.slice(1, 5));
      await expect(cancelled.prefill(PROMPT, 0, GREEDY)).rejects.toMatchObject(CANCELLED);
      expect(await batched(GREEDY, new Session(context(), model.transformer, null))).toEqual(expected);
    });

    it('ends a batch between two submits', async () => {
      const cancel = new AbortController();
      const cancelled = new Session(context(), model.transformer, cancel.signal);
      cancelled.limits.decode = { flopsPerSubmit: 1, inFlight: 1 };
      await cancelled.prefill(PROMPT, 0, GREEDY);
      const batch = cancelled.decodeBatched(COUNT, GREEDY);
      setTimeout(() => cancel.abort(), 0);
      await expect(batch).rejects.toMatchObject(CANCELLED);
    });
  });
});

describe('a device lost in the middle', () => {
  // vitest fails a run in which a rejection was handled by nobody.
  it.each(['streamed', 'batched'] as const)('of a %s text is one typed error', async (way) => {
    const context = await openContext(gpu, 'high-performance');
    const { session } = await loadTiny(context);
    await session.prefill(PROMPT, 0, GREEDY);
    const lost =
      way === 'streamed'
        ? session.decodeStreamed(START, COUNT, GREEDY, () => {
            context.device.destroy();
            return true;
          })
        : session.decodeBatched(COUNT, GREEDY);
    if (way === 'batched') context.device.destroy();
    await expect(lost).rejects.toMatchObject({ name: 'TokamarkError', code: 'device-lost' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

it('a model that is disposed of leaves nothing on the device, and one that fails to load neither', async () => {
  const context = await openContext(gpu, 'high-performance');
  try {
    (await loadTiny(context)).dispose();
    expect(context.buffers.current).toBe(0);
    // Enough for every weight, not for eight rows of logits.
    const small = seenAs(() => context, { limits: { ...context.granted.limits, maxStorageBufferBindingSize: 8192 } });
    await expect(loadTiny(small())).rejects.toMatchObject({ code: 'too-large', where: 'logits' });
    expect(small().buffers.peak).toBeGreaterThan(50_000);
    expect(small().buffers.current).toBe(0);
  } finally {
    context.close();
  }
});

it('refuses tokens that the cache has no room for, before any is computed', async () => {
  const context = await openContext(gpu, 'high-performance');
  try {
    const { session, transformer } = await loadTiny(context);
    const { capacity } = transformer.options;
    session.rewind(capacity - 2, 1);
    await session.decodeBatched(2, GREEDY);
    await expect(session.decodeBatched(1, GREEDY)).rejects.toThrow(RangeError);
    expect(() => session.rewind(capacity + 1, 1)).toThrow(RangeError);
  } finally {
    context.close();
  }
});
