/** Each right answer, worked out from what the room itself computes: the option that comes nearest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsPerWeight, CHOICE_OF, INTEGER_BITS, type Choice, type IntegerBits } from '../../lab/choice';
import { fableBytes } from '../../lab/fable-bytes';
import { blockModel, type BlockModel } from './block/block-model';
import { REAL_BLOCKS } from './block/fable-blocks';
import { CATALOGUE } from './catalogue/catalogue';
import { LANGUAGES } from '../catalogue/languages';
import { FABLE_LOSS } from './limits/quality-model';
import { RIGHT_ANSWERS } from './right-answers';
import { opening, type Step } from './state';

/** Place of the option that is by the smallest factor off. */
function nearest(options: readonly number[], value: number): number {
  const factors = options.map((option) => Math.abs(Math.log(option / value)));
  return factors.indexOf(Math.min(...factors));
}

/** The numbers that the options of a question say, in every language the same. */
function optionsOf(step: Step): readonly number[] {
  const [said, ...others] = LANGUAGES.map((language) =>
    CATALOGUE[language].steps[step].options.map((text) => Number(/\d+([.,]\d+)?/.exec(text)?.[0].replace(',', '.'))),
  );
  for (const other of others) expect(other).toEqual(said);
  return said ?? [];
}

const model = (block: number, choice: Choice, held: { place: number; value: number | null }): BlockModel =>
  blockModel({ ...opening('en'), block, choice, held });

const meanFactor = (factors: readonly number[]): number =>
  Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length);

const blocks = [...REAL_BLOCKS.keys()];
const untouched = { place: 0, value: null };

describe('the answer that counts as right', () => {
  it('to what a token of FP16 reads is the nearest amount', () => {
    expect(RIGHT_ANSWERS.weight).toBe(nearest(optionsOf('weight'), fableBytes('fp16').perToken / 1e6));
  });

  it('to one bit less is the nearest factor of the errors, of any bits, over the blocks that are shown', () => {
    const error = (block: number, bits: IntegerBits): number =>
      model(block, { kind: 'integer', bits, block: 32, grid: 'extreme' }, untouched).relativeError;
    for (const [i, bits] of INTEGER_BITS.slice(1).entries()) {
      const factors = blocks.map((block) => error(block, INTEGER_BITS[i] ?? bits) / error(block, bits));
      expect(RIGHT_ANSWERS.rounding, `${bits} bits`).toBe(nearest([1.1, 2, 10], meanFactor(factors)));
    }
  });

  it('to a weight four times as large as the largest is the nearest factor of the others’ errors', () => {
    const factors = blocks
      .filter((block) => REAL_BLOCKS[block]?.kind === 'ordinary')
      .map((block) => {
        const { weights, othersError } = model(block, CHOICE_OF.int4, untouched);
        const outlier = 4 * Math.max(...weights.map(Math.abs));
        return model(block, CHOICE_OF.int4, { place: 0, value: outlier }).othersError / othersError;
      });
    expect(RIGHT_ANSWERS.outlier).toBe(nearest([1, 2, 4], meanFactor(factors)));
  });

  it('to what a weight of 4 bits takes is what it takes with its share of the scale', () => {
    expect(optionsOf('blocks')[RIGHT_ANSWERS.blocks]).toBe(bitsPerWeight(CHOICE_OF.int4));
  });

  it('to how much faster INT4 is lies between not at all and its share of bytes, and a small model gains least', () => {
    const [fp16, int4] = [fableBytes('fp16').perToken, fableBytes('int4').perToken];
    expect(nearest(optionsOf('speed').slice(0, 1).concat(1, 2, 5), fp16 / int4)).toBe(0);
    const positive = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (t0, secondsPerMegabyte) => {
        const gain = (times: number): number => {
          const seconds = (bytes: number): number => t0 + (times * bytes * secondsPerMegabyte) / 1e6;
          return seconds(fp16) / seconds(int4);
        };
        expect(gain(1)).toBeGreaterThan(1);
        expect(gain(1)).toBeLessThan(fp16 / int4);
        expect(gain(1)).toBeLessThan(gain(1000));
      }),
    );
    expect(RIGHT_ANSWERS.speed).toBe(2);
  });

  it('to what INT4 loses is the nearest share, by the frozen reference', () => {
    expect(RIGHT_ANSWERS.limits).toBe(nearest([0.01, 0.1, 1], FABLE_LOSS ?? NaN));
  });
});
