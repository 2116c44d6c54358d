/**
 * `npm run bench:predict`: runs three models, predicts others from them, runs those too, and says how many measurements lie inside the predicted
 * intervals. With files, `-- BASE.json MEASURED.json...`, it compares these and runs nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { asTokamarkError } from '../../src/foundation/errors';
import { readImport } from '../../src/cli/history/read-import';
import { adapterName } from '../../src/report/adapter-name';
import { resultSchema, type Result } from '../../src/report/schema';
import type { RunRequest } from '../../src/worker/protocol';
import { chooseDriver, describeMachine, vulkanEnvironment } from '../machine';
import { comparisons, comparisonText } from './compare';
import { inNode } from './in-node';
import { inPage } from './in-page';
import { baseRequest, otherRequests, SETS, type Place } from './runs';

const ADAPTERS = ['node', 'chromium', 'firefox'] as const;
const optionsSchema = z.object({
  adapter: z.enum(ADAPTERS),
  markdown: z.string().optional(),
  keep: z.string().optional(),
  small: z.boolean().optional(),
});
type Options = z.infer<typeof optionsSchema>;

const command = new Command('npm run bench:predict --')
  .description('Holds predictions of a run against runs of shapes that it did not have.')
  .argument(
    '[files...]',
    'results of one device: the one to predict from, then those to compare with; without, all are run here',
  )
  .addOption(new Option('--adapter <name>', 'where to run').choices(ADAPTERS).default('node'))
  .option('--markdown <file>', 'also write the table to a file')
  .option('--small', 'run shapes of 1 to 15 million parameters, for an adapter as slow as SwiftShader')
  .option('--keep <folder>', 'write the result of each run into a folder')
  .parse();

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function place({ adapter }: Options): Promise<Place> {
  if (adapter !== 'node') return inPage(adapter);
  Object.assign(process.env, vulkanEnvironment(chooseDriver(null)));
  return inNode();
}

async function measured(options: Options): Promise<{ readonly base: Result; readonly others: readonly Result[] }> {
  const { keep, small } = options;
  const set = SETS[small === true ? 'small' : 'usual'];
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  const at = await place(options);
  const run = async (name: string, request: RunRequest): Promise<Result> => {
    const from = Date.now();
    const text = await at.run(request);
    if (keep !== undefined) writeFileSync(join(keep, `${name}.json`), text);
    const result = resultSchema.parse(JSON.parse(text));
    say(`${name}: ${request.shape ?? ''}, ${result.status}, ${Math.round((Date.now() - from) / 1000)} s`);
    return result;
  };
  try {
    await run('base-first', baseRequest(set));
    const base = await run('base', baseRequest(set));
    const others: Result[] = [];
    for (const [i, request] of otherRequests(set).entries()) others.push(await run(`other-${i + 1}`, request));
    return { base, others };
  } finally {
    await at.close();
  }
}

/** By what, on what, and when. */
const head = ({ adapter, environment, engine, startedAt }: Result): string =>
  `${adapterName(adapter)}, ${environment.name} ${environment.version}, Tokamark ${engine.version} (${engine.commit}), ${startedAt.slice(0, 10)}`;

/** Of what ran here: a file may come from another machine. */
const here = (): string =>
  `, ${describeMachine()}, load at the end ${loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')}`;

try {
  const options = optionsSchema.parse(command.opts());
  const [first, ...files] = command.args;
  const { base, others } =
    first === undefined
      ? await measured(options)
      : { base: await readImport(first), others: await Promise.all(files.map(readImport)) };
  const text = `${head(base)}${first === undefined ? here() : ''}.\n\n${comparisonText(base, comparisons(base, others))}`;
  if (options.markdown !== undefined) writeFileSync(options.markdown, text);
  process.stdout.write(text);
  // Dawn's threads would keep the process.
  process.exit(0);
} catch (thrown) {
  const { message, remedy } = asTokamarkError(thrown);
  say(`${message}\n  ${remedy}`);
  process.exit(1);
}
