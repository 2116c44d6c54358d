/** The calculator: one speed, one device or a power typed in, and all figures that follow. Runs nothing. */
import { share } from '../foundation/energy-units';
import type { Energy as EnergyPart } from '../report/schema/energy';
import { answerOf } from './answer';
import type { Catalogue } from './catalogue';
import type { Constants } from './constants';
import { energyAt } from './estimate';
import { checkRange } from './limits';
import { useOf, type Load } from './power-source';
import { originOf, rowOf, tariffData } from './rows';
import { prepare, type EnergySettings } from './settings';
import { checkWork, requireSource, type TypedWork } from './typed-work';

export interface Work extends TypedWork {
  readonly phase: 'prefill' | 'decode';
  /** Of prefill: share of the time in which the GPU works; null: always. */
  readonly busy: number | null;
}

const CALCULATION_SCHEMA = 'tokamark-energy/1';

/** @throws TokamarkError `option` that names the field. */
export function calculate(work: Work, settings: EnergySettings, catalogue: Catalogue, constants: Constants) {
  const { preset, source: given, tariff, hardware, lengths } = prepare(settings, catalogue, constants);
  const source = requireSource(given);
  const { rate, bytesRead } = checkWork(work);
  const load: Load = {
    phase: work.phase,
    bytesRead,
    busy: share(work.busy === null ? 1 : checkRange('busy', work.busy, 0, 1, '')),
  };
  const energy = energyAt(source, load, rate);
  const use = 'profile' in source && work.phase === 'decode' ? useOf(source.profile, load, rate.central) : null;
  const row = rowOf(energy, tariff, hardware, use);
  return {
    schema: CALCULATION_SCHEMA,
    device: preset === null ? null : { id: preset.id, name: preset.name, class: preset.class, source: preset.source },
    phase: work.phase,
    bytesPerToken: bytesRead,
    ...row,
    tariff: tariffData(tariff) satisfies EnergyPart['tariff'],
    // The calculator knows one phase: an answer is that many tokens of it.
    answer: answerOf({ ...lengths, promptTokens: 0 }, null, energy.attributed, tariff),
    marginal: energy.marginal === null ? null : originOf(energy.marginal),
  };
}

export type Calculation = ReturnType<typeof calculate>;
