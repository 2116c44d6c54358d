/** The table of results as data: which rows and columns the chosen tests and formats have, and what stands above them. */
import { testName, type Phase, type Test } from '../../benchmark/workload';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { ABOUT_BATCHES, batchSheet } from '../../report/batches';
import { aboutIntervals, basisOf } from '../../report/between-runs';
import { besideHeadline, ofHeadline } from '../../report/headline';
import { isBarredBy } from '../../report/standing';
import type { Sheet } from '../../report/table';
import { hasEnded, type RunOptions, type RunState } from '../state/page-state';
import { depthsOf } from '../state/reduce';
import { cellText, comparison, type CellText, type Metric } from '../view/results-model';
import { workloadText } from '../view/workload';
import { WORDS } from './catalogue/words';

export type Column = ModelFormat | 'comparison';

export interface ResultsRow {
  readonly metric: Metric;
  readonly title: string;
  readonly unit: string;
  /** Of a speed or time, which has an interval; not of a size. */
  readonly measured: boolean;
  readonly cells: readonly (CellText & { readonly column: Column })[];
}

export interface Results {
  readonly name: string;
  /** Sentences below the name. */
  readonly about: readonly { readonly id: string; readonly text: string }[];
  readonly columns: readonly Column[];
  readonly rows: readonly ResultsRow[];
  /** Several sequences at once; null where none were measured. */
  readonly batches: { readonly sheet: Sheet; readonly about: string } | null;
}

/** Tests beside the headline's that a run had no time for: once it has ended their row says nothing. */
const isBeside = ({ metric, cells }: ResultsRow): boolean =>
  ['decode-batched', 'decode-deep', 'prefill-deep'].includes(metric) && cells.every(({ tone }) => tone === 'empty');

type Row = Pick<ResultsRow, 'metric' | 'title' | 'unit' | 'measured'>;

export function resultsOf(run: RunState, options: RunOptions): Results {
  const formats = MODEL_FORMATS.filter((format) => options.formats.includes(format));
  const compared = formats.includes('fp16') && formats.includes('int4');
  const text = workloadText(run, options, formats);
  const { result } = run.answer;
  const about = [
    { id: 'workload-about', text: text.about },
    { id: 'workload-shrunk', text: shrunkText(run) },
    { id: 'workload-intervals', text: result === null ? '' : aboutIntervals(result) },
  ];
  return {
    name: text.name,
    about: about.filter((one) => one.text !== ''),
    columns: [...formats, ...(compared ? (['comparison'] as const) : [])],
    rows: rowsOf(options, text)
      .map((row) => ({
        ...row,
        cells: [
          ...formats.map((column) => ({ column, ...ownText(run, column, row.metric, formats) })),
          ...(compared ? [{ column: 'comparison' as const, ...comparison(run, row.metric) }] : []),
        ],
      }))
      .filter((row) => !hasEnded(run) || !isBeside(row)),
    batches: batchesOf(run),
  };
}

/** Where a sentence above says of all intervals what they are of, no cell has to. */
function ownText(...given: Parameters<typeof cellText>): CellText {
  const text = cellText(...given);
  const { result } = given[0].answer;
  const said = result !== null && result.betweenRuns === undefined;
  return said ? { ...text, range: text.range.replace(` ${basisOf(1)}`, '') } : text;
}

/** Rows of batched decode and of tests with context are there only where such tests are asked for. */
function rowsOf({ tests }: RunOptions, { decode, prefill }: { readonly decode: string; readonly prefill: string }) {
  const { least } = depthsOf(tests, 'decode');
  const deep = (phase: Phase) =>
    ofHeadline(tests).find((each) => each.phase === phase && each.depth === depthsOf(tests, phase).most);
  const beside = besideHeadline(tests).find(({ depth }) => depth === least);
  const titles = WORDS.results.rows;
  const rate = (metric: Metric, name: string): Row => ({
    ...{ metric, title: titles[metric], unit: WORDS.results.unit(name), measured: true },
  });
  const rated = (metric: Metric, test: Test | undefined): readonly Row[] =>
    test === undefined ? [] : [rate(metric, testName(test))];
  const size = (metric: Metric): Row => ({ metric, title: titles[metric], unit: '', measured: false });
  return [
    rate('decode', decode),
    ...rated('decode-batched', beside),
    rate('prefill', prefill),
    { metric: 'ttft', title: titles.ttft, unit: prefill, measured: true },
    ...rated('decode-deep', deep('decode')),
    ...rated('prefill-deep', deep('prefill')),
    size('weight-bytes'),
    size('bytes-read'),
    size('peak-bytes'),
  ] satisfies readonly Row[];
}

/** What the time budget took away, and whether the numbers still are the headline's. Empty where nothing is to be said. */
export function shrunkText({ record, answer: { result } }: Pick<RunState, 'record' | 'answer'>): string {
  const { shrunk } = record.plan;
  const parts = [
    shrunk.length === 0 ? '' : WORDS.results.shrunk(shrunk.join('; ')),
    result !== null && isBarredBy(result, 'no-headline', 'shrunk') ? WORDS.results.notComparable : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function batchesOf({ record }: RunState): Results['batches'] {
  const { columns, rows } = batchSheet(record.entries.map(({ entry }) => entry));
  if (rows.length === 0) return null;
  // Its model stands above all tables.
  return { sheet: { columns: columns.slice(1), rows: rows.map((row) => row.slice(1)) }, about: ABOUT_BATCHES };
}
