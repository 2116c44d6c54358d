/**
 * Where the power model was compared with measurements, and how much wider its band is elsewhere. The ranges are those of the 28 published
 * points (data/power-measurements.json), which a test holds against these; here as code, so that no figure needs the points to be loaded.
 */
import type { Share } from '../../foundation/energy-units';
import type { Band } from '../band';
import type { DeviceKind } from '../../hardware/device-kinds';
import { WIDENING } from './coefficients';
import type { PowerProfile } from './profile';

/** Fewer points of a class are no range: the two integrated GPUs among the 28 are both desktop machines at high use. */
export const FEWEST_POINTS = 5;

interface UseRange {
  readonly least: number;
  readonly most: number;
}

/** Share of the peak bandwidth at which decode was measured, of the classes with enough points. */
export const MEASURED_USE: Readonly<Partial<Record<DeviceKind | 'unknown', UseRange>>> = {
  datacentre: { least: 0.062, most: 0.758 },
  desktop: { least: 0.311, most: 0.86 },
};

/**
 * Outside of it the band is wider by this factor, down and up, on top of the class's own. Of the forms that one term fits and that
 * grow with the use, those fitted to the points at 31 % and more miss the points below by up to 1.42 times (../check-model.ts,
 * `belowRange`); rounded up.
 */
export const OUTSIDE = 1.5;

const KINDS: Readonly<Record<DeviceKind | 'unknown', string>> = {
  desktop: 'desktop boards',
  laptop: 'laptop GPUs',
  integrated: 'integrated GPUs',
  phone: "phones' GPUs",
  datacentre: 'data-centre boards',
  workstation: 'workstation cards',
  embedded: 'embedded GPUs',
  unknown: 'such GPUs',
};

/**
 * Why an estimate lies outside of what was measured, as a sentence; null where it does not.
 * @param use share of the peak bandwidth at the speeds of the figure's interval; null where it is not known
 */
export function outsideMeasured(
  { class: kind, widening }: Pick<PowerProfile, 'class' | 'widening'>,
  phase: 'prefill' | 'decode',
  use: Band<Share> | null,
): string | null {
  if (phase === 'prefill') return outsideText('no measurement of prefill is published, and its band is a judgement');
  // A class's default, of a GPU that is not known, is no board whose limit is known.
  const range = widening.up > WIDENING.desktop.up ? undefined : MEASURED_USE[kind];
  if (range === undefined) return outsideText(`${KINDS[kind]} were measured at fewer than ${FEWEST_POINTS} points`);
  const at = `${KINDS[kind]} were measured at ${percent(range.least)} to ${percent(range.most)} %`;
  if (use === null) return outsideText(`how much of the bandwidth is used is not known; ${at}`);
  if (use.low >= range.least && use.high <= range.most) return null;
  return outsideText(`${shown(use)} % of the bandwidth is used; ${at}`);
}

/** As a sentence, with what follows from it. */
export const outsideText = (why: string): string =>
  `Outside the measured range: ${why}. The band is ${OUTSIDE} times as wide, down and up.`;

const percent = (part: number): string => (100 * part).toFixed(part < 0.1 ? 1 : 0);

function shown({ low, high }: Band<Share>): string {
  const [from, to] = [percent(low), percent(high)];
  return from === to ? from : `${from} to ${to}`;
}
