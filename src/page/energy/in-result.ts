/** What the card shows, as the part `energy` of a result that is copied or downloaded: from the same settings. */
import { energySettingsSchema } from '../../energy/fields';
import { energyOf } from '../../energy/of-result';
import type { Result } from '../../report/schema';
import type { EnergyData, EnergyState } from './energy-state';
import { isSameAdapter } from './shown-energy';

/** What is known of the GPU holds for a run on it; that of another is named by its own result, and nothing was metered of it. */
export function withEnergy(result: Result, data: EnergyData, { basis }: EnergyState): Result {
  const { identity, adapter } = data;
  const { settings, better } = basis;
  const [said, known] = isSameAdapter(result.adapter, adapter)
    ? [settings, { identity, better }]
    : [
        { ...settings, ...NOTHING_OF_GPU },
        { identity: null, better: null },
      ];
  return { ...result, energy: energyOf(result, said, { ...data, ...known }) };
}

/** As if nobody had said which GPU it is, or what it draws. */
const NOTHING_OF_GPU = energySettingsSchema
  .pick({ device: true, powerLimit: true, watts: true, idleWatts: true, boundary: true })
  .parse({});
