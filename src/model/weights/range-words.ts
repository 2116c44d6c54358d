/** What is said of weights that a format's range does not keep: which tensor, where, how many, what to do. Not the rule (range.ts). */
import { TokamarkError } from '../../foundation/errors';
import type { MatrixFormat, ModelFormat } from '../../kernels/format';
import { HALF_MOST } from '../../kernels/matrix/half';
import { isNoted, type LostWeights, type TensorLoss } from './range';

type Stored = TensorLoss['format'];

/** The largest number of each, as a person writes it. */
const LARGEST: Readonly<Record<MatrixFormat | 'f32', string>> = {
  fp16: `${HALF_MOST}`,
  int8: `127 times ${HALF_MOST}`,
  int4: `8 times ${HALF_MOST}`,
  mxfp4: '6 times 2^125',
  nvfp4: '2^128',
  f32: '2^128',
};

/** Six digits at most. */
const figure = (value: number): string => String(Number(value.toPrecision(6)));

const name = (format: ModelFormat | 'f32'): string => format.toUpperCase();

/** INT4 has INT8 for embedding and LM head. */
const storedAs = (stored: Stored, format: ModelFormat): string =>
  stored === format ? name(format) : `${name(stored)}, which ${name(format)} has for it,`;

const placeOf = ({ row, column }: LostWeights, stored: Stored): string =>
  stored === 'f32' ? `index ${column}` : `row ${row}, column ${column}`;

export function tooLarge(tensor: string, format: ModelFormat, stored: Stored, lost: LostWeights): TokamarkError {
  const more =
    lost.count === 1 ? '' : ` ${lost.count} of its weights lie beyond that, the largest ${figure(lost.largest)}.`;
  return new TokamarkError({
    code: 'range',
    message: `${tensor} holds ${figure(lost.value)} at ${placeOf(lost, stored)}; the largest number of ${storedAs(stored, format)} is ${LARGEST[stored]}.${more}`,
    where: tensor,
    remedy: `${name(format)} cannot hold this model, and no speed is shown for it: choose ${stored === 'fp16' ? 'INT8 or a four-bit format' : 'FP16 or MXFP4'}.`,
  });
}

export function tooSmall(loss: TensorLoss, format: ModelFormat): TokamarkError {
  const { tensor, share, format: stored } = loss;
  return new TokamarkError({
    code: 'range',
    message: `${gone(loss)} at ${storedAs(stored, format)} since they lie below its range: ${percent(share)} of the tensor's norm.`,
    where: tensor,
    remedy: `${name(format)} cannot hold this model, and no speed is shown for it: choose ${stored === 'mxfp4' ? 'another format' : 'MXFP4, whose scales reach further down'}, or another model.`,
  });
}

/** What was lost and is worth saying, in a sentence or two; null where nothing is. */
export function describeLosses(losses: readonly TensorLoss[], format: ModelFormat): string | null {
  const noted = losses.filter(isNoted);
  const [worst] = noted.toSorted((a, b) => b.share - a.share);
  if (worst === undefined) return null;
  const others = noted.length === 1 ? '' : ` Likewise in ${noted.length - 1} more tensors.`;
  return `${name(format)}: ${gone(worst)} since they lie below its range: ${percent(worst.share)} of the tensor's norm.${others} The format is measured all the same.`;
}

function gone({ tensor, vanished, nonZero, format }: TensorLoss): string {
  if (vanished === null) return `Weights of ${tensor} keep only a bit or two`;
  const { count, value, largest } = vanished;
  const most = count === 1 ? '' : `, the largest ${figure(largest)}`;
  return `${count} of the ${nonZero} weights of ${tensor} become zero (the first at ${placeOf(vanished, format)}: ${figure(value)}${most})`;
}

function percent(share: number): string {
  if (share === 0 || share >= 0.001) return `${Number((100 * share).toPrecision(2))} %`;
  return 'less than 0.1 %';
}
