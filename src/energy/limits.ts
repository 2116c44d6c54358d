/** What typed-in values may be. Each refusal names the field and says what to do; the last good figure is the caller's to keep. */
import { watts, type Watts } from '../foundation/energy-units';
import { TokamarkError, type ErrorCode } from '../foundation/errors';
import type { Preset } from '../hardware/catalogue';
import { WIDENING } from './power/coefficients';

/** No single machine that a person measures draws more. */
const MOST_WATTS = 100_000;

export function refusal(field: string, message: string, remedy: string, code: ErrorCode = 'option'): TokamarkError {
  return new TokamarkError({ code, message, where: field, remedy });
}

/** The most that a device can draw: what its maker may set, and a third above the limit of a board that may be overclocked. */
export function mostWatts({ boardPowerW, powerRangeW, class: kind }: Preset): Watts | null {
  const top = powerRangeW?.[1] ?? null;
  if (top !== null) return watts(Math.max(top, boardPowerW ?? 0));
  return boardPowerW === null ? null : watts(boardPowerW * WIDENING[kind].up);
}

/** @throws TokamarkError for what is no positive number, or more than the device can draw. */
export function checkWatts(field: string, value: number, device: Preset | null): Watts {
  if (!Number.isFinite(value) || value <= 0) {
    throw refusal(
      field,
      `${field} is ${value}, but power is a number of watts above 0.`,
      'Read the power while the model runs, and give it in watts, such as 120.',
    );
  }
  const most = device === null ? null : mostWatts(device);
  if (most !== null && device !== null && value > most) {
    throw refusal(
      field,
      `${field} is ${value} W, but ${device.name} draws at most ${Math.round(most)} W.`,
      'Check the unit (watts, not milliwatts) and the device; if the whole machine was metered, say so (boundary: wall).',
    );
  }
  if (value > MOST_WATTS) {
    throw refusal(
      field,
      `${field} is ${value} W, more than any one machine draws.`,
      'Check the unit: watts, not milliwatts.',
    );
  }
  return watts(value);
}

/** What a number must lie between, and its unit. */
export type Range = readonly [least: number, most: number, unit: string];

/** Of what is asked for in more than one place. */
export const RANGES = {
  machinePrice: [0.01, 1e9, ''],
  years: [0.1, 50, 'years'],
  /** Of a time in which something computes, or of a peak that it reaches. */
  utilisation: [0.0001, 1, ''],
  speed: [1e-6, 1e12, 'tokens/s'],
} as const satisfies Readonly<Record<string, Range>>;

/** @throws TokamarkError for what lies outside. */
export function checkRange(field: string, value: number, [least, most, unit]: Range): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw refusal(
    field,
    `${field} is ${value}, but it must lie between ${short(least)} and ${short(most)}${unit === '' ? '' : ` ${unit}`}.`,
    'Give a number within that range.',
  );
}

/** `1e12` for what has too many digits to be read. */
const short = (value: number): string =>
  value !== 0 && (value >= 1e7 || value < 1e-4) ? value.toExponential().replace('e+', 'e') : String(value);
