/** What the card shows, as the part `energy` of a result that is copied or downloaded: from the same settings. */
import { energyOf } from '../../energy/of-result';
import type { Result } from '../../report/schema';
import type { EnergyData, EnergyState } from './energy-state';

export function withEnergy(
  result: Result,
  { catalogue, constants, identity }: EnergyData,
  { basis }: EnergyState,
): Result {
  const context = { catalogue, constants, identity, better: basis.better };
  return { ...result, energy: energyOf(result, basis.settings, context) };
}
