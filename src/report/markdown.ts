/**
 * A result as a whole Markdown document: the same result gives the same text, byte for byte. What fits into an issue or a chat is in
 * short-markdown.ts, the tables' layout in table.ts, the digits in digits.ts.
 */
import { adapterName } from './adapter-name';
import { hasBatches } from './batches';
import { aboutIntervals, rangeOf } from './between-runs';
import { SITE } from '../foundation/build';
import { isTie } from '../statistics/ratio';
import { compareContestants, type Comparison } from './comparison';
import { contestantName, contestantNames, isOurs } from '../benchmark/whose';
import { ratioBasis } from './format-ratio';
import { boundsBehind, showDuration, showInterval } from './digits';
import { environmentSection, methodSection } from './markdown-context';
import { modelName, rateOf } from './markdown-cells';
import { failureSection } from './markdown-failures';
import { expectedSection } from './markdown-expected';
import { lineSection } from './markdown-line';
import { receiptSection } from './markdown-receipt';
import { batchSection, phaseSection, scoreSection, variantSection, workSection } from './markdown-sheets';
import { inMarkdown } from './outside-text';
import { tensorSection } from './parts/fidelity';
import type { Section } from './parts/part';
import { PARTS } from './parts/parts';
import { paramsOf, sizeOf } from './model-cells';
import { showBytes, showSeconds } from './quantity';
import type { Environment, Result, ResultEntry } from './schema';
import { modelColumn } from './several-models';
import { whyLowText } from './why-low';
import { left, markdownTable, right, sheetOf, sheetSection, softwareMark, type Column } from './table';

const { failure, fidelity, energy, sustained, roofs, waterfalls, stories, warnings, ...others } = PARTS;

const ofParts = (...parts: readonly { readonly markdown?: Section }[]): Section[] =>
  parts.flatMap(({ markdown }) => markdown ?? []);

/** In this order. A part that is not named here comes behind the waterfalls. */
const SECTIONS: readonly ((result: Result, page: string | null) => string)[] = [
  heading,
  ...ofParts(failure),
  sideBySide,
  (result) => inMarkdown(whyLowText(result)),
  lineSection,
  failureSection,
  scoreSection,
  measurements,
  batchSection,
  costs,
  ...ofParts(fidelity),
  phaseSection,
  ...ofParts(energy),
  workSection,
  ...ofParts(sustained, roofs, waterfalls, ...Object.values(others)),
  expectedSection,
  variantSection,
  tensorSection,
  checks,
  ...ofParts(stories, warnings),
  receiptSection,
  environmentSection,
  methodSection,
];

/** @param page the address that links begin with; null where others could not open it (links/link-address.ts) */
export function toMarkdown(result: Result, page: string | null = SITE): string {
  const texts = SECTIONS.map((section) => section(result, page));
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

function heading(result: Result): string {
  const name = inMarkdown(adapterName(result.adapter));
  const title = result.adapter.software ? `# Tokamark: SOFTWARE ADAPTER (${name})` : `# Tokamark: ${name}`;
  const notes = [
    result.adapter.software ? '**A software adapter did the work: these numbers say nothing about a GPU.**' : '',
    ...result.plan.shrunk.map((step) => `Shrunk to hold the time budget: ${inMarkdown(step)}`),
  ];
  return [title, ...notes.filter((note) => note !== '')].join('\n\n');
}

function sideBySide(result: Result): string {
  const { results, adapter } = result;
  const comparisons = compareContestants(results);
  if (comparisons.length === 0) return 'Nothing was measured.';
  const names = contestantNames(results);
  const withSpeedUp = names.includes('FP16') && names.includes('INT4');
  const columns: Column[] = [
    { title: 'model', align: 'left' },
    { title: 'test', align: 'left' },
    ...names.map((name): Column => ({ title: `${inMarkdown(name)} t/s`, align: 'right' })),
    ...(withSpeedUp ? [{ title: 'INT4 : FP16', align: 'right' } satisfies Column] : []),
  ];
  const rows = comparisons.map((comparison) => [
    modelName(comparison.model, comparison.weights),
    inMarkdown(comparison.test),
    ...names.map((name) => rateOf(comparison.entries.get(name), result)),
    ...(withSpeedUp ? [speedUp(comparison)] : []),
  ]);
  const text = [
    'Tokens per second, the median with its interval, ± where both sides are the same (pp: prefill, tg: decode).',
    inMarkdown(aboutIntervals(result)),
    ...(hasBatches(results) ? [ABOUT_IN_ALL] : []),
    ...(withSpeedUp ? [ABOUT_SPEED_UP] : []),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  return [`## ${names.map(inMarkdown).join(', ')} side by side`, `${text}${softwareMark(adapter)}`]
    .concat(markdownTable(columns, rows))
    .join('\n\n');
}

const ABOUT_IN_ALL = 'b: number of sequences at once, whose tokens count together.';

const ABOUT_SPEED_UP =
  'INT4 : FP16 over n rounds is the median of the ratios of the rounds, in each of which both ran. Without rounds it comes from the two intervals: the formats were not in memory together, or the result does not say.';

function speedUp({ speedUp: found }: Comparison): string {
  if (found === null) return '-';
  const shown = showInterval(found);
  const verdict = !found.enough ? ', of too few repetitions to say' : isTie(found) ? ', a tie' : '';
  const basis = found.rounds === null ? '' : `, ${ratioBasis(found)}`;
  return `${shown.median} ×${boundsBehind(shown)}${basis}${verdict}`;
}

/** llama-bench's columns, in its order. */
function measurements(result: Result): string {
  const { results, adapter, environment } = result;
  if (results.length === 0) return '';
  const sheet = sheetOf<ResultEntry>(
    [
      left('model', ({ model }) => modelName(model.name, model.weights)),
      right('size', sizeOf),
      right('params', paramsOf),
      left('backend', (entry) => (isOurs(entry) ? backend(environment) : '-')),
      left('format', (entry) => inMarkdown(contestantName(entry))),
      left('test', ({ test }) => inMarkdown(test)),
      right('t/s', (entry) => rateOf(entry, result)),
      right('n', ({ tokensPerSecond }) => String(tokensPerSecond?.samples.length ?? 0)),
      left('workload', ({ workloadId }) => `\`${workloadId.slice(0, 12)}\``),
    ],
    results,
  );
  const text = 'n: repetitions. workload: the first 12 digits of its id; only equal ids compare.';
  return ['## Measurements', `${text}${softwareMark(adapter)}`, markdownTable(sheet.columns, sheet.rows)].join('\n\n');
}

function backend({ dawn, name, version }: Environment): string {
  return dawn === null ? `WebGPU, ${inMarkdown(name)} ${inMarkdown(version)}` : `WebGPU, Dawn ${inMarkdown(dawn)}`;
}

function costs({ results, betweenRuns }: Result): string {
  const sheet = sheetOf<ResultEntry>(
    [
      ...modelColumn(results, (entry) => entry),
      left('format', contestantName),
      left('test', ({ test }) => test),
      right('time to first token', (entry) => {
        const time = rangeOf(entry, 'ttftSeconds', betweenRuns);
        return time === null ? '-' : showDuration(time.interval);
      }),
      right('bits/weight', ({ bitsPerWeight }) => String(Number(bitsPerWeight.toFixed(2)))),
      right('read per token', ({ bytesReadPerToken }) => showBytes(bytesReadPerToken)),
      right('all GPU buffers', ({ peakBufferBytes: peak }) => (peak === null ? '-' : showBytes(peak))),
      right('first, cold run', ({ cold }) => (cold === null ? '-' : showSeconds(cold.seconds))),
      left('tokens', ({ engine, phase, delivery, tokensPerSubmit: tokens }) =>
        phase === 'prefill' ? '-' : isOurs({ engine }) ? `${delivery}, ${tokens} per submit` : delivery,
      ),
    ],
    results,
  );
  return sheetSection('Time to first token and memory', '', sheet);
}

function checks({ results }: Result): string {
  const seen = new Map(results.flatMap(({ verified }) => verified).map((check) => [check.shape, check]));
  const all = [...seen.values()];
  const worst = all.reduce<(typeof all)[number] | null>(
    (most, check) =>
      most === null || check.largestError / check.tolerance > most.largestError / most.tolerance ? check : most,
    null,
  );
  if (worst === null) return '## Checks before timing\n\nNo kernel was checked, so no speed is shown.';
  const share = ((100 * worst.largestError) / worst.tolerance).toPrecision(2);
  const kernels = new Set(all.map(({ kernel }) => kernel)).size;
  return [
    '## Checks before timing',
    `${all.length} checks of ${kernels} kernels against their references ran on this device before anything was timed. ` +
      `The largest error was ${Number(share)} % of its tolerance (${inMarkdown(worst.shape)}).`,
  ].join('\n\n');
}
