/** `tokamark history`: lists the runs that are kept on this machine, shows one, deletes one or all. */
import { TokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import { basisBehind, rangeOf, withBetweenRuns } from '../../report/between-runs';
import { ofHeadline } from '../../report/headline';
import { unnamed } from '../../report/compare/machine';
import { named } from '../../report/compare/markdown';
import { showFigure } from '../../report/digits';
import { toMarkdown } from '../../report/markdown';
import { inMarkdown, printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { marksOf, standing } from '../../report/standing';
import { left, markdownTable, sheetOf, type ColumnOf } from '../../report/table';
import { answer } from '../answer';
import { command } from '../command';
import { jsonOnly, rowsOf } from '../command-options';
import { EXIT } from '../exit-codes';
import type { KeptRun } from '../history/history-folder';

const ACTIONS = ['list', 'show', 'delete'] as const;

export const history = command({
  name: 'history',
  description: 'list the runs that are kept on this machine; show or delete one',
  args: [
    ['[ACTION]', 'list, show or delete', 'list'],
    ['[ID]', 'the id of a kept run, or its beginning; delete takes all, too'],
  ],
  options: rowsOf(jsonOnly),
  read: (given) => {
    const [asked = 'list', id = null] = given.args;
    const action = ACTIONS.find((name) => name === asked);
    if (action === undefined) throw given.refusal(`history has no "${asked}"; there are ${ACTIONS.join(', ')}.`, '');
    if ((action === 'list') !== (id === null)) {
      throw given.refusal(id === null ? `history ${action} needs the id of a run.` : 'history list takes no id.', '');
    }
    return { action, id, ...given.table(jsonOnly) };
  },
  run: async ({ action, id, json }, host) => {
    const { stderr } = host.streams;
    const say = (line: string) => stderr.write(`warning: ${printable(line)}\n`);
    // A run that was killed belongs to the list.
    for (const line of await host.unfinished.found()) say(line);
    if (action === 'list') {
      return answer(json, 'history', host, async () => {
        const kept = await host.history.list(say);
        const own = kept.map(({ result }) => result);
        const runs = kept.map(({ id, result }) => ({ id, result: withBetweenRuns(result, own) }));
        const { columns, rows } = sheetOf(COLUMNS, runs);
        return {
          document: runs.map(({ id, result }) => ({ id, result: unnamed(result) })),
          text: runs.length === 0 ? 'No run is kept yet.\n' : `${markdownTable(columns, rows)}\n`,
        };
      });
    }
    if (action === 'show') {
      return answer(json, 'result', host, async () => {
        const found = await host.history.find(id ?? '', say);
        const own = (await host.history.list(() => undefined)).map((run) => run.result);
        const result = unnamed(withBetweenRuns(found.result, own));
        return { document: result, text: toMarkdown(result) };
      });
    }
    if (id === 'all') {
      const runs = await host.history.list(say);
      for (const run of runs) await host.history.remove(run.id);
      stderr.write(`deleted: ${runs.length} runs\n`);
      return EXIT.ok;
    }
    const run = await host.history.find(id ?? '', say);
    if (!(await host.history.remove(run.id))) throw gone(run.id);
    stderr.write(`deleted: ${run.id}\n`);
    return EXIT.ok;
  },
});

const gone = (id: string): TokamarkError =>
  new TokamarkError({
    code: 'history',
    message: `${id} had already been deleted.`,
    where: id,
    remedy: 'Run `tokamark history` to see the kept runs.',
  });

const COLUMNS: readonly ColumnOf<KeptRun>[] = [
  left('id', ({ id }) => id),
  left(
    'adapter',
    ({ result: { adapter } }) => `${inMarkdown(adapterName(adapter))}${adapter.software ? ' (SOFTWARE)' : ''}`,
  ),
  left('machine', ({ result: { machine } }) => (machine === undefined ? '-' : inMarkdown(machine))),
  left('profile', ({ result }) => result.suite.profile),
  left('status', ({ result }) =>
    [
      result.failure?.code ?? result.status,
      ...marksOf(standing(result), 'software-adapter', 'failed', 'cancelled').slice(0, 1),
    ].join(', '),
  ),
  left('decode t/s', ({ result }) => figures(result)),
];

const figures = ({ results, betweenRuns }: Result): string =>
  ofHeadline(results)
    .filter(({ phase, depth }) => phase === 'decode' && depth === 0)
    .flatMap((entry) => {
      const found = rangeOf(entry, 'tokensPerSecond', betweenRuns);
      return found === null
        ? []
        : [`${named(entry).slice(1).join(' ')} ${showFigure(found.interval)}${basisBehind(found)}`];
    })
    .join(', ');
