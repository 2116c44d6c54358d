/** Which fidelity a reader sees: the run's own where it read enough windows for figures, else the reference's, said to be one. */
import { FEWEST_WINDOWS } from '../../benchmark/fidelity/fidelity';
import type { ModelFormat } from '../../kernels/recipe';
import type { Fidelity, FidelityReference, FidelityRow, Result } from '../schema';
import { isFrozen, isMeasured } from './reference';

export type FidelityParts = Pick<Result, 'fidelity' | 'fidelityReference'>;

/** What a check of a format may say: its figures here are not as they should be. */
export const DIFFERS = 'differs from the reference';

type Mean = NonNullable<FidelityRow['kl']>;

export interface ShownFidelity {
  readonly format: ModelFormat;
  /** Null where nothing is known, as of the three below; KL, agreement and change are null for FP16 too. */
  readonly perplexity: number | null;
  readonly perplexityChange: Mean | null;
  readonly kl: Mean | null;
  readonly top1: Mean | null;
  /** Of all matrices together. */
  readonly weightError: number | null;
  readonly basis: 'measured' | 'reference';
  /** What the reference files say of what this run read of it, in however few windows. */
  readonly check: 'agrees with the reference' | typeof DIFFERS | 'no reference' | 'failed' | 'not measured here';
}

const NOTHING = { perplexity: null, perplexityChange: null, kl: null, top1: null };

/**
 * One for each format with fidelity or a reference, FP16 first. A format that failed here, or read a few windows otherwise than the
 * reference, has no figure, not even the reference's: that is of other arithmetic than this run's.
 */
export function shownFidelity({ fidelity, fidelityReference }: FidelityParts): readonly ShownFidelity[] {
  const read = fidelity?.rows ?? [];
  if (isMeasured(fidelity)) return read.map((row) => ({ ...ownOf(row), ...figuresOf(row), basis: 'measured' }));
  const known = fidelityReference?.rows ?? [];
  const formats = [...new Set([...known, ...read].map(({ format }) => format))];
  return formats.map((format): ShownFidelity => {
    const row = read.find((one) => one.format === format);
    const own = row === undefined ? null : ownOf(row);
    const isOther = own?.check === 'failed' || own?.check === DIFFERS;
    const reference = isOther ? undefined : known.find((one) => one.format === format);
    return {
      ...{ format, ...(reference === undefined ? NOTHING : figuresOf(reference)) },
      weightError: own?.weightError ?? reference?.weightError ?? null,
      basis: 'reference',
      check: own?.check ?? 'not measured here',
    };
  });
}

const figuresOf = ({ perplexity, perplexityChange, kl, top1 }: typeof NOTHING | Figures) => ({
  ...{ perplexity, perplexityChange, kl, top1 },
});

type Figures = Pick<ShownFidelity, keyof typeof NOTHING>;

/** Known of this run, however few windows it read. */
const ownOf = ({
  format,
  weightError,
  check,
  error,
}: FidelityRow): Omit<ShownFidelity, keyof typeof NOTHING | 'basis'> => ({
  format,
  weightError: weightError?.relativeRms ?? null,
  check:
    error !== null ? 'failed' : check === null ? 'no reference' : check.passed ? 'agrees with the reference' : DIFFERS,
});

/** On what it was measured, and how much that is; or that it was not, and whose the figures are. Empty without either. */
export function passageText({ fidelity, fidelityReference }: FidelityParts): string {
  if (isMeasured(fidelity)) {
    const { windows, windowsAsked } = fidelity.passage;
    const asked = windows < windowsAsked ? ` (of ${windowsAsked} that were asked for)` : '';
    return `${passageOf(fidelity)}${asked}, with 95 % intervals over windows.`;
  }
  return [referenceText(fidelityReference), fewText(fidelity)].filter((text) => text !== '').join(' ');
}

const passageOf = ({ model, passage }: Pick<FidelityReference, 'model' | 'passage'>): string =>
  `${model.name} on ${passage.windows} windows of ${passage.windowTokens} tokens of a text that it was not trained on`;

function referenceText(reference: FidelityReference | null): string {
  if (reference === null) return '';
  const { adapter, software, engine, startedAt } = reference;
  const made = `${adapter}${software ? ', a software adapter' : ''}; Tokamark ${engine.version}, ${startedAt.slice(0, 10)}`;
  const what = isFrozen(reference) ? 'Reference' : 'Another reference than this version has, and which it cannot check';
  return `${what}, not measured here: ${passageOf(reference)}, with 95 % intervals over windows (${made}).`;
}

function fewText(fidelity: Fidelity | null): string {
  if (fidelity === null) return '';
  const { windows } = fidelity.passage;
  const many = windows === 1 ? '1 window' : `${windows} windows`;
  return `This run read ${many}, which checks that its kernels agree with the reference files; a figure needs ${FEWEST_WINDOWS}.`;
}
