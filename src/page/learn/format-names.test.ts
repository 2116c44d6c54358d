/** What is said of MXFP4's error in Fable is so, and for the reasons that are given. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromHalf, toHalf } from '../../kernels/matrix/half';
import { E2M1_MOST, fromE2m1, toE2m1 } from '../../kernels/matrix/minifloat';
import { CHOICE_OF } from '../../lab/choice';
import { roundBlock } from '../../lab/round-block';
import { CATALOGUE } from './catalogue/catalogue';
import { LANGUAGES } from '../catalogue/languages';

const file = readFileSync('public/models/fable/model.safetensors');
const headerBytes = Number(file.readBigUInt64LE(0));
const header = z
  .record(
    z.string(),
    z.looseObject({ shape: z.array(z.number()).default([]), data_offsets: z.array(z.number()).default([]) }),
  )
  .parse(JSON.parse(file.subarray(8, 8 + headerBytes).toString()));

const BLOCK = 32;
/** Every so many blocks are as good as all. */
const EVERY = 8;

/** Blocks of the matrices of the layers. */
function* blocks(): Generator<Float32Array> {
  for (const [name, { shape, data_offsets: offsets }] of Object.entries(header)) {
    if (shape.length < 2 || /embed|lm_head/.test(name)) continue;
    const begin = 8 + headerBytes + (offsets[0] ?? 0);
    const count = (shape[0] ?? 0) * (shape[1] ?? 0);
    for (let from = 0; from + BLOCK <= count; from += EVERY * BLOCK) {
      yield Float32Array.from({ length: BLOCK }, (_, i) => fromHalf(file.readUInt16LE(begin + 2 * (from + i))));
    }
  }
}

const BLOCKS = [...blocks()];

type Rounding = (block: Float32Array) => ArrayLike<number>;

function errorOf(round: Rounding, counts: (weight: number, block: Float32Array) => boolean = () => true): number {
  let [squaredError, squaredValue] = [0, 0];
  for (const block of BLOCKS) {
    const rounded = round(block);
    block.forEach((weight, i) => {
      squaredValue += weight ** 2;
      if (counts(weight, block)) squaredError += (weight - (rounded[i] ?? 0)) ** 2;
    });
  }
  return Math.sqrt(squaredError / squaredValue);
}

const largestOf = (block: Float32Array): number => Math.max(...block.map(Math.abs));
const int4: Rounding = (block) => roundBlock(CHOICE_OF.int4, block).values;
const mxfp4: Rounding = (block) => roundBlock(CHOICE_OF.mxfp4, block).values;
/** As MXFP4, with a scale that fits the largest weight. */
const fitted: Rounding = (block) => {
  const scale = fromHalf(toHalf(largestOf(block) / E2M1_MOST));
  return Array.from(block, (weight) => (scale === 0 ? 0 : scale * fromE2m1(toE2m1(weight / scale))));
};

describe('the error of MXFP4 in Fable', () => {
  const [ofMxfp4, ofInt4] = [errorOf(mxfp4), errorOf(int4)];

  it('is what the page says beside that of INT4', () => {
    const figures = [100 * ofMxfp4, 100 * ofInt4];
    for (const language of LANGUAGES) {
      const said = CATALOGUE[language].names.formats.join(' ').matchAll(/(\d+[.,]\d) %/g);
      const numbers = Array.from(said, ([, number = '']) => Number(number.replace(',', '.')));
      expect(numbers).toHaveLength(2);
      for (const [i, number] of numbers.entries()) expect(Math.abs(number - (figures[i] ?? NaN))).toBeLessThan(0.1);
    }
  });

  it('is smaller with a scale that is no power of two, and most of it is that of large weights', () => {
    const ofFitted = errorOf(fitted);
    expect(ofFitted).toBeLessThan(ofMxfp4);
    expect(ofFitted).toBeGreaterThan(ofInt4);
    const large = errorOf(mxfp4, (weight, block) => Math.abs(weight) > largestOf(block) / 3);
    expect((large / ofMxfp4) ** 2).toBeGreaterThan(0.5);
  });
});
