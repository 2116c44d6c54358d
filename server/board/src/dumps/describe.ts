/** What goes with the files of a dump: their schema as a Data Package (Frictionless Data), a README, the licence. */
import { z } from 'zod';
import { VERSION } from '../../../../src/foundation/build';
import cc0 from './cc0.txt?raw';
import { DUMP_NAMES, FILES, type DumpFile } from './files';
import type { DumpFiles } from './write';

export const SCHEMA_FILE = 'datapackage.json';
export const OTHER_FILES = [SCHEMA_FILE, 'README.md', 'LICENSE.txt'] as const;

/** What the board reads again of what it wrote. */
export const packageSchema = z.object({
  created: z.iso.datetime(),
  resources: z.array(z.object({ path: z.string(), bytes: z.number().int(), hash: z.string(), rows: z.number().int() })),
});

export function dataPackage(made: Date, files: DumpFiles): string {
  const resources = DUMP_NAMES.map((name) => {
    const { about, columns }: DumpFile = FILES[name];
    const { rows, bytes, sha256 } = files[name];
    return {
      ...{ name, path: `${name}.csv.gz`, description: about, format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
      ...{ compression: 'gz', bytes, hash: `sha256:${sha256}`, rows },
      schema: { fields: columns.map((column) => ({ ...column })), missingValues: [''] },
    };
  });
  const described = {
    ...{ profile: 'tabular-data-package', name: 'tokamark-board', version: VERSION, created: made.toISOString() },
    title: 'Speeds of language models on GPUs, as people measured and sent them in',
    licenses: [{ name: 'CC0-1.0', title: 'CC0 1.0 Universal', path: 'LICENSE.txt' }],
    resources,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

export function readMe(made: Date, files: DumpFiles): string {
  const rows = DUMP_NAMES.map((name) => `| ${name}.csv.gz | ${files[name].rows} | ${FILES[name].about} |`);
  return `# Dump of a board of Tokamark

Made at ${made.toISOString()} by version ${VERSION}. Columns and units are in ${SCHEMA_FILE}. Everything here is CC0 1.0: LICENSE.txt.

| file | rows | what |
| --- | --- | --- |
${rows.join('\n')}

Nobody can verify from outside what a client measured; the board's page says what is checked. Only runs that are
ranked have rows; others are counted in support.csv.gz, and nowhere else. Cohorts have one value for each device. Texts that begin as a
formula have an apostrophe before them.

A run that its owner deletes is not in the next day's dump. Whoever keeps dumps is asked to delete it too.
`;
}

export const licence = (): string => cc0;
