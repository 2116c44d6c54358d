/** From what a person reads off a meter to the device's own power. The equations and refusals are in energy/calibrate. */
import type { Basis } from '../../energy/basis';
import { calibrate, type MeasuredPower } from '../../energy/calibrate/coefficient';
import { knownProfile, usedBandwidth } from '../../energy/calibrate/used-bandwidth';
import { countedPower, meteredPower, type Reading } from '../../energy/calibrate/wall-meter';
import type { CalibratedPower } from '../../energy/power-source';
import { seconds } from '../../foundation/units';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import type { Choices } from '../cost/form-fields';
import { WORDS } from './catalogue/words';
import type { EnergyData } from './energy-state';
import { number } from './fields';
import type { MeasureState } from './measure-state';

/** What a measurement is of. */
export interface MeasureContext {
  readonly run: RunState;
  readonly basis: Basis;
  readonly data: EnergyData;
}

const read = (typed = ''): number => number(typed) ?? NaN;

/** One steady reading, held for a while; no time at all where none was given. */
function steady(shown: string | undefined, lasted: string | undefined): readonly Reading[] {
  const first: Reading = { time: seconds(0), watts: read(shown) };
  const end = read(lasted);
  return end > 0 && Number.isFinite(end) ? [first, { ...first, time: seconds(end) }] : [first];
}

/**
 * @param typed the meter's watts under load, or its kWh counter before and after
 * @throws TokamarkError `energy` that names the reading: `idle`, `load`, `counter` or `lasted`.
 */
export function readMeter(typed: MeasureState['typed']): MeasuredPower {
  const idle = meteredPower('idle', steady(typed['meter-idle-watts'], typed['meter-idle-seconds']));
  const load =
    typed['meter-way'] === 'counter'
      ? countedPower({
          ...{ from: read(typed['meter-from']), to: read(typed['meter-to']) },
          lasted: seconds(60 * read(typed['meter-minutes'])),
        })
      : meteredPower('load', steady(typed['meter-load-watts'], typed['meter-load-seconds']));
  return { method: 'wall meter', idle, load };
}

/** The formats whose decode a meter may have been read with, and what they are called. */
export function formatChoices(run: RunState): Choices {
  const formats = MODEL_FORMATS.filter((format) => {
    const { tokensPerSecond = null, batch } = entryFor(run, format, 'decode')?.entry ?? {};
    return tokensPerSecond !== null && batch === 1;
  });
  return formats.length === 0 ? [['', WORDS.measure.noneYet]] : formats.map((format) => [format, format.toUpperCase()]);
}

/** What the form shows as chosen: the first, as long as the person has not chosen another that is there. */
export function chosenFormat(typed: string | undefined, run: RunState): string {
  const offered = formatChoices(run).map(([format]) => format);
  return typed !== undefined && offered.includes(typed) ? typed : (offered[0] ?? '');
}

/**
 * @param format whose decode ran while the load was read; empty: none was measured yet
 * @throws TokamarkError `energy` that names what is missing or wrong
 */
export function calibrated(
  measured: MeasuredPower,
  format: string,
  { run, basis, data }: MeasureContext,
): CalibratedPower {
  const profile = knownProfile(basis, data.catalogue);
  const chosen = MODEL_FORMATS.find((one) => one === format);
  const entry = chosen === undefined ? null : (entryFor(run, chosen, 'decode')?.entry ?? null);
  return calibrate(profile, measured, usedBandwidth(entry, run.record.sustained, profile));
}
