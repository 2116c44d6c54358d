/** What a duel claims, in one sentence, and how its formats are called. */
import { contestantName } from '../../benchmark/whose';
import { ENGINE } from '../../foundation/build';
import { showInterval } from '../digits';
import { machineText, type Duel, type DuelFigure } from './duel';

/** `Apple M3 writes 94.2 tokens per second in INT4 (92.1 to 96.0).` */
export function claimOf({ machine, figures }: Duel): string {
  const [first] = figures;
  const { median, low, high } = showInterval(first.speed);
  const interval = low === high ? '' : ` (${low} to ${high})`;
  const verb = first.test.phase === 'decode' ? 'writes' : 'reads';
  return `${machineText(machine)} ${verb} ${median} tokens per second in ${formatName(first)}${interval}.`;
}

export const formatName = ({ format }: Pick<DuelFigure, 'format'>): string =>
  contestantName({ engine: ENGINE, format });
