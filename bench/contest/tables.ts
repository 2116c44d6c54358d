/** bench/CONTEST.md out of the kept results: a section a contest, with ours against each peer in each test. Measures nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BY_DEFAULT } from '../../src/benchmark/whose';
import { adapterName } from '../../src/report/adapter-name';
import { showFigure, showInterval } from '../../src/report/digits';
import { nameAmongEngines } from '../../src/report/engine-rows';
import { acrossEngines, ratioBasis, ratioOfFormats } from '../../src/report/format-ratio';
import { importResult } from '../../src/report/import/import-result';
import { inMarkdown } from '../../src/report/outside-text';
import type { Result, ResultEntry } from '../../src/report/schema';
import { left, right, sheetMarkdown, sheetOf } from '../../src/report/table';
import { isTie } from '../../src/statistics/ratio';
import { CONTESTS, promisedRows, type Contest } from './contests';

const HEAD = `# Tokamark against whole models of other engines

Written by \`npm run bench:contest\` from bench/contest/results: do not edit. How it is measured: bench/README.md.

Tokens per second, the median with its interval of 95 %. Times as fast is ours over the peer's, the median of the ratios of the rounds, in each of
which both ran, with its interval: above 1 ours is faster, and where the interval contains 1 it is a tie. Every row of bench/rows.json is here, whoever is faster.
`;

export interface Row {
  readonly test: string;
  readonly ours: ResultEntry;
  readonly theirs: ResultEntry;
}

/** As bench/rows.json lists it. */
export const rowTitle = ({ test, ours, theirs }: Row): string =>
  `${test}: ${ours.format.toUpperCase()} against ${nameAmongEngines(theirs)}`;

/** Ours of each width against each peer, test by test; ours by default is none. */
export const rowsOf = ({ tests }: Contest, { results }: Pick<Result, 'results'>): readonly Row[] =>
  tests.flatMap((test) =>
    acrossEngines(results.filter((entry) => entry.test === test))
      .filter(({ than }) => than.engine !== BY_DEFAULT)
      .map(({ of, than }) => ({ ...{ test, ours: of, theirs: than } })),
  );

/** Those that the contest promises and this result has not. */
export const missingRows = (contest: Contest, result: Result): readonly string[] => {
  const titles = rowsOf(contest, result).map(rowTitle);
  return promisedRows(contest).filter((row) => !titles.includes(row));
};

/** @returns null where it was not measured yet */
export function keptResult({ id }: Contest, folder: string): Result | null {
  const file = join(folder, `${id}.json`);
  return existsSync(file) ? importResult(readFileSync(file, 'utf8')) : null;
}

/** @param folder of the kept results */
export function renderContests(folder: string): string {
  const sections = CONTESTS.flatMap((contest) => {
    const result = keptResult(contest, folder);
    return result === null ? [] : [section(contest, result)];
  });
  return [HEAD, ...sections].join('\n');
}

const COLUMNS = [
  left<Row>('test', ({ test }) => test),
  left<Row>('ours', ({ ours }) => ours.format.toUpperCase()),
  left<Row>('peer', ({ theirs }) => nameAmongEngines(theirs)),
  right<Row>('ours t/s', ({ ours }) => speedOf(ours)),
  right<Row>('peer t/s', ({ theirs }) => speedOf(theirs)),
  right<Row>('times as fast', timesOf),
];

const speedOf = ({ tokensPerSecond }: ResultEntry): string =>
  tokensPerSecond === null ? 'failed' : showFigure(tokensPerSecond);

function timesOf({ ours, theirs }: Row): string {
  const ratio = ratioOfFormats(ours, theirs, 'tokensPerSecond');
  if (ratio === null) return '–';
  const { median, low, high } = showInterval(ratio);
  return `${median} (${low} to ${high}), ${ratioBasis(ratio)}${isTie(ratio) ? ', a tie' : ''}`;
}

function section(contest: Contest, result: Result): string {
  const { adapter, environment, engine, engines, startedAt, elapsedSeconds, results } = result;
  const mark = adapter.software ? '**SOFTWARE ADAPTER: a CPU does the work, and this says nothing about a GPU.** ' : '';
  const where = [adapterName(adapter), `${environment.name} ${environment.version}`, environment.operatingSystem];
  const about = [
    `${mark}${where.map(inMarkdown).join(' · ')}`,
    `Measured ${startedAt.slice(0, 10)} in ${Math.round(elapsedSeconds / 60)} minutes, Tokamark ${engine.version} at commit \`${engine.commit}\`${contest.options === null ? '' : ` (\`npm run bench:contest -- ${contest.id}\`)`}.`,
    ...engines.map(({ id, version, settings }) => inMarkdown(`${id}: ${version}. ${settings.join(' ')}`)),
    ...contest.notes,
    ...(result.status === 'cancelled' ? ['Ended by hand before its last round: n is of the rounds before.'] : []),
    ...failures(contest, results),
    ...result.warnings.filter(({ code }) => code !== 'software-adapter').map(({ message }) => inMarkdown(message)),
  ];
  return [
    `## ${contest.title}`,
    '',
    ...about.map((line) => `- ${line}`),
    '',
    sheetMarkdown(sheetOf(COLUMNS, rowsOf(contest, result))),
    '',
  ].join('\n');
}

/** Why a side has no speed. */
const failures = ({ tests }: Contest, results: readonly ResultEntry[]): readonly string[] =>
  results.flatMap((entry) =>
    entry.error === null || entry.tokensPerSecond !== null || !tests.includes(entry.test)
      ? []
      : [inMarkdown(`${nameAmongEngines(entry)} ${entry.test}: ${entry.error.message}`)],
  );
