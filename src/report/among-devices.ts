/** Whether a bandwidth is good: where it lies among the devices of the catalogue, by what their memory has on paper. */
import type { Preset } from '../hardware/catalogue';
import type { Interval } from './digits';
import { showRateFigure } from './roofs';

export interface RatedDevice {
  readonly name: string;
  /** Of its memory, on paper. */
  readonly gigabytesPerSecond: number;
}

export interface AmongDevices {
  /** At most two that have less, the nearest last. */
  readonly below: readonly RatedDevice[];
  /** At most two that have more, the nearest first. */
  readonly above: readonly RatedDevice[];
  /** One for each bandwidth, in rising order. */
  readonly all: readonly RatedDevice[];
  readonly sentence: string;
}

const NEIGHBOURS = 2;

/**
 * @param measured bytes per second, of a GPU: the processor behind a software adapter has no place among these
 * @param presets of the catalogue; those whose bandwidth is not known count for nothing
 */
export function amongDevices(measured: Interval, presets: readonly Preset[]): AmongDevices {
  const rated = distinct(presets);
  const reached = measured.median / 1e9;
  const below = rated.filter(({ gigabytesPerSecond }) => gigabytesPerSecond <= reached).slice(-NEIGHBOURS);
  const above = rated.filter(({ gigabytesPerSecond }) => gigabytesPerSecond > reached).slice(0, NEIGHBOURS);
  const said = `This run read memory at ${showRateFigure(measured, 'B/s')}`;
  return { below, above, all: rated, sentence: `${said}, ${place(below.at(-1), above.at(0), rated.length)}.` };
}

function place(below: RatedDevice | undefined, above: RatedDevice | undefined, count: number): string {
  if (below !== undefined && above !== undefined) return `between ${onPaper(below)} and ${onPaper(above)} on paper`;
  if (above !== undefined) return `less than ${onPaper(above)} on paper, the least of ${count} in the catalogue`;
  if (below !== undefined) return `more than ${onPaper(below)} on paper, the most of ${count} in the catalogue`;
  return 'and the catalogue knows no device to compare it with';
}

export const rateOnPaper = ({ gigabytesPerSecond }: RatedDevice): string =>
  `${Number(gigabytesPerSecond.toPrecision(3))} GB/s`;

const onPaper = (device: RatedDevice): string => `the ${device.name} (${rateOnPaper(device)})`;

/** In rising order, one for each bandwidth: the first of the catalogue that has it. */
function distinct(presets: readonly Preset[]): readonly RatedDevice[] {
  const found = new Map<number, RatedDevice>();
  for (const { name, memoryBandwidthGBs } of presets) {
    if (memoryBandwidthGBs === null || found.has(memoryBandwidthGBs)) continue;
    found.set(memoryBandwidthGBs, { name, gigabytesPerSecond: memoryBandwidthGBs });
  }
  return [...found.values()].toSorted((a, b) => a.gigabytesPerSecond - b.gigabytesPerSecond);
}
