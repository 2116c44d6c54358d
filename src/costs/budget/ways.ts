/** The ways in which a machine can run a model: every format, and sequences at once, with what a useful token of each takes. */
import { bySide, exactly, falling, rising } from '../../energy/band';
import { HOURS_PER_MONTH, SECONDS_PER_HOUR } from '../../energy/figures';
import { paidPerHour } from '../../energy/payment';
import type { Lengths } from '../../energy/answer';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isMissing } from '../../predict/basis';
import { waitingPower } from '../waiting';
import { outcomeOf, type ImaginedMachine, type Load } from '../what-if/scenario';
import type { Standing, Way } from './solve';

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
  // A rent holds its electricity, and stands for all hours.
  const money =
    hardware?.basis === 'rented'
      ? exactly(0)
      : electricity === null
        ? null
        : rising(kilowattHours, (one) => one * electricity.value.value);
  return {
    ...{ format, batch, doubt: outcome.doubt },
    tokenSeconds: falling(speed.decode, (rate) => batch / rate),
    watts: worked.energy.attributed.power,
    distance: format === 'fp16' ? 0 : (distances[format] ?? null),
    takes: { hours, kilowattHours, money },
  };
}

/**
 * A month before anything is written, at the hours of use that were chosen: price or rent in all hours, and idle power in those without use.
 * An unknown idle power is half of what full load draws.
 */
export function standingOf({ source, prepared: { hardware, tariff } }: ImaginedMachine, utilisation: number): Standing {
  const waiting = waitingPower(source).central;
  const kilowattHours = (waiting / 1000) * (1 - utilisation) * HOURS_PER_MONTH * tariff.site;
  if (hardware === null) return { money: null, kilowattHours };
  const paid = paidPerHour(hardware) * HOURS_PER_MONTH;
  if (hardware.basis === 'rented') return { money: paid, kilowattHours };
  const { electricity } = tariff;
  // There is no exchange rate here.
  if (electricity === null || electricity.value.currency !== hardware.currency) return { money: null, kilowattHours };
  return { money: paid + kilowattHours * electricity.value.value, kilowattHours };
}
