/** Whether a name is that of a row of the catalogue, word by word. */
import type { Preset } from '../catalogue';
import type { DeviceName } from './device-name';

/**
 * `same`; `variant`: the same number, but with another memory, or sold in forms that the name does not tell apart; `other`.
 * An expression alone would take an RTX 5090 D for an RTX 5090.
 */
export type Match = 'same' | 'variant' | 'other';

export function match(name: DeviceName, row: DeviceName, preset: Preset, severalBuses: ReadonlySet<string>): Match {
  if (!sameWords(name.core, row.core) || !fits(name, row)) return 'other';
  if (name.variant || memoryDiffers(name, preset)) return 'variant';
  const untold = name.bus === null && row.bus !== null && [...row.core].some((word) => severalBuses.has(word));
  // `GTX 1060` may be the one with 3 GB: the row's name says its memory because there are others.
  const memoryUntold = row.memoryGB !== null && name.memoryGB === null && preset.class !== 'datacentre';
  return untold || memoryUntold ? 'variant' : 'same';
}

/** Nothing in it contradicts the row: bus and form, where both say one. */
export function fits(name: DeviceName, row: DeviceName): boolean {
  const bus = name.bus === null || row.bus === null || name.bus === row.bus;
  return bus && (name.laptop === row.laptop || row.plain === '');
}

function memoryDiffers({ memoryGB }: DeviceName, { memoryGB: sold }: Preset): boolean {
  return memoryGB !== null && sold !== null && ![sold].flat().includes(memoryGB);
}

function sameWords(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size > 0 && left.size === right.size && isWithin(left, right);
}

/** Node 20 has no isSubsetOf. */
export const isWithin = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  [...left].every((word) => right.has(word));

/** Words that are the model's number. */
export const numbersOf = ({ core }: DeviceName): readonly string[] =>
  [...core].filter((word) => word.length >= 3 && /\d{2}/.test(word));
