/** What the cards of the room say, from what was typed in, a run where there is one, and the tables. No elements. */
import { asTokamarkError } from '../../foundation/errors';
import { outcomeOf } from '../../costs';
import { lengthsText } from '../../energy/answer';
import type { Preset } from '../../hardware/catalogue';
import type { PublishedModel } from '../../predict/published-models';
import { tariffText, unusedText } from '../energy/energy-model';
import { problemOf, type Problem } from '../energy/energy-state';
import { isOf } from '../energy/shown-energy';
import { answerCardOf, type AnswerCardModel } from './answer-model';
import { budgetCardOf, limitsOf, type BudgetCardModel } from './budget-model';
import { WORDS } from './catalogue/words';
import { howPaidText, type CostFormModel, type Wrong } from './cost-form';
import { countryChoices, countryName } from './energy-fields';
import type { Finding } from './finding-card';
import { gpuChoiceOf } from './gpu-choice';
import { isPriceField, pricesOf, type GpuPrices } from './gpu-prices';
import { dayOf, hoursCardOf } from './hours-model';
import { machineOf, pricedOf, type RoomMachine } from './imagined';
import { rentCardOf } from './rent-model';
import type { RoomInput } from './room';
import { tornadoCardOf } from './tornado-model';
import { useCardOf } from './use-model';
import { isWhatIfField, readWhatIf, workOf, type WhatIfField, type WhatIfFields } from './what-if-fields';
import { gpuHint, whatIfOf, type WhatIf } from './what-if-model';

export interface RoomModel {
  /** How the speeds of the machine are known. */
  readonly about: string;
  readonly whatIf: WhatIf;
  readonly rent: Finding;
  readonly budget: BudgetCardModel;
  readonly tornado: Finding;
  readonly answer: AnswerCardModel;
  readonly use: Finding;
  readonly hours: Finding;
  readonly form: CostFormModel;
  /** Of which the prices are that are typed in; null: this machine's. */
  readonly priced: Preset | null;
}

export interface Typed {
  readonly fields: WhatIfFields;
  /** Of GPUs that are named. */
  readonly prices: GpuPrices;
  /** What has to be said of what the browser had kept of them; or empty. */
  readonly notice: string;
}

/** The last of each part of the form that could be read: what is wrong in one of them leaves the others as they are. */
export interface Good {
  readonly gpu: string;
  readonly prices: GpuPrices;
  readonly work: WhatIfFields;
  readonly limits: WhatIfFields;
  readonly day: WhatIfFields;
}

const NONE = readWhatIf({});
/** Before anything was typed in. */
export const NOTHING_GOOD: Good = { gpu: NONE.gpu, prices: {}, work: NONE, limits: NONE, day: NONE };

/** A field that cannot be read is named, and leaves the figures of the last good ones. */
export function roomPropsOf(
  input: RoomInput,
  typed: Typed,
  before: Good,
  models: readonly PublishedModel[],
): { readonly model: RoomModel; readonly good: Good } {
  const { data, basis } = input;
  const { fields } = typed;
  const { result } = input.run.answer;
  const own = result !== null && isOf(result.adapter, data) ? result : null;
  const machine = (gpu: string, prices: GpuPrices): RoomMachine => machineOf({ gpu, prices }, data, basis, own);
  const gpu = lastGood((from) => machine(from, {}), [fields.gpu, before.gpu]);
  // A price of another GPU may be wrong without anybody having seen it.
  const priced = lastGood((from) => machine(gpu.from, from), [typed.prices, before.prices, {}]);
  const work = lastGood((from) => workOf(from, models), [fields, before.work]);
  const limits = lastGood((from) => limitsOf(from, basis.settings.utilisation), [fields, before.limits]);
  const day = lastGood(dayOf, [fields, before.day]);
  const room = priced.value;
  const preset = pricedOf(room);
  const choice = gpuChoiceOf(fields.gpu, data.catalogue);
  const load = { ...work.value, lengths: basis.prepared.lengths };
  const outcome = outcomeOf(room.machine, load);
  const model: RoomModel = {
    about: room.about,
    whatIf: whatIfOf(room, load, outcome),
    rent: rentCardOf(room),
    budget: budgetCardOf({ room, work: work.value, limits: limits.value, fidelity: own?.fidelity ?? null }),
    tornado: tornadoCardOf(room, load, data.constants, outcome),
    answer: answerCardOf(room, load, outcome),
    use: useCardOf(room, load),
    hours: hoursCardOf(day.value, room, outcome),
    priced: preset,
    form: {
      work: fields,
      energy: preset === null ? input.fields : { ...input.fields, ...pricesOf(typed.prices, preset) },
      problem: preset === null ? input.problem : problemBeside(input.problem, priced.thrown),
      gpu: choice,
      wrong: [
        ...(choice.isWrong ? [{ field: 'gpu', says: choice.says } as const] : []),
        ...[work, limits, day].flatMap(({ thrown }) => (thrown === null ? [] : [wrongBy(thrown)])),
      ],
      lists: {
        gpuHint: gpuHint(machine('', {})),
        models: models.map(({ name }) => name),
        model: work.value.model.name,
        countries: countryChoices(data.constants),
      },
      ...{ currency: room.settings.currency, paid: howPaidText(room) },
      lengths: lengthsText(basis.prepared.lengths, basis.settings.reasoningTokens),
      notice: input.notice === '' ? typed.notice : input.notice,
      says: [tariffText(basis, countryName), unusedText(basis)].filter((text) => text !== '').join(' '),
    },
  };
  return {
    model,
    good: { gpu: gpu.from, prices: priced.from, work: work.from, limits: limits.from, day: day.from },
  };
}

interface Found<T, F> {
  readonly value: T;
  readonly from: F;
  /** What was wrong with the first. */
  readonly thrown: { readonly error: unknown } | null;
}

/** @throws what the last of them throws: it can always be read */
function lastGood<T, F>(read: (from: F) => T, [first, ...others]: readonly [F, ...F[]]): Found<T, F> {
  try {
    return { value: read(first), from: first, thrown: null };
  } catch (error) {
    const [next, ...rest] = others;
    if (next === undefined) throw error;
    return { ...lastGood(read, [next, ...rest]), thrown: { error } };
  }
}

function wrongBy({ error }: { readonly error: unknown }): Wrong {
  const { where, message, remedy } = asTokamarkError(error);
  const field: WhatIfField = isWhatIfField(where) ? where : 'gpu';
  const named = message.replace(new RegExp(`^${field}(?= )`), WORDS.form.thisField);
  return { field, says: WORDS.form.wrong(named.replace('NaN', WORDS.form.noNumber), remedy) };
}

/** Prices of this machine stand with its own card. */
function problemBeside(problem: Problem | null, thrown: { readonly error: unknown } | null): Problem | null {
  if (thrown !== null) return problemOf(thrown.error);
  return problem !== null && problem.field !== null && isPriceField(problem.field) ? null : problem;
}
