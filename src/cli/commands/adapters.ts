/** `tokamark adapters`: what WebGPU finds on this machine, as a table or as JSON. */
import { left, right, sheetMarkdown, sheetOf, type ColumnOf } from '../../report/table';
import type { ListedAdapter } from '../adapter-choice';
import { answer } from '../answer';
import { command } from '../command';
import { adaptersCommand, rowsOf } from '../command-options';

/** Those that change what the kernels do. */
const TOLD = ['shader-f16', 'subgroups', 'timestamp-query'];

const COLUMNS: readonly ColumnOf<ListedAdapter>[] = [
  right('index', ({ index }) => String(index)),
  left('name', ({ name }) => name),
  left(
    'kind',
    ({ software, preferred }) => `${software ? 'SOFTWARE, not a GPU' : 'GPU'}${preferred ? ' (default)' : ''}`,
  ),
  left('backend', ({ backend }) => backend),
  left('features', ({ features }) => TOLD.filter((name) => features.includes(name)).join(', ') || '-'),
];

export const adapters = command({
  name: 'adapters',
  description: 'list the adapters that WebGPU finds',
  options: rowsOf(adaptersCommand),
  read: (given) => given.table(adaptersCommand),
  run: ({ json }, host) =>
    answer(json, 'adapters', host, async () => {
      const listed = await host.gpus.listAdapters();
      return { document: { adapters: listed }, text: `${sheetMarkdown(sheetOf(COLUMNS, listed))}\n` };
    }),
});
