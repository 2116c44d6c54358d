/** Models on Dawn whose numbers go out of range only while they run: named by layer, position and value, in every format. */
import { describe, expect, it } from 'vitest';
import { changedLlama, scaledBy, type Changes } from '../../test/fixtures/changed-llama';
import { withDevice } from '../../test/fixtures/device';
import type { TinyLlamaOptions } from '../../test/fixtures/tiny-llama';
import { TokamarkError } from '../foundation/errors';
import { RECIPES, MODEL_FORMATS, type ModelFormat } from '../kernels/recipe';
import { openModelFiles } from './files/folder';
import { loadModel } from './load';
import { scoreByDecode, scoreByPrefill } from './score';
import { GREEDY, type Session } from './session';
import { assertSound } from './sound';
import { weightsFromFiles } from './weights/from-files';

const PROMPT = [7, 300, 0, 41, 299, 120, 5, 88, 201, 17, 256];
const ATTENTION = 'model.layers.1.self_attn.';
const Q = `${ATTENTION}q_proj.weight`;
const K = `${ATTENTION}k_proj.weight`;
const V = `${ATTENTION}v_proj.weight`;

describe('a pass', () => {
  const context = withDevice();

  /** What `work` with the model throws; null for nothing. */
  async function thrownBy(
    format: ModelFormat,
    changes: Changes,
    work: (session: Session) => Promise<unknown> = prefilled,
    options: TinyLlamaOptions = {},
  ): Promise<TokamarkError | null> {
    const { config, tensors } = await openModelFiles(changedLlama(changes, options).files);
    const model = await loadModel(
      context(),
      () => weightsFromFiles(context(), { config, tensors }, RECIPES[format]),
      { capacity: 40, chunk: 4, allLogits: true },
      null,
    );
    try {
      await work(model.session);
      return null;
    } catch (thrown) {
      if (thrown instanceof TokamarkError) return thrown;
      throw thrown;
    } finally {
      model.dispose();
    }
  }

  async function prefilled(session: Session): Promise<void> {
    await session.prefill(PROMPT, 0, GREEDY);
    await assertSound(context(), session, PROMPT.length);
  }

  async function decoded(session: Session): Promise<void> {
    session.rewind(0, 7);
    await session.decodeBatched(6, GREEDY);
    await assertSound(context(), session, 6);
  }

  it.each(MODEL_FORMATS)('of a plain model is sound at %s', async (format) => {
    expect(await thrownBy(format, {})).toBeNull();
    expect(await thrownBy(format, {}, decoded)).toBeNull();
  });

  it.each(MODEL_FORMATS)('whose keys exceed the cache is refused at %s, by prefill and by decode', async (format) => {
    // Q, K and V are one matrix: at NVFP4 the small ones would vanish beside the large.
    const changes = scaledBy(1e5, Q, K, ...(format === 'nvfp4' ? [V] : []));
    for (const work of [prefilled, decoded]) {
      const error = await thrownBy(format, changes, work);
      expect(error).toMatchObject({ code: 'range', where: 'layer 1 key cache' });
      expect(error?.message).toMatch(
        /^The key of layer 1, head 0, element \d+, at position \d+ is -?\d{5,7}(\.\d)?, and the KV cache \(f16\) holds 65504 at most/,
      );
      const value = Number(/ is (\S+), /.exec(error?.message ?? '')?.[1]);
      expect(Math.abs(value)).toBeGreaterThan(65_504);
      expect(Math.abs(value)).toBeLessThan(2e6);
    }
  });

  it.each<[string, Changes, string, TinyLlamaOptions]>([
    ['values', scaledBy(1e5, V), 'layer 1 value cache', {}],
    ['a bias of keys', { [`${ATTENTION}k_proj.bias`]: () => 7e4 }, 'layer 1 key cache', { bias: 'qkv' }],
    ['a norm', scaledBy(1e6, 'model.layers.0.input_layernorm.weight'), 'layer 0 key cache', {}],
    ['the residual', scaledBy(1e25, 'model.layers.0.mlp.down_proj.weight'), 'layer 0 activations', {}],
    ['the last layer', scaledBy(1e25, 'model.layers.1.mlp.down_proj.weight'), 'layer 1 activations', {}],
    ['the logits', { ...scaledBy(1e38, 'model.norm.weight'), ...scaledBy(1e4, 'lm_head.weight') }, 'logits', {}],
  ])('names what is out of range: %s', async (_, changes, where, options) => {
    for (const format of ['mxfp4', 'w4a8'] as const) {
      // Only block scales of powers of two hold weights of 1e25.
      if (format === 'w4a8' && where.endsWith('activations')) continue;
      for (const work of [prefilled, decoded]) {
        expect(await thrownBy(format, changes, work, options)).toMatchObject({ code: 'range', where });
      }
    }
  });

  it('refuses logits that are all the same', async () => {
    const error = await thrownBy('int4', { 'model.norm.weight': () => 0 });
    expect(error).toMatchObject({ code: 'range', where: 'logits' });
    expect(error?.message).toBe('All logits after position 10 are 0: all tokens would be equally likely.');
  });

  it('is looked at where a text is scored', async () => {
    const changes = scaledBy(1e5, V);
    expect(await thrownBy('fp16', changes, (session) => scoreByPrefill(context(), session, PROMPT))).not.toBeNull();
    expect(await thrownBy('fp16', changes, (session) => scoreByDecode(context(), session, PROMPT, 5))).not.toBeNull();
  });
});
