/** The ids of sites, as results hold them, against the work that a model of their shape does. */
import { describe, expect, it } from 'vitest';
import { RECIPES } from '../../kernels/recipe';
import { shapeNamed } from '../../model/shapes';
import { promptOf, stepOf } from './pass';
import { workOfSite, type Work } from './work';

const FABLE = shapeNamed('Fable');
const NONE = { decode: 0, prefill: 0 };
const worksOf = ({ works }: ReturnType<typeof stepOf>): readonly Work[] => works.map(({ work }) => work);

describe('an id of a site', () => {
  it.each([
    'decode qkv int4 512x256',
    'decode attention 4/2 heads of 64, room for 65, decode output int4 256x256',
    'decode gate|up int4 1536x256',
    'decode down int4 256x768',
    'decode LM head int8 2048x256',
  ])('says what a step of Fable does: %s', (id) => {
    expect(worksOf(stepOf(FABLE, RECIPES.int4, { context: 1, batch: 1 }))).toContainEqual(workOfSite(id, NONE));
  });

  it.each([
    'prefill qkv fp16 64x256x512',
    'prefill attention 4/2 heads of 64, 64 tokens, room for 65',
    'prefill output fp16 64x256x256',
    'prefill gate|up fp16 64x256x1536',
    'prefill down fp16 64x768x256',
  ])('says what a prompt of Fable does: %s', (id) => {
    expect(worksOf(promptOf(FABLE, RECIPES.fp16, { tokens: 64, chunk: 64 }))).toContainEqual(workOfSite(id, NONE));
  });

  it('says how many sequences, whether activations are rounded, and how deep attention reads', () => {
    const rounded = stepOf(FABLE, RECIPES.w4a8, { context: 1, batch: 4 });
    expect(worksOf(rounded)).toContainEqual(workOfSite('decode b4 qkv a8 int4 512x256', NONE));
    const deep = workOfSite(
      'decode attention 4/2 heads of 64, room for 2113, decode output int4 256x256 @ d2048',
      NONE,
    );
    const step = stepOf(FABLE, RECIPES.int4, { context: 2049, batch: 1 });
    expect(worksOf(step)).toContainEqual(deep);
  });

  it.each([
    '',
    'decode qkv int4',
    'decode qkv int3 512x256',
    'decode qkv int4 0x256',
    'decode qkv int4 99999999999x256',
    'decode attention 4/2 heads of 64, room for 65, decode output',
    `decode attention 4/2 heads of 64, room for 65, decode output int4 256x256 @ d${'9'.repeat(400)}`,
    `prefill attention 4/2 heads of 64, 64 tokens, room for 65 @ d${'9'.repeat(400)}`,
    'prefill LM head int8 64x256x2048',
    'decode somewhere int4 512x256',
  ])('that nothing is known of has no work: %j', (id) => {
    expect(workOfSite(id, NONE)).toBeNull();
  });
});

it('a prompt passes the layers once for each chunk, and attention once for each pair of tokens', () => {
  const flops = (tokens: number, chunk: number) =>
    promptOf(FABLE, RECIPES.fp16, { tokens, chunk }).works.reduce((sum, { work, uses }) => sum + uses * work.flops, 0);
  expect(flops(512, 64)).toBeCloseTo(flops(512, 512), 0);
});
