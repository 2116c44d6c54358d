/** `tokamark compare` and `tokamark spread`: results from files or from the kept runs, against each other. Measures nothing. */
import { existsSync } from 'node:fs';
import { compareResults, spreadOfRuns } from '../../report/compare/compare';
import { comparisonMarkdown, spreadMarkdown } from '../../report/compare/markdown';
import { printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { answer } from '../answer';
import { command } from '../command';
import { jsonOnly, rowsOf } from '../command-options';
import { readImportedInput } from '../history/read-import';
import type { CliHost } from '../host';
import { STANDARD_INPUT } from '../read-text';

export const compare = comparing('compare', 'compare two results, workload by workload', [
  ['<A>', 'a result as JSON (- is standard input), or the id of a kept run'],
  ['<B>', 'another result, of this machine or of another one'],
]);

export const spread = comparing('spread', 'show how several runs of one receipt differ', [
  ['<RUN...>', 'two or more results as JSON (- is standard input), or ids of kept runs'],
]);

/** `compare`: two runs against each other. `spread`: what changes between several of one machine. */
function comparing<Name extends 'compare' | 'spread'>(
  name: Name,
  description: string,
  args: readonly (readonly [string, string])[],
) {
  return command({
    ...{ name, description, args },
    options: rowsOf(jsonOnly),
    read: (given) => {
      if (given.args.length < 2) throw given.refusal('Give at least two runs.', '');
      given.assertOneInput(given.args);
      return { runs: given.args, ...given.table(jsonOnly) };
    },
    run: ({ runs, json }, host) =>
      answer(json, name, host, async () => {
        const results: Result[] = [];
        for (const run of runs) results.push(await open(run, host));
        const [a, b] = results;
        if (name === 'compare' && a !== undefined && b !== undefined) {
          const document = compareResults(a, b, await ownRuns(host));
          return { document, text: comparisonMarkdown(document, a, b) };
        }
        const document = spreadOfRuns(results);
        return { document, text: spreadMarkdown(document, results) };
      }),
  });
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
