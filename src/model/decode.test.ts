/** How many dispatches a token takes, on a software adapter and with the variants of a GPU. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { loadModel } from './load';
import { SHAPES } from './shapes';
import { GREEDY } from './session';
import { syntheticWeights } from './weights/synthetic';
import { RECIPES } from '../kernels/recipe';

const config = SHAPES.find(({ name }) => name === 'Fable') ?? expect.fail('no Fable');
const LAYERS = 2;
const PROMPT = [5, 6, 7];

describe.each([
  { where: 'a software adapter', change: {} },
  { where: 'a GPU', change: { software: false } },
])('a token on $where', ({ change }) => {
  const context = seenAs(withDevice(), change);
  const load = (format: 'int4' | 'w4a8') =>
    loadModel(
      context(),
      () => syntheticWeights(context(), { ...config, layers: LAYERS }, RECIPES[format]),
      { capacity: 300, chunk: 8, allLogits: false },
      null,
    );

  it.each(['int4', 'w4a8'] as const)('takes five dispatches a layer at %s, everything fused', async (format) => {
    const model = await load(format);
    try {
      // Beside the layers: the embedding's row and the LM head with its norm.
      expect(model.transformer.steps[0].decode).toHaveLength(5 * LAYERS + 2);
    } finally {
      model.dispose();
    }
  });

  it('uploads nothing, and shares one pass and one submit with others where none is read back', async () => {
    const { session, dispose } = await load('int4');
    try {
      session.limits.decode = { flopsPerSubmit: 1e12, inFlight: 2 };
      await session.prefill(PROMPT, 0, GREEDY);
      const before = session.counter.total;
      await session.decodeBatched(8, GREEDY);
      const { total } = session.counter;
      expect(total.dispatches - before.dispatches).toBe(8 * (5 * LAYERS + 3));
      expect([total.passes - before.passes, total.submits - before.submits]).toEqual([1, 1]);
      expect([total.bytesUploaded, total.bytesReadBack]).toEqual([before.bytesUploaded, before.bytesReadBack]);
      expect(total.encodings.at(-1)).toBeGreaterThan(0);
    } finally {
      dispose();
    }
  });

  it('is read back as four bytes, in a pass and a submit of its own, where it is streamed', async () => {
    const { session, dispose } = await load('int4');
    try {
      await session.prefill(PROMPT, 0, GREEDY);
      const before = session.counter.total;
      await session.decodeStreamed(PROMPT.length, 5, GREEDY, () => true);
      const { total } = session.counter;
      expect(total.bytesReadBack - before.bytesReadBack).toBe(5 * 4);
      expect([total.passes - before.passes, total.submits - before.submits]).toEqual([5, 5]);
      expect(total.bytesUploaded).toBe(before.bytesUploaded);
    } finally {
      dispose();
    }
  });

  it('is the same token whatever variants are chosen', async () => {
    const { session, choose, sites, dispose } = await load('int4');
    try {
      const tokens = async () => {
        await session.prefill(PROMPT, 0, GREEDY);
        await session.decodeBatched(6, GREEDY);
        return session.tokens(PROMPT.length, PROMPT.length + 7);
      };
      const expected = await tokens();
      const last = sites().decode.map(({ id, variants }) => [id, variants.at(-1)?.id ?? ''] as const);
      await choose(new Map(last));
      expect(await tokens()).toEqual(expected);
    } finally {
      dispose();
    }
  });
});
