/**
 * What recording a token costs this thread, on Dawn's null backend: a device that takes all commands and runs none, so that no
 * GPU made of threads competes with what is timed. Says nothing of any GPU.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create, globals } from 'webgpu';
import { median } from 'simple-statistics';
import type { GpuContext } from '../../src/device/context';
import { openContext } from '../../src/device/open';
import { perToken } from '../../src/model/counters';
import { since } from '../../src/model/counters';
import { loadModel, type LoadedModel } from '../../src/model/load';
import { flopsOf, GREEDY } from '../../src/model/session';
import { SHAPES } from '../../src/model/shapes';
import { syntheticWeights } from '../../src/model/weights/synthetic';
import { RECIPES } from '../../src/kernels/recipe';

Object.assign(globalThis, globals);
// Held for the life of the process: Dawn's objects crash it when they are collected.
const gpu = create(['backend=null']);

const config = SHAPES.find(({ name }) => name === 'SmolLM2-135M') ?? expect.fail('no SmolLM2-135M');
const TOKENS = 40;
/** Milliseconds a token that nobody should need, on however busy a machine; what it takes is in docs/METHODOLOGY.md. */
const MOST = 1.2;

describe('recording a token of 30 layers', () => {
  let context: GpuContext;
  let model: LoadedModel;
  beforeAll(async () => {
    context = await openContext(gpu, 'high-performance');
    const options = { capacity: 64, chunk: 8, allLogits: false };
    model = await loadModel(context, () => syntheticWeights(context, config, RECIPES.int4), options, null);
  });
  afterAll(() => {
    model.dispose();
    context.close();
  });

  it('takes little beside what a GPU needs for it', async () => {
    const { session, transformer } = model;
    session.limits.decode = { flopsPerSubmit: 1.5 * flopsOf(transformer.steps[0].decode), inFlight: 3 };
    // The first runs are interpreted.
    for (let i = 0; i < 3; i++) await decode(session);
    const work = await decode(session);
    const counters = perToken(work, TOKENS);
    expect(counters).toMatchObject({ dispatchesPerToken: 5 * 30 + 3, submitsPerToken: 1, bytesUploadedPerToken: 0 });
    const each = work.encodings.map((taken) => taken * 1000);
    const least = Math.min(...each);
    console.log(`recording a token: ${least.toFixed(3)} ms at least, ${median(each).toFixed(3)} in the middle`);
    expect(least).toBeLessThan(MOST);
  });
});

async function decode(session: LoadedModel['session']) {
  session.rewind(0, 1);
  const before = session.counter.total;
  await session.decodeBatched(TOKENS, GREEDY);
  return since(before, session.counter.total);
}
