/** What the card shows, as the part `energy` of a result that is copied or downloaded: from the same settings. */
import { energyOf } from '../../energy/of-result';
import type { Result } from '../../report/schema';
import type { EnergyData, EnergyState } from './energy-state';

export function withEnergy(
  result: Result,
  { catalogue, constants, identity, renderer }: EnergyData,
  { basis }: EnergyState,
): Result {
  const { settings, devices, better } = basis;
  const told = settings.device === null && settings.watts === null && identity.status === 'known';
  // The device that the browser told counts as chosen for its price; the result says how it is known.
  const device = told ? (devices[0]?.id ?? null) : settings.device;
  const context = { catalogue, constants, renderer, better };
  const energy = energyOf(result, { ...settings, device }, context);
  return { ...result, energy: told ? { ...energy, status: identity.status, reason: identity.reason } : energy };
}
