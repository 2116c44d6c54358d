/**
 * A result as Markdown for an issue or a chat, as short as llama-bench's table: one line on what ran, a row for each test, and the few lines
 * that matter. The whole document is in markdown.ts.
 */
import { contestantName, isOurs } from '../benchmark/whose';
import { SITE } from '../foundation/build';
import { adapterName } from './adapter-name';
import { basisOf } from './between-runs';
import { keyLines } from './five-lines';
import { modelName, rateOf } from './markdown-cells';
import { inMarkdown } from './outside-text';
import { paramsOf, sizeOf } from './model-cells';
import { receiptLink, soundText } from './receipt/link';
import { replaySentence } from './receipt/replay';
import type { Result, ResultEntry } from './schema';
import { left, markdownTable, right, sheetOf } from './table';
import { whyLowText } from './why-low';

/** @param page the address that the link to repeat the run begins with; null where others could not open it (links/link-address.ts) */
export function toShortMarkdown(result: Result, page: string | null = SITE): string {
  const { results } = result;
  const lines = linesOf(result, page).filter((line) => line !== '');
  return [
    headLine(result),
    results.length === 0 ? 'Nothing was measured.' : tableOf(result),
    lines.map((line) => `- ${line}`).join('\n'),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** That it is no GPU comes first, where it is none: a line that is cut off still says so. */
function headLine({ engine, adapter, environment, startedAt }: Result): string {
  const { name, version, operatingSystem, dawn } = environment;
  const runtime = `${name} ${version}${dawn === null ? '' : `, Dawn ${dawn}`}`;
  const build = `${engine.version} (${engine.commit.slice(0, 12)})`;
  const said = [`Tokamark ${build}`, adapterName(adapter), runtime, operatingSystem, whenOf(startedAt)];
  const mark = adapter.software ? '**SOFTWARE ADAPTER, not a GPU’s speed.** ' : '';
  return `${mark}${said.map(inMarkdown).join(' · ')}`;
}

/** The time of day is in the whole document; where the machine stood is nobody's business. */
const whenOf = (startedAt: string): string => startedAt.slice(0, 10);

/** llama-bench's columns, in its order. */
function tableOf(result: Result): string {
  const backend = result.adapter.software ? 'WebGPU, software' : 'WebGPU';
  const sheet = sheetOf<ResultEntry>(
    [
      left('model', ({ model }) => modelName(model.name, model.weights)),
      right('size', sizeOf),
      right('params', paramsOf),
      left('backend', (entry) => (isOurs(entry) ? backend : '-')),
      left('format', (entry) => inMarkdown(contestantName(entry))),
      left('test', ({ test }) => inMarkdown(test)),
      right('t/s', (entry) => rateOf(entry, result)),
      right('n', ({ tokensPerSecond }) => String(tokensPerSecond?.samples.length ?? 0)),
    ],
    result.results,
  );
  return markdownTable(sheet.columns, sheet.rows);
}

/** What matters of it beside the table; empty where the run knows nothing of it. */
function linesOf(result: Result, page: string | null): readonly string[] {
  const { early, ratio, line, firstToken } = keyLines(result);
  const { adapter, replay, plan, receipt } = result;
  const again = soundText(receipt);
  return [
    early,
    replay === null || replay.sameImplementation ? '' : replaySentence(replay),
    ratio,
    line,
    firstToken,
    // The first line says it of a software adapter.
    adapter.software ? '' : whyLowText(result),
    plan.shrunk.length === 0 ? '' : `Shrunk to hold the time budget: ${plan.shrunk.join(', ')}.`,
    [intervalsText(result), warningsText(result)].filter((text) => text !== '').join(' '),
  ]
    .map(inMarkdown)
    .concat(again === null || page === null ? [] : [`Measure the same: <${receiptLink(again, page)}>`]);
}

function intervalsText({ results, betweenRuns }: Result): string {
  if (results.every(({ tokensPerSecond }) => tokensPerSecond === null)) return '';
  return `t/s is the median of n repetitions with its interval, ${basisOf(betweenRuns?.runs ?? 1)}.`;
}

/** Counted, with their codes: their sentences are in the whole document. */
function warningsText({ warnings, results }: Result): string {
  const all = [...warnings, ...results.flatMap((entry) => entry.warnings)];
  const count = new Set(all.map(({ message }) => message)).size;
  if (count === 0) return '';
  return `${count} ${count === 1 ? 'warning' : 'warnings'}: ${[...new Set(all.map(({ code }) => code))].join(', ')}.`;
}
