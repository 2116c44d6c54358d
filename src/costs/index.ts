/**
 * The door of the costs: all that page and command may use of this folder, and nobody else uses any of it. Money alone: what a token
 * takes in energy is in src/energy.
 */
export { compareMetrics } from './compare/compare';
export { HOURLY_BASES } from './compare/hour';
export { REFERENCES } from './compare/machines';
export { businessElectricity, datacentreMarkUps } from './compare/markup';
export { markUpCells, markUpTitles, RENT_NOTE } from './compare/markup-words';
export { ownMachineMarkUps, type MissingRow } from './compare/own-machine';
export { markUpTable, metricNotes, metricRows, metricsTable, metricTitles } from './compare/table';
export { valueRows } from './compare/value';
export { costs, priceOf, type Costs, type CostsChoice, type CostsWork } from './costs';
export { fullLoad } from './full-load';
export { costPerThousandWords, countText, type NamedTokenizer, type TextCount } from './text/measure';
export { textTable } from './text/table';
export { loadTrainingBudgets } from './training/budgets';
export { trainingRows } from './training/on-this-gpu';
export { trainingCells, trainingTable, trainingTitles } from './training/table';
