/** Which machine the room speaks of: a GPU of the catalogue that a person names; else this one, by its run or its name; else an example. */
import {
  imaginedOn,
  measuredPeaks,
  memoryOf,
  predictedBy,
  publishedPeaks,
  type ImaginedMachine,
  type Peaks,
} from '../../costs';
import type { Basis } from '../../energy/basis';
import { withMeasuredBandwidth } from '../../energy/power-source';
import type { EnergySettings } from '../../energy/settings';
import { bytesPerSecond } from '../../foundation/units';
import type { Preset } from '../../hardware/catalogue';
import { presetOf } from '../../hardware/identify/typed-device';
import type { Result } from '../../report/schema';
import type { EnergyData } from '../energy/energy-state';
import { NOTHING_OF_GPU } from '../energy/shown-energy';
import { WORDS } from './catalogue/words';
import { takenGpu } from './gpu-choice';
import { pricesOf, saidOf, type GpuPrices, type PriceField } from './gpu-prices';

export interface RoomMachine {
  readonly machine: ImaginedMachine;
  /** `named`: by a person. `run`: a run of this one is here. `here`: the browser names it. `example`: neither. */
  readonly is: 'named' | 'run' | 'here' | 'example';
  readonly preset: Preset | null;
  /** How its speeds are known: stands beside every figure, and in every picture that is saved. */
  readonly about: string;
  /** The most that it does. */
  readonly peaks: Peaks;
  /** By which it is paid. */
  readonly settings: EnergySettings;
}

/** Whose price is typed in here: of a GPU that is named or an example, its own; null: this machine's. */
export const pricedOf = ({ is, preset }: RoomMachine): Preset | null =>
  is === 'named' || is === 'example' ? preset : null;

interface TypedGpu {
  /** A name; empty: this machine. */
  readonly gpu: string;
  readonly prices: GpuPrices;
}

const EXAMPLE_GPU = 'rtx-4070';

/**
 * @param result of a run on the GPU whose power is known
 * @throws TokamarkError `option` that names the field
 */
export function machineOf(
  { gpu, prices }: TypedGpu,
  data: EnergyData,
  basis: Basis,
  result: Result | null,
): RoomMachine {
  const another = (preset: Preset) => ofPreset(preset, data, basis, saidOf(pricesOf(prices, preset), data.catalogue));
  if (gpu.trim() !== '') {
    return { is: 'named', ...another(takenGpu(gpu, data.catalogue)) };
  }
  const [here] = basis.devices;
  if (!basis.software && basis.source !== null && result !== null && !result.adapter.software) {
    const roof = result.roofs?.bandwidth ?? null;
    const preset = basis.devices.length === 1 ? (here ?? null) : null;
    const name = preset?.name ?? WORDS.machine.thisGpu;
    return {
      is: 'run',
      preset,
      about: WORDS.machine.predicted(name),
      settings: basis.settings,
      peaks: measuredPeaks(result),
      machine: {
        name,
        memory: memoryOf(preset),
        source: withMeasuredBandwidth(basis.source, roof === null ? null : bytesPerSecond(roof.median)),
        prepared: basis.prepared,
        speedOf: predictedBy(result),
      },
    };
  }
  if (!basis.software && here !== undefined && here.memoryBandwidthGBs !== null) {
    return { is: 'here', ...ofPreset(here, data, basis, basis.settings) };
  }
  return { is: 'example', ...another(presetOf(EXAMPLE_GPU, data.catalogue)) };
}

/** At the electricity that was typed in; what was said of the GPU that is here is not said of another. */
function ofPreset(
  preset: Preset,
  { catalogue, constants }: EnergyData,
  { settings: typed }: Basis,
  { payment, hardwarePrice, rentPerHour }: Pick<EnergySettings, PriceField>,
) {
  const given = { ...typed, ...NOTHING_OF_GPU, payment, hardwarePrice, rentPerHour };
  const { machine, settings } = imaginedOn(preset, given, { catalogue, constants });
  const about = WORDS.machine.expected(preset.name);
  return { preset, about, machine, settings, peaks: publishedPeaks(preset) };
}
