/**
 * What would change the price of an answer most, one thing at a time: sequences at once, format, prompt, hours of use, prices. The rest stays as
 * it is. Nothing of it is a forecast: the ends are those of what can be chosen, or of what is paid somewhere.
 */
import type { Constants } from '../../energy/constants';
import type { Band } from '../../energy/band';
import { HOURS_PER_DAY } from '../../energy/figures';
import type { Hardware } from '../../energy/payment';
import { amount, perHour, perKilowattHour, share, type Amount } from '../../foundation/energy-units';
import { isMissing, type Missing } from '../../predict/basis';
import { twoDigits } from '../../report/two-digits';
import { outcomeOf, type ImaginedMachine, type Load, type Outcome } from '../what-if/scenario';

export interface End {
  /** The value that was taken, in words. */
  readonly at: string;
  readonly price: Band<Amount>;
}

export interface Effect {
  readonly what: string;
  readonly cheap: End;
  readonly dear: End;
}

export interface Tornado {
  /** Of an answer as it is. */
  readonly price: Band<Amount>;
  /** The largest first; without those that change nothing. */
  readonly effects: readonly Effect[];
  /** What was tried and has no price, such as a format that does not fit: why, a sentence each. */
  readonly left: readonly string[];
}

/** What is tried: a value in words, and the machine and load that it makes. */
interface Trial {
  readonly at: string;
  readonly machine: ImaginedMachine;
  readonly load: Load;
}

interface Question {
  readonly what: string;
  readonly trials: readonly Trial[];
}

/** Null where an answer has no price. */
export function tornadoOf(machine: ImaginedMachine, load: Load, constants: Constants): Tornado | null {
  const now = outcomeOf(machine, load);
  const price = priceOf(now);
  if (price === null) return null;
  const left = new Set<string>();
  const effects = questionsOf(machine, load, constants).flatMap(({ what, trials }) => {
    const ends = trials.flatMap((trial): readonly End[] => {
      const outcome = outcomeOf(trial.machine, trial.load);
      const found = priceOf(outcome);
      if (isMissing(outcome)) left.add(`${what} of ${trial.at} is left out: ${outcome.missing}`);
      const isDoubted = !isMissing(outcome) && !isMissing(now) && outcome.doubt !== '' && now.doubt === '';
      return found === null ? [] : [{ at: `${trial.at}${isDoubted ? ' (if it fits)' : ''}`, price: found }];
    });
    const sorted = ends.toSorted((a, b) => a.price.central - b.price.central);
    const [cheap, dear] = [sorted[0], sorted.at(-1)];
    return cheap === undefined || dear === undefined || cheap.price.central === dear.price.central
      ? []
      : [{ what, cheap, dear }];
  });
  return { price, left: [...left], effects: effects.toSorted((a, b) => spreadOf(b) - spreadOf(a)) };
}

/** How many times the dear end is the cheap one. */
export const spreadOf = ({ cheap, dear }: Effect): number => dear.price.central / cheap.price.central;

const priceOf = (outcome: Outcome | Missing): Band<Amount> | null =>
  isMissing(outcome) ? null : (outcome.answer?.money ?? null);

const BATCHES = [1, 64] as const;
const HOURS = [1, 24] as const;
const PROMPTS = [100, 8_000] as const;

function questionsOf(machine: ImaginedMachine, load: Load, constants: Constants): readonly Question[] {
  const { hardware, tariff } = machine.prepared;
  const { lengths, format } = load;
  const now = (at: string): Trial => ({ at, machine, load });
  return [
    {
      what: 'Sequences',
      trials: [
        now(String(load.batch)),
        ...BATCHES.map((batch) => ({ at: String(batch), machine, load: { ...load, batch } })),
      ],
    },
    {
      what: 'Format',
      trials: [
        now(format.toUpperCase()),
        ...(['fp16', 'int4'] as const).map((one) => ({
          ...{ at: one.toUpperCase(), machine },
          load: { ...load, format: one },
        })),
      ],
    },
    {
      what: 'Prompt',
      trials: [
        now(String(lengths.promptTokens)),
        ...PROMPTS.map((promptTokens) => ({
          ...{ at: String(promptTokens), machine },
          load: { ...load, lengths: { ...lengths, promptTokens } },
        })),
      ],
    },
    ...(hardware === null
      ? []
      : [
          {
            what: 'Hours a day',
            trials: HOURS.map((hours) => ({
              ...{ at: String(hours), load },
              machine: usedFor(machine, hours),
            })),
          },
          {
            what: hardware.basis === 'owned' ? 'Machine' : 'Rent',
            trials: [0.5, 2].map((factor) => ({
              ...{ at: factor === 2 ? 'twice' : 'half', load },
              machine: { ...machine, prepared: { ...machine.prepared, hardware: dearer(hardware, factor) } },
            })),
          },
        ]),
    ...(tariff.electricity === null
      ? []
      : [
          {
            what: 'Electricity',
            trials: [
              now(twoDigits(tariff.electricity.value.value)),
              ...pricesIn(tariff.electricity.value.currency, constants).map((price) => ({
                ...{ at: twoDigits(price), load },
                machine: atPrice(machine, price),
              })),
            ],
          },
        ]),
  ];
}

/** The machine is paid, and an owner's idle power billed, in the hours that are left as well. */
function usedFor({ prepared, ...machine }: ImaginedMachine, hours: number): ImaginedMachine {
  const utilisation = share(hours / HOURS_PER_DAY);
  const hardware = prepared.hardware === null ? null : { ...prepared.hardware, utilisation };
  return { ...machine, prepared: { ...prepared, utilisation, hardware } };
}

const dearer = (hardware: Hardware, factor: number): Hardware =>
  hardware.basis === 'owned'
    ? { ...hardware, price: amount(hardware.price * factor) }
    : { ...hardware, perHour: perHour(hardware.perHour * factor) };

function atPrice(machine: ImaginedMachine, price: number): ImaginedMachine {
  const { prepared } = machine;
  const { electricity } = prepared.tariff;
  if (electricity === null) return machine;
  const value = { ...electricity.value, value: perKilowattHour(price) };
  return {
    ...machine,
    prepared: { ...prepared, tariff: { ...prepared.tariff, electricity: { ...electricity, value } } },
  };
}

/** The least and the most that households pay in a currency, as far as the table goes. */
function pricesIn(currency: string, { electricity }: Constants): readonly number[] {
  const all = Object.values(electricity).flatMap((one) =>
    one === null || one.currency !== currency ? [] : [one.household],
  );
  return all.length === 0 ? [] : [Math.min(...all), Math.max(...all)];
}
