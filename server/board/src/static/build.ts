/** `board build`: a folder of results to a folder that any host of static files serves. The same files make the same bytes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../../../src/hardware/catalogue';
import { csvText } from '../../../../src/report/csv-text';
import { makeFolder } from '../../../../src/setup/make-folder';
import type { Aliases } from '../gates/gpu';
import { ALIASES_FILE, readAliases } from './aliases';
import { tablesOf, type StaticTable } from './board';
import { isDeviceFile, readDevices } from './device-file';
import { judgeFile, unread, type JudgedFile } from './judge-file';
import { pageText, STYLE } from './page';
import { readFolder, type ResultFile } from './read-folder';

interface BuildOptions {
  readonly folder: string;
  readonly out: string;
  readonly sendTo: string | null;
}

export interface Built {
  readonly files: readonly Pick<JudgedFile, 'path' | 'state' | 'reasons'>[];
  readonly cohorts: number;
}

export async function buildBoard({ folder, out, sendTo }: BuildOptions): Promise<Built> {
  const files = await judgedFiles(readFolder(folder));
  const tables = tablesOf(files);
  makeFolder(out);
  const write = (name: string, text: string): void => writeFileSync(join(out, name), text);
  write('index.html', await pageText({ tables, files, sendTo }));
  write('style.css', STYLE);
  const said = files.map(({ path, state, reasons }) => ({ path, state, reasons }));
  write('board.json', `${JSON.stringify(asData(tables, said), null, 2)}\n`);
  write('board.csv', asCsv(tables));
  return { files: said, cohorts: tables.reduce((sum, { rows }) => sum + rows.length, 0) };
}

async function judgedFiles(found: readonly ResultFile[]): Promise<readonly JudgedFile[]> {
  const catalogue = await loadCatalogue();
  const named = found.find(({ path }) => path === ALIASES_FILE);
  const aliases: Aliases = named === undefined ? new Map() : readAliases(named.bytes, catalogue);
  const { gpus, faults } = readDevices(found);
  const digests = new Set<string>();
  const files = [...faults].map(([path, thrown]) => unread(path, thrown));
  // One after the other: a copy is known by the files before it.
  for (const file of found) {
    if (file === named || isDeviceFile(file)) continue;
    const judged = await judgeFile(file, { catalogue, aliases, gpus, digests });
    judged.run?.digests.forEach((digest) => digests.add(digest));
    files.push(judged);
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const asData = (tables: readonly StaticTable[], files: Built['files']) => ({
  format: 'tokamark-static-board/1',
  unit: 'tokens per second',
  notChecked: ['challenge', 'chain of commitments', 'times by a server’s clock', 'proof'],
  tables: tables.map(({ suite, workloadId, format, test, promptRule, rows }) => ({
    ...{ suite, workload: workloadId, format, test, promptRule },
    rows: rows.map(({ gpu, engine, modified, figure, rank, sharedBy }) => ({
      ...{ rank, sharedBy, gpu, engine, modified, ...figure },
    })),
  })),
  files,
});

const COLUMNS = [
  'suite',
  'workload',
  'format',
  'test',
  'prompt_rule',
  'rank',
  'gpu',
  'engine',
  'modified',
  'n',
  'median',
  'low',
  'high',
];

function asCsv(tables: readonly StaticTable[]): string {
  const rows = tables.flatMap(({ suite, workloadId, format, test, promptRule, rows: own }) =>
    own.map(({ rank, gpu, engine, modified, figure: { n, median, bounds } }) => [
      ...[suite, workloadId, format, test, promptRule, rank, gpu.id, engine, modified, n, median],
      ...[bounds?.low ?? null, bounds?.high ?? null],
    ]),
  );
  return csvText(COLUMNS, rows);
}
