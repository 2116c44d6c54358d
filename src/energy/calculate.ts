/** The calculator: one speed, one device or a power typed in, and all figures that follow. Runs nothing. */
import { bytesPerToken, share } from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import type { Energy as EnergyPart } from '../report/schema/energy';
import { answerOf } from './answer';
import { exactly } from './band';
import type { Catalogue } from './catalogue';
import type { Constants } from './constants';
import { energyAt } from './estimate';
import { checkRange, refusal } from './limits';
import { useOf, type Load } from './power-source';
import { originOf, rowOf, tariffData } from './rows';
import { prepare, type EnergySettings } from './settings';

export interface Work {
  readonly phase: 'prefill' | 'decode';
  readonly tokensPerSecond: number;
  /** Weights with their scales, and KV; null where it is not known. */
  readonly bytesPerToken: number | null;
  /** Of prefill: share of the time in which the GPU works; null: always. */
  readonly busy: number | null;
}

const CALCULATION_SCHEMA = 'tokamark-energy/1';

/** @throws TokamarkError `option` that names the field. */
export function calculate(work: Work, settings: EnergySettings, catalogue: Catalogue, constants: Constants) {
  const { preset, source, tariff, hardware, lengths } = prepare(settings, catalogue, constants);
  if (source === null) {
    throw refusal(
      'device',
      'Neither a device nor a power is given.',
      'Give --device ID (see `tokamark device`) or --watts W.',
    );
  }
  const rate = exactly(tokensPerSecond(checkRange('tokensPerSecond', work.tokensPerSecond, 1e-6, 1e12, 'tokens/s')));
  const read = work.bytesPerToken;
  const load: Load = {
    phase: work.phase,
    bytesRead: read === null ? null : bytesPerToken(checkRange('bytesPerToken', read, 1, 1e15, 'bytes')),
    busy: share(work.busy === null ? 1 : checkRange('busy', work.busy, 0, 1, '')),
  };
  const energy = energyAt(source, load, rate);
  const use = 'profile' in source && work.phase === 'decode' ? useOf(source.profile, load, rate.central) : null;
  const row = rowOf(energy, tariff, hardware, use);
  return {
    schema: CALCULATION_SCHEMA,
    device: preset === null ? null : { id: preset.id, name: preset.name, class: preset.class, source: preset.source },
    phase: work.phase,
    bytesPerToken: read,
    ...row,
    tariff: tariffData(tariff) satisfies EnergyPart['tariff'],
    // The calculator knows one phase: an answer is that many tokens of it.
    answer: answerOf({ ...lengths, promptTokens: 0 }, null, energy.attributed, tariff),
    marginal: energy.marginal === null ? null : originOf(energy.marginal),
  };
}

export type Calculation = ReturnType<typeof calculate>;
