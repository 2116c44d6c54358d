/** `tokamark compare` and `tokamark spread`: results from files or from the kept runs, against each other. Measures nothing. */
import { existsSync } from 'node:fs';
import { TokamarkError } from '../../foundation/errors';
import { compareResults, spreadOfRuns } from '../../report/compare/compare';
import { compareMachine, machinesOf } from '../../report/compare/machine';
import { machineMarkdown } from '../../report/compare/machine-sheet';
import { comparisonMarkdown, spreadMarkdown } from '../../report/compare/markdown';
import { printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { answer } from '../answer';
import { command } from '../command';
import { compareCommand, jsonOnly, rowsOf } from '../command-options';
import { readImportedInput } from '../history/read-import';
import type { CliHost } from '../host';
import { STANDARD_INPUT } from '../read-text';

const RUN = 'result as JSON (- is standard input), or the id of a kept run';

export const compare = command({
  name: 'compare',
  description: 'compare two results, or the browsers and builds of one machine, workload by workload',
  args: [['[RUN...]', `two of them: ${RUN}; with --machine, more of that machine`]],
  options: rowsOf(compareCommand),
  read: (given) => {
    const { machine, json } = given.table(compareCommand);
    if (machine === null && given.args.length !== 2) throw given.refusal('Give two runs, or --machine NAME.', '');
    given.assertOneInput(given.args);
    return { runs: given.args, machine, json };
  },
  run: ({ runs, machine, json }, host) =>
    answer(json, 'compare', host, async () => {
      const results = await openAll(runs, host);
      const own = await ownRuns(host);
      if (machine !== null) return ofMachine(machine, results, own);
      const [a, b] = results;
      if (a === undefined || b === undefined) throw new RangeError('two runs were read');
      const document = compareResults(a, b, own);
      return { document, text: comparisonMarkdown(document, a, b) };
    }),
});

/** What a person names beside the kept runs is of the machine, since they say so. */
function ofMachine(machine: string, given: readonly Result[], own: readonly Result[]) {
  const named = own.filter((run) => run.machine === machine);
  const all = [...named, ...given.map((run) => ({ ...run, machine }))];
  if (all.length === 0) {
    const names = machinesOf(own);
    throw new TokamarkError({
      code: 'history',
      message: `No kept run bears the name ${JSON.stringify(machine)}${names.length === 0 ? '' : `; there are ${names.join(', ')}`}.`,
      where: machine,
      remedy: 'Measure with `tokamark run --machine NAME`, or name results of that machine as files.',
    });
  }
  const document = compareMachine(machine, all);
  return { document, text: machineMarkdown(document) };
}

export const spread = command({
  name: 'spread',
  description: 'show how several runs of one receipt differ',
  args: [['<RUN...>', `two or more: ${RUN}`]],
  options: rowsOf(jsonOnly),
  read: (given) => {
    if (given.args.length < 2) throw given.refusal('Give at least two runs.', '');
    given.assertOneInput(given.args);
    return { runs: given.args, ...given.table(jsonOnly) };
  },
  run: ({ runs, json }, host) =>
    answer(json, 'spread', host, async () => {
      const results = await openAll(runs, host);
      const document = spreadOfRuns(results);
      return { document, text: spreadMarkdown(document, results) };
    }),
});

async function openAll(runs: readonly string[], host: CliHost): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const run of runs) results.push(await open(run, host));
  return results;
}

/** Without them a comparison is of the two runs alone. */
const ownRuns = async ({ history, streams }: CliHost): Promise<readonly Result[]> =>
  (await history.list((line) => streams.stderr.write(`warning: ${printable(line)}\n`))).map(({ result }) => result);

/** Standard input for `-`, a path where there is a file, and otherwise the id of a kept run. */
async function open(run: string, { history, streams, files }: CliHost): Promise<Result> {
  if (run === STANDARD_INPUT) return readImportedInput(files.readStandardInput);
  if (/[/\\.]/.test(run) || existsSync(run)) return history.readFile(run);
  return (await history.find(run, (line) => streams.stderr.write(`warning: ${printable(line)}\n`))).result;
}
