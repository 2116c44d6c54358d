/** The ways in which a machine can run a model: every format, and sequences at once, with what a useful token of each takes. */
import { bySide, falling, rising } from '../../energy/band';
import { HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../energy/figures';
import { paidPerHour } from '../../energy/payment';
import type { Lengths } from '../../energy/answer';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isMissing } from '../../predict/basis';
import { outcomeOf, type ImaginedMachine, type Load } from '../what-if/scenario';
import type { Way } from './solve';

const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128] as const;

export interface Wanted {
  readonly model: Load['model'];
  readonly lengths: Lengths;
  /** Of an answer, those that are neither reasoning nor prompt. */
  readonly useful: number;
  /** Nats per token from FP16, by format; what is missing is not known. */
  readonly distances: Readonly<Partial<Record<ModelFormat, number>>>;
}

/** Those that the machine holds and whose speed is known. */
export function waysOf(machine: ImaginedMachine, wanted: Wanted): readonly Way[] {
  return MODEL_FORMATS.flatMap((format) => BATCHES.flatMap((batch) => wayOf(machine, wanted, format, batch) ?? []));
}

function wayOf(machine: ImaginedMachine, wanted: Wanted, format: ModelFormat, batch: number): Way | null {
  const { model, lengths, useful, distances } = wanted;
  const outcome = outcomeOf(machine, { model, format, batch, lengths });
  if (isMissing(outcome) || outcome.answer === null || useful === 0) return null;
  const { speed, worked, answer } = outcome;
  const { tariff, hardware } = machine.prepared;
  // Prompts are read one after the other, answers are written together.
  const hours = bySide((side) => {
    const reading = answer.firstToken[side];
    return (reading + (answer.seconds[side] - reading) / batch) / useful / SECONDS_PER_HOUR;
  });
  const kilowattHours = rising(answer.energy.wattHours, (one) => (one / 1000 / useful) * tariff.site);
  const { electricity } = tariff;
  const isRented = hardware?.basis === 'rented';
  const money = isRented
    ? rising(hours, (one) => one * paidPerHour(hardware))
    : electricity === null
      ? null
      : rising(kilowattHours, (one) => one * electricity.value.value);
  return {
    ...{ format, batch },
    tokenSeconds: falling(speed.decode, (rate) => batch / rate),
    watts: worked.energy.attributed.power,
    distance: format === 'fp16' ? 0 : (distances[format] ?? null),
    takes: { hours, kilowattHours, money },
  };
}

/** A month of a machine that is owned, without its electricity; nothing of one that is rented. Null: its price is not known. */
export function standingOf({ prepared: { hardware, tariff } }: ImaginedMachine): number | null {
  if (hardware === null) return null;
  if (hardware.basis === 'rented') return 0;
  // There is no exchange rate here.
  if (tariff.electricity !== null && tariff.electricity.value.currency !== hardware.currency) return null;
  return (paidPerHour(hardware) * HOURS_PER_YEAR) / 12;
}
