/** Shapes written out as a name, and what is none. */
import { expect, it } from 'vitest';
import { parameterCount, shapeNamed } from './shapes';
import { writtenShape } from './written-shape';

it('is read as it is written, wherever a shape is asked for by name', () => {
  const shape = shapeNamed('hidden384 layers8 heads6/2x64 ffn1024 vocab16384');
  expect(shape).toMatchObject({ hiddenSize: 384, layers: 8, heads: 6, keyValueHeads: 2, headDim: 64 });
  expect(shape).toMatchObject({ intermediateSize: 1024, vocabSize: 16_384, tiedEmbeddings: true });
  expect(parameterCount(shape)).toBe(16_384 * 384 + 8 * (384 * 640 + 384 * 384 + 3 * 384 * 1024 + 2 * 384) + 384);
});

it.each([
  'SmolLM2-135M',
  'hidden0 layers8 heads6/2x64 ffn1024 vocab16384',
  'hidden384 layers8 heads6/4x64 ffn1024 vocab16384',
  'hidden384 layers8 heads6/2x63 ffn1024 vocab16384',
  'hidden384 layers8 heads6/0x64 ffn1024 vocab16384',
  'hidden384 layers8 heads6/2x64 ffn1024 vocab16384 ',
])('is none of %j', (name) => {
  expect(writtenShape(name)).toBeNull();
});
