/** Folders with weights that a format cannot hold, on Dawn: refused by tensor and place, or counted and said, format by format. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../../test/fixtures/device';
import { changedLlama, scaledBy } from '../../../test/fixtures/changed-llama';
import { makeTinyLlama, type TinyLlama, type TinyLlamaOptions } from '../../../test/fixtures/tiny-llama';
import { TokamarkError } from '../../foundation/errors';
import { RECIPES, MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { openModelFiles } from '../files/folder';
import { weightsFromFiles } from './from-files';
import type { TensorLoss } from './range';
import { describeLosses } from './range-words';
import { rejection } from '../../../test/fixtures/thrown';

const Q = 'model.layers.1.self_attn.q_proj.weight';
const K = 'model.layers.1.self_attn.k_proj.weight';
const V = 'model.layers.1.self_attn.v_proj.weight';
const UP = 'model.layers.0.mlp.up_proj.weight';
const HEAD = 'lm_head.weight';

describe('weights from a folder', () => {
  const context = withDevice();

  async function loaded(format: ModelFormat, { files }: TinyLlama): Promise<readonly TensorLoss[]> {
    const { buffers } = context();
    const { config, tensors } = await openModelFiles(files);
    const { value, made } = await buffers.during(() =>
      weightsFromFiles(context(), { config, tensors }, RECIPES[format]),
    );
    buffers.destroy(...made);
    return value.losses;
  }

  const refusal = (format: ModelFormat, folder: TinyLlama) => rejection(loaded(format, folder));

  const changed = (tensor: string, change: (value: number, index: number) => number, options: TinyLlamaOptions = {}) =>
    changedLlama({ [tensor]: change }, options);

  const setTo = (tensor: string, at: number, value: number, options: TinyLlamaOptions = {}) =>
    changed(tensor, (before, index) => (index === at ? value : before), options);

  const scaled = (tensor: string, by: number, options: TinyLlamaOptions = {}) =>
    changedLlama(scaledBy(by, tensor), options);

  it.each(MODEL_FORMATS)('loses nothing of a plain folder to the range of %s', async (format) => {
    for (const dtype of ['F16', 'BF16'] as const) expect(await loaded(format, makeTinyLlama({ dtype }))).toEqual([]);
  });

  it('refuses FP16 alone for a BF16 weight of 70,000, with tensor and place', async () => {
    // Row 3, column 5 of 36 columns. 70,000 is 70,144 at BF16, or 69,632 where it is cut off.
    const options = setTo(K, 3 * 36 + 5, 70_144, { dtype: 'BF16' });
    const error = await refusal('fp16', options);
    expect(error.toData()).toEqual({
      code: 'range',
      message: `${K} holds 70144 at row 3, column 5; the largest number of FP16 is 65504.`,
      where: K,
      remedy: 'FP16 cannot hold this model, and no speed is shown for it: choose INT8, INT4 or MXFP4.',
    });
    for (const format of ['int8', 'int4', 'mxfp4', 'w4a8'] as const) expect(await loaded(format, options)).toEqual([]);
  });

  it('counts what lies beyond', async () => {
    const { message } = await refusal('fp16', scaled(UP, 1e6));
    expect(message).toMatch(/ of its weights lie beyond that, the largest \d+\.$/);
  });

  it.each<[ModelFormat, string, number, string]>([
    ['int8', Q, 9e6, '127 times 65504'],
    ['int4', Q, 6e5, '8 times 65504'],
    ['w4a8', Q, 6e5, '8 times 65504'],
    // Embedding and LM head of the four-bit formats are INT8.
    ['int4', HEAD, 9e6, '127 times 65504'],
    ['mxfp4', HEAD, 9e6, '127 times 65504'],
    ['nvfp4', HEAD, 9e6, '127 times 65504'],
    ['w4a8', 'model.embed_tokens.weight', 9e6, '127 times 65504'],
  ])('refuses %s where a scale overflows: %s at %d', async (format, tensor, value, most) => {
    const error = await refusal(format, setTo(tensor, 36 * 2 + 35, value));
    expect(error).toMatchObject({ code: 'range', where: tensor });
    expect(error.message).toContain(`holds ${value} at row 2, column 35`);
    expect(error.message).toContain(most);
  });

  it('holds what is beyond INT8 at MXFP4; at NVFP4 it takes the tensor scale, and its neighbours vanish', async () => {
    const options = setTo(Q, 80, 1e12);
    expect(await loaded('mxfp4', options)).toEqual([]);
    // Q, K and V are one matrix with one scale.
    expect(await refusal('nvfp4', options)).toMatchObject({ code: 'range', where: K });
  });

  it.each<[ModelFormat, number]>([
    ['fp16', 1e-8],
    ['int8', 1e-7],
    ['int4', 1e-8],
    ['w4a8', 1e-8],
    ['mxfp4', 1e-38],
    // Under a Q and K of usual size, whose tensor scale V shares.
    ['nvfp4', 1e-6],
  ])('refuses %s for a tensor whose weights all vanish, and names it, not its neighbours', async (format, by) => {
    const error = await refusal(format, scaled(V, by));
    expect(error).toMatchObject({ code: 'range', where: V });
    expect(error.message).toMatch(
      /^\d+ of the 432 weights of \S+v_proj\.weight become zero \(the first at row \d+, column \d+/,
    );
    expect(error.message).toContain("% of the tensor's norm");
  });

  it('refuses a format whose LM head vanishes in the INT8 that it has for it', async () => {
    for (const format of ['int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8'] as const) {
      const error = await refusal(format, scaled(HEAD, 1e-8));
      expect(error).toMatchObject({ code: 'range', where: HEAD });
    }
    // Tied, it is the embedding, whichever name the file has for it.
    const tied = scaled('model.embed_tokens.weight', 1e-8, { tied: true });
    expect((await refusal('int4', tied)).where).toBe('model.embed_tokens.weight');
  });

  it('refuses a tensor of which the scales keep a bit or two', async () => {
    const error = await refusal('int4', scaled(V, 3e-6));
    expect(error).toMatchObject({ code: 'range', where: V });
  });

  it('takes a few weights that become zero, as every conversion to FP16 has, and counts them', async () => {
    const some = changed(V, (value, index) => (index === 40 ? 1e-8 : index === 50 ? -2e-8 : value));
    const losses = await loaded('fp16', some);
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatchObject({
      tensor: V,
      format: 'fp16',
      nonZero: 432,
      vanished: { count: 2, row: 1, column: 4, value: Math.fround(1e-8), largest: Math.fround(2e-8) },
    });
    expect(losses[0]?.share).toBeLessThan(1e-6);
    expect(describeLosses(losses, 'fp16')).toBe(
      `FP16: 2 of the 432 weights of ${V} become zero (the first at row 1, column 4: 1e-8, the largest 2e-8) since they lie below its range: less than 0.1 % of the tensor's norm. The format is measured all the same.`,
    );
  });

  it('takes a block that vanishes beside a large tensor, and says so', async () => {
    const losses = await loaded(
      'int4',
      changed(Q, (value, index) => (index < 32 ? 1e-9 * value : value)),
    );
    expect(losses[0]).toMatchObject({ tensor: Q, format: 'int4', vanished: { count: 32, row: 0, column: 0 } });
    expect(describeLosses(losses, 'int4')).toContain('32 of the 1296 weights');
  });

  it.each<[string, number]>([
    [Q, 70_144],
    [Q, 6e5],
    [Q, 9e6],
    [HEAD, 70_144],
    [HEAD, 6e5],
    [HEAD, 9e6],
  ])('advises where %s holds %d the formats that hold it, and no others', async (tensor, value) => {
    const folder = setTo(tensor, 80, value);
    const held: ModelFormat[] = [];
    const advised = new Map<ModelFormat, string>();
    for (const format of MODEL_FORMATS) {
      const outcome = await loaded(format, folder).catch((thrown: unknown) => thrown);
      if (!(outcome instanceof TokamarkError)) held.push(format);
      else if (outcome.message.includes('the largest number of')) advised.set(format, outcome.remedy);
    }
    expect(advised.size).toBeGreaterThan(0);
    for (const [format, remedy] of advised) {
      const [, advice = ''] = remedy.split('for it: ');
      const named = MODEL_FORMATS.filter((each) => new RegExp(`\\b${each}\\b`, 'i').test(advice));
      // NVFP4 has one scale a matrix, which may leave the rest nothing. The weights of W4A8 are INT4's.
      const others = held.filter((each) => each !== 'w4a8' && each !== 'nvfp4');
      expect([format, named]).toEqual([format, others]);
      expect(advice.includes('another model')).toBe(others.length === 0);
    }
  });

  it.each<[string, number, ModelFormat, string]>([
    [V, 1e-8, 'int4', 'choose MXFP4, whose scales reach further down, or another model.'],
    [V, 1e-38, 'mxfp4', 'choose another model.'],
    [HEAD, 1e-8, 'fp16', 'choose another model.'],
    // INT8 in all of these, MXFP4 among them.
    [HEAD, 1e-8, 'int4', 'choose FP16, which reaches a little further down there, or another model.'],
    [HEAD, 1e-8, 'mxfp4', 'choose FP16, which reaches a little further down there, or another model.'],
    // Norms are f32 in every format.
    ['model.norm.weight', 1e-40, 'int4', 'choose another model.'],
  ])('advises what may help where %s times %d vanishes at %s', async (tensor, by, format, advice) => {
    expect((await refusal(format, scaled(tensor, by))).remedy).toMatch(
      new RegExp(`for it: ${advice.replaceAll('.', '\\.')}$`),
    );
  });

  it('says nothing of weights that are zero in the file', async () => {
    for (const format of MODEL_FORMATS) {
      expect(
        await loaded(
          format,
          changed(Q, (value, index) => (index < 64 ? 0 : value)),
        ),
      ).toEqual([]);
    }
  });

  it('keeps the rule where a trained tensor loses a few in a million to FP16: counted, not said', () => {
    const vanished = { count: 3, row: 0, column: 0, value: 1e-9, largest: 1e-9 };
    const loss = { tensor: V, format: 'fp16', vanished, nonZero: 1_000_000, share: 1e-12 } as const;
    expect(describeLosses([loss], 'fp16')).toBeNull();
    expect(describeLosses([{ ...loss, nonZero: 1_000 }], 'fp16')).not.toBeNull();
    expect(
      describeLosses(
        [
          { ...loss, share: 1e-3 },
          { ...loss, share: 0.01 },
        ],
        'fp16',
      ),
    ).toContain('Likewise in one more tensor.');
  });

  it('counts norm weights that a device may take for zero', async () => {
    const losses = await loaded('int4', setTo('model.norm.weight', 7, 1e-40));
    expect(losses[0]).toMatchObject({ tensor: 'model.norm.weight', format: 'f32', vanished: { count: 1, column: 7 } });
    const error = await refusal('int4', scaled('model.norm.weight', 1e-40));
    expect(error).toMatchObject({ code: 'range', where: 'model.norm.weight' });
  });

  it.each(['NaN', 'Infinity'] as const)(
    'refuses %s in a file in every format, with its place and how many',
    async (what) => {
      const value = Number(what);
      for (const format of MODEL_FORMATS) {
        const error = await refusal(
          format,
          changed(UP, (before, index) => (index === 37 || index === 40 ? value : before)),
        );
        expect(error).toMatchObject({ code: 'weights', where: UP });
        expect(error.message).toContain(`${UP} [52, 36] holds ${what} at row 1, column 1. 2 of its values`);
      }
      const bias = setTo('model.layers.0.self_attn.k_proj.bias', 3, value, { bias: 'qkv' });
      expect((await refusal('int4', bias)).message).toContain(`holds ${what} at index 3.`);
    },
  );
});
