/** `tokamark history`: lists the finished runs that are kept on this machine, shows one, deletes one or all. */
import { TokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import { ofFewest } from '../../report/batches';
import { named } from '../../report/compare/markdown';
import { showFigure } from '../../report/digits';
import { toJson } from '../../report/json';
import { toMarkdown } from '../../report/markdown';
import { inMarkdown, printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { marksOf, standing } from '../../report/standing';
import { markdownTable, type Column } from '../../report/table';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { HistoryOptions } from '../invocation';

export async function history({ action, id, json }: HistoryOptions, host: CliHost): Promise<ExitCode> {
  const { stdout, stderr } = host.streams;
  const say = (line: string) => stderr.write(`warning: ${printable(line)}\n`);
  await checkWritable(json, '--json');
  if (action === 'list') {
    const runs = await host.history.list(say);
    if (json !== null) {
      const all = runs.map(({ id: name, result }) => ({ id: name, result }));
      await saveDocument(json, `${JSON.stringify(all, null, 2)}\n`, host.streams, 'history.json');
    }
    if (json?.kind !== 'stdout') stdout.write(runs.length === 0 ? 'No run is kept yet.\n' : table(runs));
    return EXIT.ok;
  }
  if (action === 'delete' && id === 'all') {
    const runs = await host.history.list(say);
    for (const run of runs) await host.history.remove(run.id);
    stderr.write(`deleted: ${runs.length} runs\n`);
    return EXIT.ok;
  }
  const run = await host.history.find(id ?? '', say);
  if (action === 'delete') {
    if (!(await host.history.remove(run.id))) throw gone(run.id);
    stderr.write(`deleted: ${run.id}\n`);
    return EXIT.ok;
  }
  if (json !== null) await saveDocument(json, toJson(run.result), host.streams, 'result.json');
  if (json?.kind !== 'stdout') stdout.write(toMarkdown(run.result));
  return EXIT.ok;
}

const gone = (id: string): TokamarkError =>
  new TokamarkError({
    code: 'history',
    message: `${id} had already been deleted.`,
    where: id,
    remedy: 'See `tokamark history`.',
  });

const COLUMNS: readonly Column[] = [
  { title: 'id', align: 'left' },
  { title: 'adapter', align: 'left' },
  { title: 'profile', align: 'left' },
  { title: 'status', align: 'left' },
  { title: 'decode t/s', align: 'left' },
];

function table(runs: readonly { readonly id: string; readonly result: Result }[]): string {
  const rows = runs.map(({ id, result }) => [
    id,
    `${inMarkdown(adapterName(result.adapter))}${result.adapter.software ? ' (SOFTWARE)' : ''}`,
    result.suite.profile,
    [result.status, ...marksOf(standing(result), 'software-adapter', 'failed', 'cancelled').slice(0, 1)].join(', '),
    figures(result),
  ]);
  return `${markdownTable(COLUMNS, rows)}\n`;
}

const figures = ({ results }: Result): string =>
  ofFewest(results)
    .filter(({ phase, depth }) => phase === 'decode' && depth === 0)
    .flatMap((entry) =>
      entry.tokensPerSecond === null ? [] : [`${named(entry).slice(1).join(' ')} ${showFigure(entry.tokensPerSecond)}`],
    )
    .join(', ');
