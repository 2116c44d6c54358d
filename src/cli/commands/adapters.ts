/** `tokamark adapters`: what WebGPU finds on this machine, as a table or as JSON. */
import { oneLine } from '../../report/outside-text';
import { markdownTable, type Column } from '../../report/table';
import type { ListedAdapter } from '../adapter-choice';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { AdaptersOptions } from '../invocation';

const COLUMNS: readonly Column[] = [
  { title: 'index', align: 'right' },
  { title: 'name', align: 'left' },
  { title: 'kind', align: 'left' },
  { title: 'backend', align: 'left' },
  { title: 'features', align: 'left' },
];

/** Those that change what the kernels do. */
const TOLD = ['shader-f16', 'subgroups', 'timestamp-query'];

export async function adapters({ json }: AdaptersOptions, host: CliHost): Promise<ExitCode> {
  await checkWritable(json, '--json');
  const listed = await host.listAdapters();
  if (json !== null) {
    await saveDocument(json, `${JSON.stringify({ adapters: listed }, null, 2)}\n`, host.streams, 'adapters.json');
  }
  if (json?.kind !== 'stdout') host.streams.stdout.write(table(listed));
  return EXIT.ok;
}

function table(listed: readonly ListedAdapter[]): string {
  const rows = listed.map((adapter) => [
    String(adapter.index),
    oneLine(adapter.name).replaceAll('|', '\\|'),
    `${adapter.software ? 'SOFTWARE, not a GPU' : 'GPU'}${adapter.preferred ? ' (default)' : ''}`,
    adapter.backend,
    TOLD.filter((name) => adapter.features.includes(name)).join(', ') || '-',
  ]);
  return `${markdownTable(COLUMNS, rows)}\n`;
}
