/** What the formats take that stand side by side in a picture of the room: those of the picture, and the one that was chosen. No elements. */
import { outcomeOf, type Load, type Outcome } from '../../costs';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isMissing, type Missing } from '../../predict/basis';
import { WORDS } from './catalogue/words';
import type { RoomMachine } from './imagined';

/** The other 4-bit formats read nearly as much as INT4. */
const USUAL_FORMATS: readonly ModelFormat[] = ['fp16', 'int8', 'int4'];

export interface OfFormat {
  readonly format: ModelFormat;
  readonly outcome: Outcome | Missing;
}

/** Which of them do not fit or may not, beside the one that was chosen; empty where all do. */
export const besideText = (all: readonly OfFormat[], chosen: ModelFormat | null): string =>
  all
    .filter(({ format }) => format !== chosen)
    .flatMap(({ format, outcome }) => {
      const name = format.toUpperCase();
      if (isMissing(outcome)) return [WORDS.formats.leftOut(name, outcome.missing)];
      return outcome.doubt === '' ? [] : [WORDS.formats.doubt(name, outcome.doubt)];
    })
    .join(' ');

const isDoubtful = (of: Pick<Outcome, 'doubt'> | Missing): boolean => !isMissing(of) && of.doubt !== '';

/** Stands at the end of a title where the model may not fit. */
export const ifItFits = (of: Pick<Outcome, 'doubt'> | Missing): string =>
  isDoubtful(of) ? WORDS.formats.ifItFits : '';

/** The same in a title that goes on. */
export const ifItFitsThen = (of: Pick<Outcome, 'doubt'> | Missing): string =>
  isDoubtful(of) ? WORDS.formats.ifItFitsThen : '';

export const formatsBeside = (
  { machine }: Pick<RoomMachine, 'machine'>,
  load: Load,
  shown: readonly ModelFormat[] = USUAL_FORMATS,
): readonly OfFormat[] =>
  MODEL_FORMATS.filter((format) => shown.includes(format) || format === load.format).map((format) => ({
    format,
    outcome: outcomeOf(machine, { ...load, format }),
  }));
