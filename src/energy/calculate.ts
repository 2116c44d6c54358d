/** The calculator: one speed, one device or a power typed in, and all figures that follow. Runs nothing. */
import { share } from '../foundation/energy-units';
import type { Energy as EnergyPart } from '../report/schema/energy';
import { answerOf, answerOrigin } from './answer';
import { energyAt } from './estimate';
import { EVERYDAY } from './everyday';
import { checkRange, refusal } from './limits';
import type { ImportedPower, Load, PowerSource } from './power-source';
import type { EnergyFigure } from './provenance';
import { originOf, tariffData, workOut } from './rows';
import { prepare, type EnergySettings } from './settings';
import type { Tables } from './tables';
import { unusedOfTokens, unusedOfWork } from './unused';
import { checkSpeed, checkWork, requireSource, type TypedWork } from './typed-work';

export interface Work extends TypedWork {
  readonly phase: 'prefill' | 'decode';
  /** Of prefill: share of the time in which the GPU works; 1: always. */
  readonly busy: number;
  /** At which an answer's prompt is read; null: it is not known, and there must be no prompt. */
  readonly prefillTokensPerSecond: number | null;
}

const CALCULATION_SCHEMA = 'tokamark-energy/1';

/** @throws TokamarkError `option` that names the field. */
export function calculate(
  work: Work,
  settings: EnergySettings,
  { catalogue, constants }: Tables,
  better: ImportedPower | null = null,
) {
  const prepared = prepare(settings, catalogue, constants, better);
  const { preset, source: given, tariff, lengths } = prepared;
  const source = requireSource(given);
  const { rate, bytesRead } = checkWork(work);
  const load: Load = {
    phase: work.phase,
    bytesRead,
    busy: share(checkRange('busy', work.busy, [0, 1, ''])),
  };
  const { energy, row } = workOut(source, load, rate, prepared);
  const measured = 'profile' in source ? null : 'the power is known and not estimated';
  const read = lengths.promptTokens === 0 ? null : promptOf(work, source);
  return {
    schema: CALCULATION_SCHEMA,
    device: preset === null ? null : { id: preset.id, name: preset.name, class: preset.class, source: preset.source },
    phase: work.phase,
    bytesPerToken: bytesRead,
    ...row,
    tariff: tariffData(tariff) satisfies EnergyPart['tariff'],
    answer: {
      ...answerOf(lengths, read, energy.attributed, tariff),
      provenance: answerOrigin(read, energy.attributed),
    },
    everyday: EVERYDAY,
    marginal: energy.marginal === null ? null : originOf(energy.marginal),
    unused: [
      ...unusedOfTokens(settings, prepared),
      ...unusedOfWork(work, {
        bytesPerToken: measured ?? (work.phase === 'prefill' ? 'the power of prefill does not depend on it' : null),
        busy: work.phase === 'decode' ? 'it is for prefill' : measured,
        prefillTokensPerSecond: lengths.promptTokens === 0 ? 'the answer has no prompt' : null,
      }),
    ],
  };
}

/** The calculator knows one phase; what reads the prompt must be said. */
function promptOf({ phase, prefillTokensPerSecond: given }: Work, source: PowerSource): EnergyFigure {
  if (given === null || phase === 'prefill') {
    throw refusal(
      'prefillTokensPerSecond',
      phase === 'prefill'
        ? 'prefillTokensPerSecond is for the prompt of an answer, which only decode writes.'
        : 'prefillTokensPerSecond is missing: a prompt is not read at the speed at which the answer is written.',
      'Give the speed of prefill as well, or an answer without a prompt.',
    );
  }
  const rate = checkSpeed('prefillTokensPerSecond', given);
  return energyAt(source, { phase: 'prefill', bytesRead: null, busy: share(1) }, rate).attributed;
}

export type Calculation = ReturnType<typeof calculate>;
