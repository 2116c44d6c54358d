/** From what a person reads off a meter to the device's own power. The equations and refusals are in energy/calibrate. */
import { calibrate, type MeasuredPower } from '../../energy/calibrate/coefficient';
import { knownProfile, usedBandwidth } from '../../energy/calibrate/used-bandwidth';
import { countedPower, meteredPower, type Reading } from '../../energy/calibrate/wall-meter';
import type { CalibratedPower } from '../../energy/power-source';
import { seconds } from '../../foundation/units';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import type { BetterContext } from './better-parts';
import { number } from './fields';
import type { Choices } from './form-parts';

/** As typed in. */
export interface MeterFields {
  /** The meter's watts under load, or its kWh counter before and after. */
  readonly way: 'watts' | 'counter';
  readonly idleWatts: string;
  readonly idleSeconds: string;
  readonly loadWatts: string;
  readonly loadSeconds: string;
  readonly from: string;
  readonly to: string;
  readonly minutes: string;
}

const read = (typed: string): number => number(typed) ?? NaN;

/** One steady reading, held for a while; no time at all where none was given. */
function steady(shown: string, lasted: string): readonly Reading[] {
  const first: Reading = { time: seconds(0), watts: read(shown) };
  const end = read(lasted);
  return end > 0 && Number.isFinite(end) ? [first, { ...first, time: seconds(end) }] : [first];
}

/** @throws TokamarkError `energy` that names the reading: `idle`, `load`, `counter` or `lasted`. */
export function readMeter(fields: MeterFields): MeasuredPower {
  const idle = meteredPower('idle', steady(fields.idleWatts, fields.idleSeconds));
  const load =
    fields.way === 'counter'
      ? countedPower({ from: read(fields.from), to: read(fields.to), lasted: seconds(60 * read(fields.minutes)) })
      : meteredPower('load', steady(fields.loadWatts, fields.loadSeconds));
  return { method: 'wall meter', idle, load };
}

/** The formats whose decode a meter may have been read with, and what they are called. */
export function formatChoices(run: RunState): Choices {
  const formats = MODEL_FORMATS.filter((format) => {
    const { tokensPerSecond = null, batch } = entryFor(run, format, 'decode')?.entry ?? {};
    return tokensPerSecond !== null && batch === 1;
  });
  return formats.length === 0
    ? [['', 'none yet: run the benchmark']]
    : formats.map((format) => [format, format.toUpperCase()]);
}

/**
 * @param format whose decode ran while the load was read; empty: none was measured yet
 * @throws TokamarkError `energy` that names what is missing or wrong
 */
export function calibrated(
  measured: MeasuredPower,
  format: string,
  { run, basis, data }: BetterContext,
): CalibratedPower {
  const profile = knownProfile(basis, data.catalogue);
  const chosen = MODEL_FORMATS.find((one) => one === format);
  const entry = chosen === undefined ? null : (entryFor(run, chosen, 'decode')?.entry ?? null);
  return calibrate(profile, measured, usedBandwidth(entry, run.record.sustained, profile));
}
