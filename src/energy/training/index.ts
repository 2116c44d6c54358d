/**
 * The training budgets of published models in years of one GPU and in its electricity.
 *
 *   loadTrainingBudgets(): Promise<TrainingBudgets>          models with N, D, published FLOPs or GPU hours, each with its source;
 *                                                            `meta.utilisation` is the share to begin with, and its source
 *   trainingRows(budgets, machine, tariff, catalogue)        TrainingRow[]: { model, compute, years, electricity, cost, grams }
 *     machine: { flopsPerSecond, flopsSource, utilisation, utilisationSource, power: Band<Watts> | null, powerBadge }
 *   trainingTable(rows, currency): string                    Markdown; trainingTitles and trainingCells are its parts
 *
 * `compute.says` tells whether 6·N·D or the reported figure was used, and by how much the two differ.
 */
export { loadTrainingBudgets } from './budgets';
export { trainingRows, type TrainingMachine } from './on-this-gpu';
export { trainingCells, trainingTable, trainingTitles } from './table';
