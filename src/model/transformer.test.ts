/** The transformer on Dawn against a float64 one made of the kernels' references, over shapes that real models do not have. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { referenceLogits } from '../../test/fixtures/reference-transformer';
import { makeTinyLlama, type TinyLlamaOptions } from '../../test/fixtures/tiny-llama';
import type { GpuContext } from '../device/context';
import { RECIPES, type Recipe } from '../kernels/recipe';
import { openModelFiles } from './files/folder';
import { loadModel } from './load';
import { scoreByDecode, scoreByPrefill } from './score';
import { weightsFromFiles } from './weights/from-files';

const TOKENS = [7, 300, 0, 41, 41, 299, 120, 5, 88, 201, 17, 256, 33, 3, 150, 64, 9, 270, 111, 2, 45];
const CAPACITY = 23;

const LLAMA3 = {
  rope_type: 'llama3',
  rope_theta: 500,
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 32,
};

interface Case {
  readonly name: string;
  readonly options: TinyLlamaOptions;
  readonly recipe: Recipe;
}

/** As GGUF files mix them: what is most sensitive in more bits. */
const MIXED: Recipe = {
  ...RECIPES.int4,
  weights: { embedding: 'int4', lmHead: 'int8', qkv: 'int8', output: 'fp16', gateUp: 'mxfp4', down: 'int8' },
};

const CASES: readonly Case[] = [
  { name: 'hidden 36, 3 heads of 12 on one key/value head', options: {}, recipe: RECIPES.fp16 },
  { name: 'the same at INT8', options: {}, recipe: RECIPES.int8 },
  { name: 'the same at INT4', options: {}, recipe: RECIPES.int4 },
  {
    name: 'no padding anywhere: hidden 64, 4 heads of 16 on two, feed-forward 96',
    options: { hiddenSize: 64, heads: 4, keyValueHeads: 2, headDim: 16, intermediateSize: 96, vocabSize: 320 },
    recipe: RECIPES.int4,
  },
  { name: 'an LM head of its own, stored as BF16', options: { tied: false, dtype: 'BF16' }, recipe: RECIPES.int4 },
  { name: 'a format for each tensor', options: { tied: false }, recipe: MIXED },
  { name: 'biases on Q, K and V', options: { bias: 'qkv' }, recipe: RECIPES.fp16 },
  { name: 'biases on the output projection too', options: { bias: 'all' }, recipe: RECIPES.int8 },
  {
    name: '6 heads of 10 on two: 60 columns that are not the hidden 36',
    options: { heads: 6, keyValueHeads: 2, headDim: 10 },
    recipe: RECIPES.fp16,
  },
  {
    name: 'Llama 3 RoPE scaling in rope_parameters',
    options: { config: { rope_theta: undefined, rope_parameters: LLAMA3 } },
    recipe: RECIPES.fp16,
  },
];

/** How far two arrays are apart at most; Infinity for anything that is not a number. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    most = Math.max(most, Number.isNaN(apart) ? Infinity : apart);
  }
  return most;
}

const flat = (rows: readonly Float64Array[]) => Float64Array.from(rows.flatMap((row) => [...row]));

async function prepare(options: TinyLlamaOptions, recipe: Recipe) {
  const { files, tensors } = makeTinyLlama(options);
  const folder = await openModelFiles(files);
  const logits = (cache: 'f16' | 'exact') => flat(referenceLogits(folder.config, tensors, { recipe, cache }, TOKENS));
  return { ...folder, values: tensors, expected: logits('f16'), exact: logits('exact') };
}

/**
 * Rounding keys and values to f16 moves the logits by so much; WGSL lets the GPU round either way and f32 arithmetic can tip a
 * value over to its neighbour, both of which are errors of the same kind. 1e-5 more for f32 itself.
 */
const toleranceOf = ({ expected, exact }: { expected: Float64Array; exact: Float64Array }) =>
  distance(expected, exact) + 1e-5;

describe('the logits of a transformer on the GPU are those of its float64 reference', () => {
  const context = withDevice();
  const ways: { way: string; device: () => GpuContext }[] = [
    { way: 'as the adapter is', device: context },
    { way: 'without f16, with the variants of a GPU', device: seenAs(context, { shaderF16: false, software: false }) },
  ];

  const runs = CASES.flatMap((item, i) => (i === 2 ? ways : ways.slice(0, 1)).map((way) => ({ ...item, ...way })));

  it.each(runs)('$name ($recipe.id, $way)', async ({ options, recipe, device }) => {
    const prepared = await prepare(options, recipe);
    const { config, tensors, expected } = prepared;
    const tolerance = toleranceOf(prepared);
    expect(tolerance).toBeLessThan(0.01);
    const { vocabSize } = config;
    // One chunk with room to spare; whole tiles and a tail; a tail of one row; a token at a time, which is GEMV.
    for (const chunk of [32, 8, 5, 1]) {
      const model = await loadModel(
        device(),
        () => weightsFromFiles(device(), { config, tensors }, recipe),
        { capacity: CAPACITY, chunk, allLogits: true },
        null,
      );
      try {
        const prefill = await scoreByPrefill(device(), model.session, TOKENS);
        expect(distance(prefill, expected), `prefill by ${chunk}`).toBeLessThanOrEqual(tolerance);
        const prefix = chunk + 1;
        if (prefix > TOKENS.length) continue;
        const decode = await scoreByDecode(device(), model.session, TOKENS, prefix);
        const from = (prefix - 1) * vocabSize;
        expect(distance(decode, expected.subarray(from)), `decode after ${prefix}`).toBeLessThanOrEqual(tolerance);
        expect(distance(decode, prefill.subarray(from)), `decode and prefill by ${chunk}`).toBeLessThanOrEqual(
          tolerance,
        );
      } finally {
        model.dispose();
      }
    }
    expect(device().buffers.current).toBe(0);
  });
});

describe('the tolerance is small against what a mistake would do', () => {
  it.each([
    { what: 'the biases', options: { bias: 'all' as const }, without: /bias$/ },
    { what: 'the last norm', options: {}, without: /^model\.norm/ },
  ])('$what', async ({ options, without }) => {
    const prepared = await prepare(options, RECIPES.fp16);
    const changed = new Map(
      [...prepared.values].map(([name, values]) => [name, without.test(name) ? values.map(() => 0.9) : values]),
    );
    const other = flat(referenceLogits(prepared.config, changed, { recipe: RECIPES.fp16, cache: 'f16' }, TOKENS));
    expect(distance(other, prepared.expected)).toBeGreaterThan(20 * toleranceOf(prepared));
  });

  it('the RoPE scaling', async () => {
    const options = { config: { rope_theta: undefined, rope_parameters: LLAMA3 } };
    const prepared = await prepare(options, RECIPES.fp16);
    const config = { ...prepared.config, rope: { ...prepared.config.rope, scaling: null } };
    const other = flat(referenceLogits(config, prepared.values, { recipe: RECIPES.fp16, cache: 'f16' }, TOKENS));
    expect(distance(other, prepared.expected)).toBeGreaterThan(20 * toleranceOf(prepared));
  });

  it('the format', async () => {
    const int8 = await prepare({}, RECIPES.int8);
    const int4 = await prepare({}, RECIPES.int4);
    expect(distance(int8.expected, int4.expected)).toBeGreaterThan(20 * toleranceOf(int4));
  });
});
