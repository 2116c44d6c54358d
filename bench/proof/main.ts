/**
 * `npm run bench:proof -- collect|judge|write`: how far the reference of the board's proof and real adapters are apart. `collect` has an
 * adapter answer challenges and adds the answers to a folder; `judge` reads them with the reference. Both end when their time is over and go
 * on where they were. `write` puts what all of it says into the board's package.
 */
import { SHADER_HASH } from 'virtual:shader-hash';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { median } from 'simple-statistics';
import { z } from 'zod';
import { ProofReference } from '../../server/board/src/proof/reference';
import { FABLE_FOLDER } from '../fable-folder';
import { openModelFolder } from '../../src/cli/model-folder';
import { VERSION } from '../../src/foundation/build';
import { asTokamarkError } from '../../src/foundation/errors';
import { openModelWeights } from '../../src/model/files/folder';
import { makeFolder } from '../../src/setup/make-folder';
import { Judge, judgementKey, tasksOf } from './judge';
import { asksOf, type Wanted } from './asks';
import { ADAPTERS, answerLine, judgementLine, type AdapterPlace } from './kept';
import { openPlace } from './place';
import { writeMeasured } from './write';

/** Seeds whose answers are also read as if another format had been asked for. */
const MISTAKEN = 30;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function linesOf<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file).toString().split('\n');
  return lines.filter((line) => line !== '').map((line) => schema.parse(JSON.parse(line)));
}

const add = (file: string, line: object): void => appendFileSync(file, `${JSON.stringify(line)}\n`);

const answersIn = (folder: string): string => join(folder, 'answers.jsonl');
const judgementsIn = (folder: string): string => join(folder, 'judgements.jsonl');

interface Limit {
  readonly folder: string;
  readonly until: number;
}

async function collectAll({ folder, until }: Limit, name: AdapterPlace, wanted: Wanted): Promise<void> {
  const file = answersIn(folder);
  const done = linesOf(file, answerLine).filter(({ place }) => place === name);
  const place = await openPlace(name);
  try {
    for (let next = asksOf(done, wanted); next.length > 0; next = asksOf(done, wanted)) {
      for (const asked of next) {
        if (Date.now() > until) return;
        const answers = await place.collect(asked);
        const told = {
          place: name,
          adapter: place.adapter,
          engine: `tokamark ${VERSION}, shaders ${SHADER_HASH.slice(0, 12)}`,
        };
        for (const answer of answers) {
          const line = { ...told, date: new Date().toISOString(), ...answer };
          add(file, line);
          done.push(line);
        }
        say(`${place.adapter}, ${asked.format}: ${asked.from + asked.prompts} of ${wanted.prompts}`);
      }
    }
  } finally {
    await place.close();
  }
}

async function judgeAll({ folder, until }: Limit): Promise<void> {
  const file = judgementsIn(folder);
  const done = new Set(linesOf(file, judgementLine).map(judgementKey));
  const tasks = tasksOf(linesOf(answersIn(folder), answerLine), MISTAKEN).filter(
    ({ asked, answer: { place, seed, format } }) => !done.has(judgementKey({ place, seed, written: format, asked })),
  );
  const files = await openModelWeights(await openModelFolder(FABLE_FOLDER));
  const judge = new Judge(await ProofReference.open(files));
  let left = tasks.length;
  for (const task of tasks) {
    if (Date.now() > until) break;
    add(file, judge.judge(task));
    left -= 1;
  }
  const { passes } = judge;
  if (passes.length > 0) say(`${median(passes).toFixed(0)} ms of processor time a check: median of ${passes.length}`);
  say(left === 0 ? 'all are judged' : `${left} answers are left`);
}

const program = new Command('npm run bench:proof --');
const withFolder = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .requiredOption('--folder <folder>', 'where answers and judgements are kept');
const timed = (command: Command): Command => command.option('--seconds <n>', 'begin nothing after so long', '240');
const limitSchema = z
  .object({ folder: z.string(), seconds: z.coerce.number().positive() })
  .transform(({ folder, seconds }): Limit => ({ folder, until: Date.now() + 1000 * seconds }));

const whole = z.coerce.number().int().positive();
const wantedSchema = z.object({ adapter: z.enum(ADAPTERS), prompts: whole, together: whole });

timed(withFolder('collect', 'has an adapter answer challenges'))
  .addOption(new Option('--adapter <name>', 'where').choices(ADAPTERS).default('node'))
  .option('--prompts <n>', 'of each format', '200')
  .option('--together <n>', 'prompts after which a page tells, and a model is loaded again', '50')
  .action(async (given: unknown) => {
    const limit = limitSchema.parse(given);
    const { adapter, ...wanted } = wantedSchema.parse(given);
    makeFolder(limit.folder);
    await collectAll(limit, adapter, wanted);
  });
timed(withFolder('judge', 'reads all answers with the reference')).action((given: unknown) =>
  judgeAll(limitSchema.parse(given)),
);
withFolder('write', 'puts what was measured into the board').action((given: unknown) => {
  const { folder } = z.object({ folder: z.string() }).parse(given);
  writeMeasured(linesOf(answersIn(folder), answerLine), linesOf(judgementsIn(folder), judgementLine));
});

try {
  await program.parseAsync();
  // Dawn's threads would keep the process.
  process.exit(0);
} catch (thrown) {
  const { message, remedy, details } = asTokamarkError(thrown);
  say(`${message}\n  ${remedy}\n${details}`);
  process.exit(1);
}
