/** The energy columns of a CSV, one row for each measured speed. Not the CSV's other columns, quoting or file. */
import type { Energy } from './schema/energy';

type Row = Energy['rows'][number];

const band = (name: string, of: (row: Row) => { low: number; central: number; high: number } | null) =>
  (['low', 'central', 'high'] as const).map(
    (side) => [`${name}_${side}`, (row: Row): string | number => of(row)?.[side] ?? ''] as const,
  );

const COLUMNS: readonly (readonly [string, (row: Row) => string | number])[] = [
  ['energy_provenance', (row) => row.provenance.kind],
  ['energy_boundary', (row) => row.provenance.boundary],
  ['energy_idle', (row) => row.provenance.idle],
  ...band('power_watts', (row) => row.powerWatts),
  ...band('joules_per_token', (row) => row.joulesPerToken),
  ...band('marginal_joules_per_token', (row) => row.marginalJoulesPerToken),
  ...band('tokens_per_joule', (row) => row.tokensPerJoule),
  ...band('watt_hours_per_million_tokens', (row) => row.wattHoursPerMillionTokens),
  ...band('electricity_per_million_tokens', (row) => row.cost.electricityPerMillionTokens),
  ['currency', (row) => row.cost.currency ?? ''],
  ...band('grams_co2_per_million_tokens', (row) => row.carbon.gramsPerMillionTokens),
];

export const ENERGY_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** The cells of one measured speed; empty where its result has no energy. */
export function energyCells(energy: Energy | null, workloadId: string): readonly (string | number)[] {
  const row = energy?.rows.find((one) => one.workloadId === workloadId);
  return COLUMNS.map(([, cell]) => (row === undefined ? '' : cell(row)));
}
