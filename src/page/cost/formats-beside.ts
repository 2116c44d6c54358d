/** What the formats take that stand side by side in a picture of the room: those of the picture, and the one that was chosen. No elements. */
import { outcomeOf, type Load, type Outcome } from '../../costs';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { Missing } from '../../predict/basis';
import type { RoomMachine } from './imagined';

/** The other 4-bit formats read nearly as much as INT4. */
const USUAL_FORMATS: readonly ModelFormat[] = ['fp16', 'int8', 'int4'];

export interface OfFormat {
  readonly format: ModelFormat;
  readonly outcome: Outcome | Missing;
}

export const formatsBeside = (
  { machine }: Pick<RoomMachine, 'machine'>,
  load: Load,
  shown: readonly ModelFormat[] = USUAL_FORMATS,
): readonly OfFormat[] =>
  MODEL_FORMATS.filter((format) => shown.includes(format) || format === load.format).map((format) => ({
    format,
    outcome: outcomeOf(machine, { ...load, format }),
  }));
