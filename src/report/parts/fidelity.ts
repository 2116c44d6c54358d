/** What each format costs: speed, memory and fidelity in one row. Null where it was not measured: the reference stands there instead. */
import { passageText } from '../fidelity-reference/shown';
import { costRows, FIDELITY_TERMS, speedModel, tensorSheet, type CostRow } from '../fidelity-table';
import type { ModelFormat } from '../../kernels/recipe';
import { ofHeadline } from '../headline';
import { isOurs } from '../../benchmark/whose';
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { left, right, sheetMarkdown, sheetOf, sheetSection, type ColumnOf } from '../table';
import { range } from '../two-digits';
import type { ResultPart } from './part';

function section(result: Result): string {
  const { adapter } = result;
  const rows = costRows(result);
  if (rows.length === 0) return '';
  const priced = (result.energy?.rows.length ?? 0) > 0;
  const sheet = sheetOf(
    [
      left<CostRow>('format', ({ format }) => format.toUpperCase()),
      right<CostRow>('decode t/s', ({ decode }) => decode || '-'),
      right<CostRow>('prefill t/s', ({ prefill }) => prefill || '-'),
      right<CostRow>('weights', ({ weights }) => weights || '-'),
      ...(priced ? energyColumns(result) : []),
      right<CostRow>('perplexity', ({ perplexity }) => perplexity || '-'),
      right<CostRow>('to FP16', ({ change }) => change || '-'),
      right<CostRow>('KL, nats', ({ kl }) => kl || '-'),
      right<CostRow>('top-1', ({ top1 }) => top1 || '-'),
      right<CostRow>('weight error', ({ weightError }) => weightError || '-'),
      left<CostRow>('checked', ({ check }) => check),
    ],
    rows,
  );
  const speed = speedModel(result);
  const ofSpeed = speed === '' ? '' : ` Speed and weights: ${inMarkdown(speed)}.`;
  const software = adapter.software ? ' **Software adapter: its speeds are not a GPU’s; fidelity is what it is.**' : '';
  const terms = [
    `perplexity: ${FIDELITY_TERMS.perplexity}`,
    `KL: ${FIDELITY_TERMS.kl}`,
    `top-1: ${FIDELITY_TERMS.top1}`,
    `weight error: ${FIDELITY_TERMS.weightError}`,
    ...(priced ? ['J/token, electricity: of decode'] : []),
  ];
  return [
    '## What quantisation costs',
    `Fidelity: ${inMarkdown(passageText(result))}${ofSpeed}${software}`,
    sheetMarkdown(sheet, inMarkdown),
    terms.map((term) => `- ${term}`).join('\n'),
  ].join('\n\n');
}

/** Of the first decode of a format, so that what it costs stands beside what it loses. */
function energyColumns({ energy, results }: Result): readonly ColumnOf<CostRow>[] {
  const decodes = ofHeadline(results.filter(isOurs)).filter(({ phase }) => phase === 'decode');
  const rows = (energy?.rows ?? []).filter(isOurs);
  const of = (format: ModelFormat) => {
    const first = decodes.find((entry) => entry.format === format);
    return rows.find((row) => row.workloadId === first?.workloadId);
  };
  return [
    right('J/token', ({ format }) => {
      const joules = of(format)?.joulesPerToken;
      return joules === undefined ? '-' : range(joules);
    }),
    right('electricity per million', ({ format }) => {
      const { electricityPerMillionTokens: bill = null, currency = null } = of(format)?.cost ?? {};
      return bill === null ? '-' : `${range(bill)} ${currency ?? ''}`;
    }),
    left('provenance', ({ format }) => of(format)?.provenance.badge ?? '-'),
  ];
}

/** In the full report only. */
export const tensorSection = ({ fidelity }: Result): string =>
  sheetSection('Rounding error of each matrix', '', tensorSheet(fidelity));

export const fidelity: ResultPart<'fidelity'> = {
  fold: (before, told) => (told.type === 'fidelity' ? told.fidelity : before),
  markdown: section,
};
