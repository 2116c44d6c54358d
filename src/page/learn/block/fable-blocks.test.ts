/** The blocks that the lab opens with are Fable's own, and are what they are said to be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromHalf } from '../../../kernels/matrix/half';
import { firstShown, peakOf, REAL_BLOCKS, SEGMENT, SHOWN, type RealBlock } from './fable-blocks';

const file = readFileSync('public/models/fable/model.safetensors');
const headerBytes = Number(file.readBigUInt64LE(0));
const tensors = z.record(
  z.string(),
  z.looseObject({ shape: z.array(z.number()).optional(), data_offsets: z.array(z.number()).optional() }),
);
const header = tensors.parse(JSON.parse(file.subarray(8, 8 + headerBytes).toString()));

/** (rows, columns) of a tensor, with its weights row-major. */
function tensorNamed(name: string): { columns: number; weights: Float32Array } {
  const { shape = [], data_offsets: offsets = [] } = header[name] ?? {};
  const from = 8 + headerBytes + (offsets[0] ?? 0);
  const length = (shape[0] ?? 0) * (shape[1] ?? 0);
  return {
    columns: shape[1] ?? 0,
    weights: Float32Array.from({ length }, (_, i) => fromHalf(file.readUInt16LE(from + 2 * i))),
  };
}

const shownOf = (block: RealBlock) => block.segment.subarray(firstShown(block), firstShown(block) + SHOWN);

describe.each(REAL_BLOCKS.map((block) => [`${block.kind}, ${block.tensor}`, block] as const))('%s', (_, block) => {
  const { columns, weights } = tensorNamed(block.tensor);

  it('is in the model, where it says', () => {
    const from = block.row * columns + block.column - firstShown(block);
    expect(block.largest).toBe(weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0));
    expect([...block.segment]).toEqual([...weights.subarray(from, from + SEGMENT)]);
  });

  it(
    block.kind === 'ordinary'
      ? 'is as peaked as half of the blocks of its tensor are'
      : 'is the most peaked of its tensor',
    () => {
      const peaks = Array.from({ length: weights.length / SHOWN }, (_, i) =>
        peakOf(weights.subarray(i * SHOWN, (i + 1) * SHOWN)),
      ).toSorted((a, b) => a - b);
      const peak = peakOf(shownOf(block));
      if (block.kind === 'outlier') expect(peak).toBe(peaks.at(-1));
      else expect(peak / (peaks[peaks.length >> 1] ?? NaN)).toBeCloseTo(1, 3);
    },
  );
});
