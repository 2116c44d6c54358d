/** How many useful tokens a budget buys, by which format and how many sequences at once. No elements. */
import {
  budgetRows,
  budgetSays,
  budgetTitle,
  solve,
  standingOf,
  waysOf,
  type Limits,
  type Standing,
} from '../../costs';
import { checkRange, type Range } from '../../energy/limits';
import { HOURS_PER_MONTH } from '../../energy/figures';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { budgetChart, type BudgetRow } from '../../report/charts/budget';
import { referenceBeside } from '../../report/fidelity-reference/reference';
import { shownFidelity } from '../../report/fidelity-reference/shown';
import type { Fidelity } from '../../report/schema';
import { twoDigits } from '../../report/two-digits';
import { isMissing } from '../../predict/basis';
import { number } from '../energy/fields';
import { capitalised } from '../format/capitalised';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import { besideText, formatsBeside, type OfFormat } from './formats-beside';
import type { RoomMachine } from './imagined';
import type { ChosenWork, WhatIfFields } from './what-if-fields';

export interface BudgetCardModel extends Finding {
  /** Of the field of money. */
  readonly currency: string;
}

/** As slow as reading: slower answers are waited for. */
const USUAL_TOKEN_MS = 200;

const RANGES = {
  budgetWatts: [1, 1e6, 'W'],
  budgetMoney: [0.01, 1e9, 'a month'],
  budgetKwh: [0.001, 1e9, 'kWh'],
  tokenMs: [0.01, 1e6, 'ms'],
  distance: [0, 100, 'nats'],
} as const satisfies Partial<Record<keyof WhatIfFields, Range>>;

/** @throws TokamarkError `option` that names the field. */
export function limitsOf(fields: WhatIfFields, utilisation: number): Limits {
  const read = (name: keyof typeof RANGES): number | null => {
    const value = number(fields[name]);
    return value === null ? null : checkRange(name, value, RANGES[name]);
  };
  return {
    watts: read('budgetWatts'),
    money: read('budgetMoney'),
    kilowattHours: read('budgetKwh'),
    tokenSeconds: (read('tokenMs') ?? USUAL_TOKEN_MS) / 1000,
    distance: read('distance'),
    hours: utilisation * HOURS_PER_MONTH,
  };
}

export interface BudgetInput {
  readonly room: RoomMachine;
  readonly work: ChosenWork;
  readonly limits: Limits;
  /** Of the run that is here, or null. */
  readonly fidelity: Fidelity | null;
}

export function budgetCardOf({ room, work, limits, fidelity }: BudgetInput): BudgetCardModel {
  const { machine, settings } = room;
  const shown = shownFidelity({ fidelity, fidelityReference: referenceBeside(fidelity, MODEL_FORMATS) });
  const distances = Object.fromEntries(
    shown.flatMap(({ format, kl }) => (kl === null ? [] : [[format, kl.mean] as const])),
  );
  const wanted = {
    ...{ model: work.model, lengths: machine.prepared.lengths, distances },
    useful: settings.answerTokens,
  };
  const standing = standingOf(machine, settings.utilisation);
  const plan = solve(waysOf(machine, wanted), limits, standing);
  const currency = machine.prepared.hardware?.currency ?? settings.currency;
  const title = budgetTitle(plan, limits, currency);
  const rows = budgetRows(plan);
  const all = { model: work.model, format: 'int4', batch: 1, lengths: machine.prepared.lengths } as const;
  const unheld = formatsBeside(room, all, MODEL_FORMATS).filter(({ outcome }) => isMissing(outcome));
  const chart = budgetChart(rows, { title, says: budgetSays(plan), source: room.about });
  return {
    ...{ title, chart, currency },
    missing: chart === null ? missingOf(rows, unheld) : besideText(unheld, null),
    sources:
      chart === null
        ? []
        : sourcesOf(
            standingText(standing, machine.prepared.hardware?.basis ?? null, currency),
            shown.some(({ basis }) => basis === 'reference'),
          ),
  };
}

function missingOf(rows: readonly BudgetRow[], unheld: readonly OfFormat[]): string {
  const [first, ...others] = rows;
  if (first === undefined) {
    // Where the smallest is refused, so is all that needs more.
    const smallest = unheld.find(({ format }) => format === 'int4')?.outcome;
    return smallest !== undefined && isMissing(smallest) ? smallest.missing : WORDS.plan.noSpeed;
  }
  if (others.every(({ why }) => why === first.why)) return `${capitalised(first.why)}.`;
  return `${rows.map(({ format, why }) => `${format.toUpperCase()} ${why}`).join('; ')}.`;
}

function standingText({ money, kilowattHours }: Standing, basis: 'owned' | 'rented' | null, currency: string): string {
  const waits = twoDigits(kilowattHours);
  if (money === null) return WORDS.plan.unpriced(waits);
  return WORDS.plan[basis === 'rented' ? 'rented' : 'owned'](twoDigits(money), currency, waits);
}

const sourcesOf = (standing: string, isReference: boolean): readonly string[] => [
  WORDS.plan.useful,
  standing,
  WORDS.plan.usualToken(USUAL_TOKEN_MS),
  isReference ? WORDS.plan.fidelityReference : WORDS.plan.fidelity,
];
