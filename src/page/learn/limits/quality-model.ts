/** What each format costs: as the frozen reference has it, or as it was measured here; and the person's own choice. No elements. */
import type { Choice } from '../../../lab/choice';
import type { ModelFormat } from '../../../kernels/recipe';
import { fableBytes, fableSize } from '../../../lab/fable-bytes';
import { modelChoiceText, wholeModel, type ModelChoice } from '../../../lab/model-choice';
import { frozenLoss } from '../../../lab/coarse-loss';
import { summary } from '../../../lab/quality';
import { FROZEN } from '../../../report/fidelity-reference/reference';
import { COARSE } from '../state';
import { choicesWith } from './limits';
import type { LimitsState } from './limits-state';

export interface QualityRow {
  readonly choice: ModelChoice;
  /** Of a weight, in the mean over all matrices. */
  readonly bits: number;
  readonly bytes: number;
  readonly perplexity: number | null;
  /** Against FP16's on the same text; null for FP16. */
  readonly change: number | null;
  readonly kl: number | null;
  readonly top1: number | null;
  /** Windows that were read here; `reference` where none was, and null where nothing is known. */
  readonly basis: number | 'reference' | null;
}

/** What the person chose stands first, and what breaks the model last, whatever was chosen. */
export function qualityRows(choice: Choice, quality: LimitsState['quality']): readonly QualityRow[] {
  const own = modelChoiceText(wholeModel(choice));
  const isOwn = (one: ModelChoice): boolean => modelChoiceText(one) === own;
  const shown = choicesWith(choice).toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return [...shown, ...(own === modelChoiceText(TWO_BITS) ? [] : [TWO_BITS])].map((one) => {
    const { matrices, bitsPerWeight } = one.kind === 'shipped' ? fableBytes(one.format) : fableSize(one.choice);
    return { choice: one, bits: bitsPerWeight, bytes: matrices, ...figuresOf(one, quality) };
  });
}

const TWO_BITS = wholeModel(COARSE);

const FP16: ModelFormat = 'fp16';

/** Over which the perplexities that are shown were computed. */
export const windowsOf = (quality: LimitsState['quality']): number =>
  quality[FP16]?.windows.length ?? FROZEN.fidelity.passage.windows;

function figuresOf(
  choice: ModelChoice,
  quality: LimitsState['quality'],
): Omit<QualityRow, 'choice' | 'bits' | 'bytes'> {
  const isBase = choice.kind === 'shipped' && choice.format === FP16;
  const measured = quality[modelChoiceText(choice)];
  if (measured !== undefined) {
    const { perplexity, fp16Perplexity, kl, top1 } = summary(measured);
    return {
      perplexity,
      change: isBase ? null : perplexity / fp16Perplexity - 1,
      ...(isBase ? { kl: null, top1: null } : { kl, top1 }),
      basis: measured.windows.length,
    };
  }
  const frozen = frozenOf(choice);
  if (frozen === null) return { perplexity: null, change: null, kl: null, top1: null, basis: null };
  return {
    ...frozen,
    // Of more windows than are read here, so of another text: beside FP16's that was measured here it would only mislead.
    perplexity: quality[FP16] === undefined ? frozen.perplexity : null,
    basis: 'reference',
  };
}

type Figures = Pick<QualityRow, 'perplexity' | 'change' | 'kl' | 'top1'>;

function frozenOf(choice: ModelChoice): Figures | null {
  if (choice.kind === 'simulated') {
    const frozen = frozenLoss(choice);
    if (frozen === null) return null;
    const { perplexity, fp16Perplexity, kl, top1 } = frozen;
    return { perplexity, change: perplexity / fp16Perplexity - 1, kl, top1 };
  }
  const row = FROZEN.fidelity.rows.find(({ format }) => format === choice.format);
  if (row === undefined) return null;
  return {
    perplexity: row.perplexity,
    change: row.perplexityChange?.mean ?? null,
    kl: row.kl?.mean ?? null,
    top1: row.top1?.mean ?? null,
  };
}

/** What stands beside what others have published. */
export const FABLE_FORMAT: ModelFormat = 'int4';

/** Its loss by the reference. */
export const FABLE_LOSS =
  FROZEN.fidelity.rows.find(({ format }) => format === FABLE_FORMAT)?.perplexityChange?.mean ?? null;
