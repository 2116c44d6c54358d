/** What a duel claims, in one sentence, and the words of its figures: what a machine does, and how formats are called. */
import { contestantName } from '../../benchmark/whose';
import { ENGINE } from '../../foundation/build';
import { boundsBehind, showInterval } from '../digits';
import { shapeAlone } from '../which-model';
import { machineText, type Duel, type DuelFigure } from './duel';

/** `Apple M3 writes 94.2 tokens per second in INT4 (92.1 to 96.0) with Llama-3.2-1B’s shape, 1.24B parameters.` */
export function claimOf({ machine, figures, receipt }: Duel): string {
  const [first] = figures;
  const shown = showInterval(first.speed);
  const model = 'shape' in receipt.model ? ` with ${shapeAlone(receipt.model.shape, first.test)}` : '';
  return `${machineText(machine)} ${verbOf(first)} ${shown.median} tokens per second in ${formatName(first)}${boundsBehind(shown)}${model}.`;
}

export const verbOf = ({ test }: DuelFigure): string => (test.phase === 'decode' ? 'writes' : 'reads');

export const formatName = ({ format }: Pick<DuelFigure, 'format'>): string =>
  contestantName({ engine: ENGINE, format });
