/**
 * One machine with one model, as a person imagines it: what it takes in energy, money and time. All figures are those of src/energy and of
 * the other comparisons, at a speed that was not measured.
 */
import { answerOf, type Lengths } from '../../energy/answer';
import { bySide, exactly, falling, type Band } from '../../energy/band';
import type { Currency } from '../../energy/money';
import type { PowerSource } from '../../energy/power-source';
import { workOut, type Worked } from '../../energy/rows';
import type { Prepared } from '../../energy/settings';
import { amount, share, type Amount, type PerMillionTokens } from '../../foundation/energy-units';
import { bytes, seconds, type Bytes, type Seconds } from '../../foundation/units';
import { RECIPES } from '../../kernels/recipe';
import { isMissing, type Missing } from '../../predict/basis';
import { neededBytes } from '../../predict/fit';
import { cacheBytesOf } from '../../predict/stored';
import type { EnergyAnswer } from '../../report/schema/energy';
import { chargedOf, type Charged } from '../charged';
import { waitingPerMillion } from '../waiting';
import { doubtOf, tooLarge, type Memory } from './memory';
import type { Ask, Speed, SpeedOf } from './speed';

/** Whose power it is, how it is paid, and how fast it is said to be. */
export interface ImaginedMachine {
  readonly name: string;
  readonly memory: Memory;
  readonly source: PowerSource;
  readonly prepared: Prepared;
  readonly speedOf: SpeedOf;
}

export interface Load extends Pick<Ask, 'model' | 'format' | 'batch'> {
  readonly lengths: Lengths;
}

export interface Outcome {
  readonly speed: Speed;
  /** Of decode. */
  readonly worked: Worked;
  readonly charged: Charged;
  /** What idle power in the hours without use adds to the electricity, and is part of what is charged; null where none is billed. */
  readonly waiting: Band<PerMillionTokens> | null;
  /** Null where the prompt's speed is not known. */
  readonly answer: AnswerOutcome | null;
  /** Why there is none; empty. */
  readonly noAnswer: string;
  /** Why the model may not fit in the memory; empty where it does. */
  readonly doubt: string;
}

export interface AnswerOutcome {
  readonly energy: EnergyAnswer;
  readonly seconds: Band<Seconds>;
  readonly firstToken: Band<Seconds>;
  /** Electricity and machine where both are known in one currency, else electricity alone. */
  readonly money: Band<Amount> | null;
  readonly currency: Currency | null;
  readonly of: Charged['of'];
}

export function outcomeOf(machine: ImaginedMachine, load: Load): Outcome | Missing {
  const { model, format, batch, lengths } = load;
  const context = contextOf(lengths);
  const refused = tooLong(load) ?? tooLarge(neededFor(load), machine.memory, machine.name);
  if (refused !== null) return refused;
  const { promptTokens } = lengths;
  const speed = machine.speedOf({ model, format, context, batch, promptTokens });
  if (isMissing(speed)) return speed;
  const { source, prepared } = machine;
  const worked = workOut(
    source,
    { phase: 'decode', bytesRead: speed.bytesRead, busy: share(1), batch },
    speed.decode,
    prepared,
  );
  const waiting = waitingPerMillion(source, prepared, speed.decode);
  const answer = promptTokens > 0 && isMissing(speed.prompt) ? null : answerIn(machine, load, speed, worked);
  return {
    ...{ speed, worked, charged: chargedOf(worked.row.cost, waiting), waiting, answer },
    doubt: doubtOf(neededFor(load), machine.memory, machine.name),
    noAnswer: answer === null && isMissing(speed.prompt) ? speed.prompt.missing : '',
  };
}

/** Why the model may not fit, and what the price leaves out: stands beside every figure. Empty where nothing has to be said. */
export const besides = ({ doubt, worked }: Outcome): string =>
  [doubt, ...worked.row.cost.missing].filter((text) => text !== '').join(' ');

/** In the mean, a token of an answer sees the prompt and half of the answer. */
export const contextOf = ({ promptTokens, answerTokens }: Lengths): number =>
  Math.max(1, Math.round(promptTokens + answerTokens / 2));

const positionsOf = ({ promptTokens, answerTokens }: Lengths): number => promptTokens + answerTokens;

function tooLong({ model, lengths }: Load): Missing | null {
  const { name, contextLength } = model;
  const positions = positionsOf(lengths);
  return positions <= contextLength.tokens
    ? null
    : { missing: `${name} reads ${contextLength.tokens} positions at most, and this takes ${positions}.` };
}

function neededFor({ model, format, batch, lengths }: Load): Bytes {
  const positions = positionsOf(lengths);
  return bytes(neededBytes(model, RECIPES[format], positions) + (batch - 1) * cacheBytesOf(model, positions));
}

function answerIn(
  { source, prepared }: ImaginedMachine,
  { batch, lengths }: Load,
  { decode, prompt }: Speed,
  { energy, row }: Worked,
): AnswerOutcome {
  const { promptTokens, answerTokens } = lengths;
  const read =
    promptTokens === 0 || isMissing(prompt)
      ? null
      : workOut(source, { phase: 'prefill', bytesRead: null, busy: share(1) }, prompt, prepared);
  const firstToken: Band<Seconds> =
    read === null || isMissing(prompt) ? exactly(seconds(0)) : timeOf(promptTokens, prompt);
  const writing = timeOf(answerTokens * batch, decode);
  const own = chargedOf(row.cost, waitingPerMillion(source, prepared, decode));
  const ofPrompt =
    read === null || isMissing(prompt) ? null : chargedOf(read.row.cost, waitingPerMillion(source, prepared, prompt));
  const money = (side: keyof Band<number>): Amount =>
    amount(((own.value?.[side] ?? 0) * answerTokens + (ofPrompt?.value?.[side] ?? 0) * promptTokens) / 1e6);
  return {
    energy: answerOf(lengths, read?.energy.attributed ?? null, energy.attributed, prepared.tariff),
    seconds: bySide((side) => seconds(firstToken[side] + writing[side])),
    firstToken,
    money: own.value === null ? null : bySide(money),
    ...{ currency: own.currency, of: own.of },
  };
}

const timeOf = (tokens: number, rate: Band<number>): Band<Seconds> => falling(rate, (one) => seconds(tokens / one));
