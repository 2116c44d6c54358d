/** The settings of energy by the names that a command line gives them: an error speaks of `--grid`, not of `gridIntensity`. */
import { TokamarkError } from '../foundation/errors';
import { costCommand, costsCommand, energyCommand, rowsOf } from './command-options';
import { ENERGY_OPTIONS } from './energy-options';
import { longOf } from './given';

/** Without those that other commands name as well. */
const OF_COST = rowsOf(costCommand).filter(({ name }) => !['gpu', 'model', 'format', 'batch'].includes(name));

const FLAGS: ReadonlyMap<string, string> = new Map(
  [...ENERGY_OPTIONS, ...rowsOf(energyCommand), ...rowsOf(costsCommand), ...OF_COST].map(({ name, flag }) => [
    name,
    longOf(flag),
  ]),
);

/** `--grid` for `gridIntensity`; a name that no option has, as it is. */
export const byFlag = (field: string): string => FLAGS.get(field) ?? field;

/** The same error with the option's name; whatever else was thrown, as it was. */
export function byOption(thrown: unknown): unknown {
  if (!(thrown instanceof TokamarkError) || thrown.code !== 'option') return thrown;
  const { where, message, remedy } = thrown;
  const flag = FLAGS.get(where);
  if (flag === undefined) return thrown;
  const named = (text: string): string => text.replace(new RegExp(`(?<![-\\w])${where}(?= is | as )`, 'g'), flag);
  return new TokamarkError(
    { code: 'option', message: named(message), where: flag, remedy: named(remedy) },
    { cause: thrown },
  );
}
