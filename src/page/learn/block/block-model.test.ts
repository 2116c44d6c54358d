/** What a person reads off a block while they change how it is rounded. */
import { describe, expect, it } from 'vitest';
import { CHOICE_OF, INTEGER_BITS, type Choice } from '../../../lab/choice';
import { opening, nextBlock, reduceLearn, type LearnState } from '../state';
import { blockModel, reachIn, reachOf } from './block-model';
import { REAL_BLOCKS } from './fable-blocks';

const at = (choice: Choice, state: LearnState = opening('en')) => blockModel({ ...state, choice });
const integer = (bits: (typeof INTEGER_BITS)[number], block: 16 | 32 | 256 = 32): Choice => ({
  ...{ kind: 'integer', bits, block, grid: 'symmetric' },
});

describe('a block of Fable', () => {
  it('is about twice as far off with each bit fewer', () => {
    const errors = INTEGER_BITS.map((bits) => at(integer(bits)).relativeError);
    for (const [i, error] of errors.slice(1).entries()) {
      const times = (errors[i] ?? NaN) / error;
      expect(times).toBeGreaterThan(1.6);
      expect(times).toBeLessThan(3.2);
    }
  });

  it('has as many scales as blocks are shown, and a block larger than what is shown rounds by weights beside it too', () => {
    expect(at(integer(4, 16)).blocks.map(({ from, to }) => [from, to])).toEqual([
      [0, 16],
      [16, 32],
    ]);
    expect(at(integer(4, 256)).blocks).toHaveLength(1);
    expect(at(CHOICE_OF.nvfp4).blocks).toHaveLength(2);
    expect(at(integer(4, 256)).blocks[0]?.scale).toBeGreaterThanOrEqual(at(integer(4)).blocks[0]?.scale ?? NaN);
  });

  it('has the other weights about four times as far off where one is four times as large as the largest', () => {
    const state = opening('en');
    const before = at(integer(4));
    const largest = Math.max(...before.weights.map(Math.abs));
    const dragged = reduceLearn(state, { type: 'drag', place: 3, value: 4 * largest });
    const times =
      at(integer(4), dragged).othersError / at(integer(4), reduceLearn(state, { type: 'hold', place: 3 })).othersError;
    expect(at(integer(4), dragged).timesOthers).toBeCloseTo(4, 2);
    expect(times).toBeGreaterThan(2.5);
    expect(times).toBeLessThan(6);
  });

  it('is followed by another of its kind, however often one is asked for', () => {
    let block = 0;
    const seen = new Set<number>();
    for (let i = 0; i < REAL_BLOCKS.length; i++) {
      block = nextBlock({ block }, 'outlier');
      seen.add(block);
      expect(REAL_BLOCKS[block]?.kind).toBe('outlier');
    }
    expect(seen.size).toBe(REAL_BLOCKS.filter(({ kind }) => kind === 'outlier').length);
  });

  it('has room in the picture for its outlier before it is dragged, so that the lines are seen to spread', () => {
    const state = reduceLearn({ ...opening('en'), choice: integer(8) }, { type: 'step', step: 'outlier' });
    expect(state.choice).toEqual(CHOICE_OF.int4);
    const largest = Math.max(...at(integer(4)).weights.map(Math.abs));
    const dragged = reduceLearn(state, { type: 'drag', place: 3, value: 4 * largest });
    const [before, after] = [state, dragged].map((one) => blockModel(one));
    if (before === undefined || after === undefined) throw new Error('two models');
    expect(reachIn('outlier', after)).toBe(reachIn('outlier', before));
    expect(reachIn('outlier', after)).toBeGreaterThan(4 * largest);
    expect(reachIn('rounding', before)).toBeLessThan(2 * largest);
    // As far apart as the scale says.
    const scaleOf = ({ blocks: [block] }: typeof before): number => Math.abs(block?.scale ?? NaN);
    expect(scaleOf(after)).toBeGreaterThan(3.5 * scaleOf(before));
  });

  it('fits the picture', () => {
    for (const choice of [integer(2), integer(8), CHOICE_OF.mxfp4, CHOICE_OF.nvfp4]) {
      const model = at(choice);
      const reach = reachOf(model);
      for (const value of [...model.weights, ...model.rounded]) expect(Math.abs(value)).toBeLessThanOrEqual(reach);
    }
  });
});
