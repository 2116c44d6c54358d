/** `tokamark compare` and `tokamark spread`: results from files or from the kept runs, against each other. Measures nothing. */
import { stat } from 'node:fs/promises';
import { compareResults, spreadOfRuns } from '../../report/compare/compare';
import { comparisonMarkdown, spreadMarkdown } from '../../report/compare/markdown';
import { printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { answer } from '../answer';
import type { ExitCode } from '../exit-codes';
import { readImportedInput } from '../history/read-import';
import type { CliHost } from '../host';
import type { CompareOptions } from '../invocation';
import { STANDARD_INPUT } from '../read-text';

export const compare = ({ command, runs, json }: CompareOptions, host: CliHost): Promise<ExitCode> =>
  answer(json, command, host, async () => {
    const results: Result[] = [];
    for (const run of runs) results.push(await open(run, host));
    const [a, b] = results;
    if (command === 'compare' && a !== undefined && b !== undefined) {
      const document = compareResults(a, b);
      return { document, text: comparisonMarkdown(document, a, b) };
    }
    const document = spreadOfRuns(results);
    return { document, text: spreadMarkdown(document, results) };
  });

/** Standard input for `-`, a path where there is a file, and otherwise the id of a kept run. */
async function open(run: string, { history, streams, readStandardInput }: CliHost): Promise<Result> {
  if (run === STANDARD_INPUT) return readImportedInput(readStandardInput);
  const isPath =
    /[/\\.]/.test(run) ||
    (await stat(run).then(
      () => true,
      () => false,
    ));
  if (isPath) return history.readFile(run);
  return (await history.find(run, (line) => streams.stderr.write(`warning: ${printable(line)}\n`))).result;
}
