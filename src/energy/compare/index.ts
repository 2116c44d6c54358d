/**
 * Three metrics side by side, rent against own, and value per inference. Data in, rows out; nothing here loads or draws.
 *
 *   compareMetrics(comparison, catalogue, constants): MetricComparison
 *     comparison: { rate, bytesRead, preset, source, hardware, flops, tariff, life, utilisation, hourlyBasis, prices }
 *       (source, hardware, tariff and preset are those of energy/settings.ts' prepare(); `prices` fills what is unknown, by id)
 *     { figures, rankings, flips, gaps, published }     a figure: metric, value {low, central, high}, currency, provenance, basis,
 *       batch, source, notes; a gap: what is unknown, why, `atLeast`, and what to give
 *   REFERENCES: { id, name }[]                          the reference machines
 *   metricTitles, metricRows(comparison), metricNotes(comparison): the same as metricsTable, as cells and sentences
 *   datacentreMarkUps(constants, { price, source }, years): MarkUp[]    rent against own of the four data-centre machines;
 *       businessElectricity(constants) gives the price to begin with
 *   ownMachineMarkUps({ source, preset, price, rent, currency, tariff, space, years }): { rows, missing }   of this machine; what
 *       stands in the way of its rows is named
 *     MarkUp: { years, ownPerHour, rentPerHour, markUp, breakEven }, each { low, central, high }; of breakEven null is never
 *   valueRows(result, inputs, answerTokens): ValueRow[]  a format: ttft, perToken, answer (s), J/token, cost, kl, top1
 *   metricsTable(comparison), markUpTable(rows): Markdown
 */
export { compareMetrics } from './compare';
export { REFERENCES } from './machines';
export { businessElectricity, datacentreMarkUps } from './markup';
export { markUpCells, markUpTitles, RENT_NOTE } from './markup-words';
export { ownMachineMarkUps, type MissingRow } from './own-machine';
export { markUpTable, metricNotes, metricRows, metricsTable, metricTitles } from './table';
export { valueRows } from './value';
