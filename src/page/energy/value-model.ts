/** Cost, latency and fidelity of each format as rows of text, side by side and never one score. What they are is in src/costs. */
import { chargedOf, valueRows } from '../../costs';
import type { Worked } from '../../energy/rows';
import type { RunRecord } from '../../report/parts/fold';
import { referenceBeside } from '../../report/fidelity-reference/reference';
import { shownFidelity } from '../../report/fidelity-reference/shown';
import { showBand, twoDigits } from '../../report/two-digits';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { Table } from '../view/plain-table';
import { WORDS } from './catalogue/words';

export interface ValueSource {
  readonly record: Pick<RunRecord, 'entries' | 'fidelity'>;
  /** Of each format's decode; none on a software adapter without watts. */
  readonly worked: Readonly<Partial<Record<ModelFormat, Worked>>>;
  readonly software: boolean;
  readonly answerTokens: number;
}

/** Null before anything was measured. */
export function valueTable({ record, worked, software, answerTokens }: ValueSource): Table | null {
  const results = record.entries.map(({ entry }) => entry);
  if (results.every(({ tokensPerSecond }) => tokensPerSecond === null)) return null;
  const fidelityReference = referenceBeside(record.fidelity, MODEL_FORMATS);
  const shown = shownFidelity({ fidelity: record.fidelity, fidelityReference });
  const inputs = MODEL_FORMATS.map((format) => {
    const fidelity = shown.find((row) => row.format === format);
    return {
      ...{ format, kl: fidelity?.kl?.mean ?? null, top1: fidelity?.top1?.mean ?? null },
      ...costOf(worked[format] ?? null),
    };
  });
  const rows = valueRows({ results }, inputs, answerTokens);
  const { columns } = WORDS.value;
  const costs = new Set(inputs.map(({ counted }) => counted).filter((text) => text !== ''));
  return {
    columns: [
      ...[columns.format, columns.firstToken, columns.perToken, columns.answer(answerTokens)],
      ...[columns.energy, columns.cost, columns.kl, columns.sameTop],
    ],
    rows: rows.map((row) => [
      row.format.toUpperCase(),
      time(row.ttft, 1000, 'ms'),
      time(row.perToken, 1000, 'ms'),
      time(row.answer, 1, 's'),
      row.joulesPerToken === null ? '–' : showBand(row.joulesPerToken, 'J'),
      row.perMillionTokens === null ? '–' : showBand(row.perMillionTokens, row.costOf),
      row.kl === null ? '–' : row.kl.toFixed(4),
      row.top1 === null ? '–' : `${(100 * row.top1).toFixed(1)} %`,
    ]),
    notes: [
      ...(software ? [WORDS.value.software] : []),
      ...costs,
      ...(fidelityReference === null ? [] : [WORDS.value.reference]),
      WORDS.value.noScore,
    ],
  };
}

function costOf(worked: Worked | null) {
  if (worked === null) return { joulesPerToken: null, perMillionTokens: null, costOf: '', counted: '' };
  const { value, currency, of } = chargedOf(worked.row.cost);
  return {
    joulesPerToken: worked.energy.attributed.joulesPerToken,
    perMillionTokens: value,
    costOf: currency ?? '',
    counted: WORDS.value.counted(of, worked.row.provenance.badge),
  };
}

const time = (one: { readonly median: number } | null, factor: number, unit: string): string =>
  one === null ? '–' : `${twoDigits(one.median * factor)} ${unit}`;
