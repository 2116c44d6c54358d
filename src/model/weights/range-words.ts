/** What is said of weights that a format's range does not keep: which tensor, where, how many, what to do. */
import { TokamarkError } from '../../foundation/errors';
import { listed } from '../../foundation/listed';
import { type MatrixFormat } from '../../kernels/format';
import { RECIPES, type ModelFormat, type Recipe } from '../../kernels/recipe';
import { HALF_MOST } from '../../kernels/matrix/half';
import { reaches } from '../../kernels/matrix/range';
import { isNoted, storedBy, type LostWeights, type RangeRole, type TensorLoss } from './range';

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

/** What a person may take instead. Not NVFP4, in which one large weight leaves its neighbours nothing, nor W4A8, whose weights are INT4's. */
const ALTERNATIVES = ['int8', 'int4', 'mxfp4'] as const;

export function tooLarge(tensor: string, recipe: Recipe, role: RangeRole, lost: LostWeights): TokamarkError {
  const stored = storedBy(recipe, role);
  const more =
    lost.count === 1 ? '' : ` ${lost.count} of its weights lie beyond that, the largest ${figure(lost.largest)}.`;
  return new TokamarkError({
    code: 'range',
    message: `${tensor} holds ${figure(lost.value)} at ${placeOf(lost, stored)}; the largest number of ${storedAs(stored, recipe.id)} is ${LARGEST[stored]}.${more}`,
    where: tensor,
    remedy: instead(recipe.id, holders(role, lost.largest)),
  });
}

/** Alternatives that a weight of this magnitude does not exceed, as a person lists them. */
function holders(role: RangeRole, magnitude: number): string {
  const held = ALTERNATIVES.filter((each) => {
    const stored = storedBy(RECIPES[each], role);
    return stored === 'f32' || reaches(stored, magnitude);
  });
  return listed(held.map(name), ' or ') || 'another model';
}

const instead = (format: ModelFormat, choice: string): string =>
  `${name(format)} cannot hold this model, and no speed is shown for it: choose ${choice}.`;

/** What reaches further down, if anything does. */
function finer(stored: Stored, role: RangeRole): string {
  const isVocabulary = role === 'embedding' || role === 'lmHead';
  if (!isVocabulary && role !== 'norms' && stored !== 'mxfp4')
    return 'MXFP4, whose scales reach further down, or another model';
  // INT8's scale takes a 127th of what it holds.
  if (isVocabulary && stored !== 'fp16') return 'FP16, which reaches a little further down there, or another model';
  return 'another model';
}

export function tooSmall(loss: TensorLoss, { id }: Recipe, role: RangeRole): TokamarkError {
  const { tensor, share, format: stored } = loss;
  return new TokamarkError({
    code: 'range',
    message: `${gone(loss)} at ${storedAs(stored, id)} since they lie below its range: ${percent(share)} of the tensor's norm.`,
    where: tensor,
    remedy: instead(id, finer(stored, role)),
  });
}

/** What was lost and is worth saying, in a sentence or two; null where nothing is. */
export function describeLosses(losses: readonly TensorLoss[], format: ModelFormat): string | null {
  const noted = losses.filter(isNoted);
  const [worst] = noted.toSorted((a, b) => b.share - a.share);
  if (worst === undefined) return null;
  const more = noted.length - 1;
  const others = more === 0 ? '' : ` Likewise in ${more === 1 ? 'one more tensor' : `${more} more tensors`}.`;
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
