/**
 * What a format's range takes from each tensor of a folder, and how much of it a model can bear. A tensor that loses a weight beyond the
 * range, or a twentieth of its norm below it, refuses the format; a smaller loss is counted.
 */
import { type MatrixFormat } from '../../kernels/format';
import type { Recipe, TensorRole } from '../../kernels/recipe';
import type { OnLoss } from '../../kernels/matrix/range';
import type { Values } from '../files/weights';
import { tooLarge, tooSmall } from './range-words';

/** A tensor with what it holds: rows of `columns` values. */
export interface NamedValues {
  /** As the file has it. */
  readonly name: string;
  readonly values: Values;
}

/** What a tensor is for, which decides how it is stored: norms and biases stay f32. */
export type RangeRole = TensorRole | 'norms';

/** How a recipe stores a tensor. */
export const storedBy = ({ weights }: Recipe, role: RangeRole): MatrixFormat | 'f32' =>
  role === 'norms' ? 'f32' : weights[role];

/** Weights of one tensor that met the same fate. */
export interface LostWeights {
  readonly count: number;
  /** Of the first, counted from 0. */
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** The largest magnitude among them. */
  readonly largest: number;
}

export interface TensorLoss {
  /** As the file has it. */
  readonly tensor: string;
  /** In which it was stored; norms and biases are f32. */
  readonly format: MatrixFormat | 'f32';
  /** Weights that are zero there and not in the file. */
  readonly vanished: LostWeights | null;
  /** Weights of the tensor that are not zero in the file. */
  readonly nonZero: number;
  /** Norm of what the range took over the norm of the tensor. */
  readonly share: number;
}

/** Half of what rounding to four bits takes of a tensor's norm, which is about a tenth. */
const MOST_SHARE = 1 / 20;
/** What rounding to binary16 may take of any weight: less than that changes no FP16 model. */
const NOTED_SHARE = 2 ** -11;
/** A tensor of trained BF16 weights has a few in a million that are zero at FP16. */
const NOTED_COUNT = 1e-4;

/** The smallest normal f32: a device may take less for zero. */
const LEAST_F32 = 2 ** -126;

/** LostWeights as they are counted: there may be millions. */
type Tally = { -readonly [field in keyof LostWeights]: LostWeights[field] };

interface PartTally {
  readonly part: NamedValues;
  readonly rowStart: number;
  overflowed: Tally | null;
  vanished: Tally | null;
  squaredLoss: number;
}

/** Counts what packing one matrix loses, which may be of several tensors one below the other. */
export class RangeMeter {
  private readonly parts: readonly PartTally[];

  constructor(
    parts: readonly NamedValues[],
    columns: number,
    private readonly recipe: Recipe,
    private readonly role: RangeRole,
  ) {
    let rowStart = 0;
    this.parts = parts.map((part) => {
      const tally = { part, rowStart, overflowed: null, vanished: null, squaredLoss: 0 };
      rowStart += part.values.length / columns;
      return tally;
    });
  }

  readonly onLoss: OnLoss = (loss, { row, column }, value, kept) => {
    const tally = this.parts.findLast(({ rowStart }) => rowStart <= row);
    if (tally === undefined) return;
    const own = row - tally.rowStart;
    if (loss === 'overflow') {
      tally.overflowed = counted(tally.overflowed, own, column, value);
      return;
    }
    tally.squaredLoss += (value - kept) ** 2;
    if (loss === 'vanished') tally.vanished = counted(tally.vanished, own, column, value);
  };

  /**
   * Of each tensor that lost anything, once all of it was packed.
   * @throws TokamarkError `range` for a tensor that the format cannot hold
   */
  losses(): readonly TensorLoss[] {
    const { recipe, role } = this;
    return this.parts.flatMap((tally) => {
      const { part, overflowed, vanished, squaredLoss } = tally;
      if (overflowed !== null) throw tooLarge(part.name, recipe, role, overflowed);
      if (squaredLoss === 0) return [];
      let squared = 0;
      let nonZero = 0;
      for (const value of part.values) {
        squared += value * value;
        if (value !== 0) nonZero += 1;
      }
      const loss = {
        tensor: part.name,
        format: storedBy(recipe, role),
        vanished,
        nonZero,
        share: Math.sqrt(squaredLoss / squared),
      };
      if (loss.share > MOST_SHARE) throw tooSmall(loss, recipe, role);
      return vanished === null && loss.share <= NOTED_SHARE ? [] : [loss];
    });
  }
}

/** Of norm weights or a bias, which stay f32. @throws as RangeMeter.losses */
export function vectorLosses(part: NamedValues, recipe: Recipe): readonly TensorLoss[] {
  const meter = new RangeMeter([part], part.values.length, recipe, 'norms');
  part.values.forEach((value, index) => {
    if (value !== 0 && Math.abs(value) < LEAST_F32) meter.onLoss('vanished', { row: 0, column: index }, value, 0);
  });
  return meter.losses();
}

/** Whether a person should hear of it: of the norm more than FP16 takes anyway, or of the weights more than one in ten thousand. */
export const isNoted = ({ share, vanished, nonZero }: TensorLoss): boolean =>
  share > NOTED_SHARE || (vanished !== null && vanished.count > NOTED_COUNT * nonZero);

function counted(before: Tally | null, row: number, column: number, value: number): Tally {
  const size = Math.abs(value);
  if (before === null) return { count: 1, row, column, value, largest: size };
  before.count += 1;
  before.largest = Math.max(before.largest, size);
  return before;
}
