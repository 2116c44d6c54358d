/**
 * The door of the costs: all that page and command may use of this folder, and nobody else uses any of it. Money alone: what a token
 * takes in energy is in src/energy.
 */
export { chargedOf, ofText } from './charged';
export { compareMetrics } from './compare/compare';
export { HOURLY_BASES } from './compare/hour';
export { REFERENCES } from './compare/references';
export { markUpSheet, RENT_NOTE } from './compare/markup-words';
export { rentAgainstOwn, type MissingRow } from './compare/own-machine';
export { markUpTable, metricNotes, metricSheet, metricsTable } from './compare/table';
export { valueRows } from './compare/value';
export { costs, type Costs } from './costs';
export type { Machine } from './machine';
export { countText, type NamedTokenizer, type TextCount } from './text/measure';
export { textSheet } from './text/table';
export { loadTrainingBudgets } from './training/budgets';
export { trainingOnThis } from './training/on-this-gpu';
export { reachedInPrefill } from './training/reached';
export { trainingSheet } from './training/table';
export { imagine, type Imagination } from './imagine';
export { imaginedOn } from './what-if/imagined';
export { predictedBy } from './what-if/predicted-speed';
export { memoryOf } from './what-if/memory';
export { besides, outcomeOf, type ImaginedMachine, type Load, type Outcome } from './what-if/scenario';
export { rentOrOwn, type RentOrOwn } from './rent/rent-or-own';
export { solve, type Limits, type Standing } from './budget/solve';
export { standingOf, waysOf } from './budget/ways';
export { budgetRows, budgetSays, budgetTitle } from './budget/words';
export { spreadOf, tornadoOf } from './tornado/tornado';
export { cheapestHours } from './hours/cheapest';
export { dayPrices } from './hours/profile';
export { measuredPeaks, publishedPeaks, usedBy, type Peaks } from './use/how-used';
