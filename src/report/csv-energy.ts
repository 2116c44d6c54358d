/** The energy columns of a CSV, the same on each repetition of one measured speed. Not the CSV's other columns, quoting or file. */
import type { ResultEntry } from './schema';
import type { Energy } from './schema/energy';

type Row = Energy['rows'][number];
type Answer = Energy['answers'][number];
type Band = Row['joulesPerToken'];

/** What one measured speed has: its own figures, and of a decode the answer that it writes. */
interface Found {
  readonly row: Row | null;
  readonly answer: Answer | null;
  readonly energy: Energy;
}

type Cell = string | number;
type ColumnOf = readonly [string, (found: Found) => Cell];

const text = (name: string, of: (row: Row) => Cell): ColumnOf => [name, ({ row }) => (row === null ? '' : of(row))];

const bands = (name: string, of: (found: Found) => Band | null): readonly ColumnOf[] =>
  (['low', 'central', 'high'] as const).map((side): ColumnOf => [
    `${name}_${side}`,
    (found) => of(found)?.[side] ?? '',
  ]);

const ofRow = (name: string, of: (row: Row) => Band | null): readonly ColumnOf[] =>
  bands(name, ({ row }) => (row === null ? null : of(row)));

const COLUMNS: readonly ColumnOf[] = [
  text('energy_provenance', (row) => row.provenance.kind),
  text('energy_measured_range', (row) => row.provenance.measuredRange ?? ''),
  text('energy_boundary', (row) => row.provenance.boundary),
  text('energy_idle', (row) => row.provenance.idle),
  ...ofRow('power_watts', (row) => row.powerWatts),
  ...ofRow('joules_per_token', (row) => row.joulesPerToken),
  ...ofRow('marginal_joules_per_token', (row) => row.marginalJoulesPerToken),
  ...ofRow('tokens_per_joule', (row) => row.tokensPerJoule),
  ...ofRow('tokens_per_second_per_megawatt', (row) => row.tokensPerSecondPerMegawatt),
  ...ofRow('watt_hours_per_million_tokens', (row) => row.wattHoursPerMillionTokens),
  ...ofRow('electricity_per_million_tokens', (row) => row.cost.electricityPerMillionTokens),
  text('electricity_currency', (row) => row.cost.currency ?? ''),
  ...ofRow('machine_per_million_tokens', (row) => row.cost.hardware?.perMillionTokens ?? null),
  text('machine_currency', (row) => row.cost.hardware?.currency ?? ''),
  text('machine_paid', (row) => row.cost.hardware?.basis ?? ''),
  ...ofRow('grams_co2_per_million_tokens', (row) => row.carbon.gramsPerMillionTokens),
  ['pue', ({ row, energy }) => (row === null ? '' : (energy.tariff?.pue ?? ''))],
  ['answer_prompt_tokens', ({ answer }) => answer?.promptTokens ?? ''],
  ['answer_tokens', ({ answer }) => answer?.answerTokens ?? ''],
  ['answer_provenance', ({ answer }) => answer?.provenance.kind ?? ''],
  ['answer_measured_range', ({ answer }) => answer?.provenance.measuredRange ?? ''],
  ...bands('answer_joules', ({ answer }) => answer?.joules ?? null),
];

export const ENERGY_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** The cells of one measured speed; empty where its result has no energy. */
export function energyCells(
  energy: Energy | null,
  { workloadId, format, phase, model }: Pick<ResultEntry, 'workloadId' | 'format' | 'phase' | 'model'>,
): readonly Cell[] {
  if (energy === null) return COLUMNS.map(() => '');
  const row = energy.rows.find((one) => one.workloadId === workloadId) ?? null;
  const answer =
    phase === 'decode' && row !== null
      ? (energy.answers.find((one) => one.format === format && one.model === model.name) ?? null)
      : null;
  return COLUMNS.map(([, cell]) => cell({ row, answer, energy }));
}
