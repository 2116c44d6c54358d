import { describe, expect, it } from 'vitest';
import { Bench, SILENT } from '../../src/benchmark/bench';
import { shapeNamed } from '../../src/model/shapes';
import { spreadPrompts } from '../../src/benchmark/prompts';
import { testsAt } from '../../src/benchmark/suite/suite';
import { RECIPES } from '../../src/kernels/recipe';
import { withDevice } from '../../test/fixtures/device';
import type { Facts } from '../protocol';
import { peerContestant } from './peer';
import { Processes } from './processes';

const context = withDevice();

const FACTS: Facts = { engine: 'llama.cpp b1', adapter: '', settings: [] };

describe('a peer', () => {
  it('is never timed under the name of another model than its own', async () => {
    const processes = new Processes();
    const peer = peerContestant({
      ...{
        engine: 'llama.cpp',
        name: 'llama-vulkan',
        facts: FACTS,
        shape: 'SmolLM2-135M',
        recipe: RECIPES.int4,
        sequences: 8,
        processes,
      },
      weights: { sha256: '0'.repeat(64) },
    });
    const nothing = () => undefined;
    const loaded = peer.load({
      bench: new Bench({ context: context(), signal: null, events: SILENT }),
      config: shapeNamed('Fable'),
      tests: testsAt(32, 8, [0]),
      gemmRates: null,
      prompts: spreadPrompts(shapeNamed('Fable').vocabSize),
      makeWeights: () => Promise.reject(new Error('a peer has weights of its own')),
      tuning: null,
      heard: { onBegin: nothing, onProgress: nothing, onLost: nothing, onRefused: nothing },
    });
    await expect(loaded).rejects.toMatchObject({ code: 'option', where: 'shape' });
    expect(processes.time()).toBe(0);
  });
});
