/** `npm run bench:isa`: compiles for each GPU, writes bench/ISA.md, and fails where registers spill. See bench/README.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { detailsOf } from '../../src/foundation/errors';
import { makeFolder } from '../../src/setup/make-folder';
import { EVERYTHING } from './request';
import { readKept, writeKept, type KeptReport } from './kept';
import { compileFor, GPUS, installHint, missingPackages, type Gpu } from './null-hardware';
import { failuresOf, renderIsa } from './page';

const root = resolve(import.meta.dirname, '../..');
const cache = resolve(root, 'bench/.cache/isa');
const page = resolve(root, 'bench/ISA.md');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const schema = z.object({ only: z.array(z.enum(GPUS)).default([...GPUS]), tables: z.boolean().default(false) });

/** @returns the exit code */
export async function main(parameters: readonly string[]): Promise<number> {
  const command = new Command('npm run bench:isa --')
    .description("Compiles every program that a GPU may choose with AMD's open compiler and writes bench/ISA.md.")
    .addOption(new Option('--only <gpus...>', 'compile for these; the others keep what they have').choices(GPUS))
    .option('--tables', 'compile nothing: write ISA.md again from bench/.cache/isa')
    .parse(parameters, { from: 'user' });
  const { only, tables } = schema.parse(command.opts());
  makeFolder(cache);
  if (!tables) {
    const missing = missingPackages();
    if (missing.length > 0) {
      say(installHint(missing));
      return 1;
    }
    try {
      for (const gpu of only) await compileAndKeep(gpu);
    } catch (thrown) {
      say(detailsOf(thrown));
      return 1;
    }
  }
  return report();
}

async function compileAndKeep(gpu: Gpu): Promise<void> {
  const from = performance.now();
  say(`compiling for ${gpu} ...`);
  const compiled = await compileFor(gpu, EVERYTHING, resolve(cache, `${gpu}-process`));
  writeKept(fileOf(gpu), {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    dawn: dawn(),
    report: compiled,
  });
  const seconds = Math.round((performance.now() - from) / 1000);
  say(`${gpu}: ${compiled.programs.length} programs in ${seconds} s, in full in ${fileOf(gpu)}`);
}

/** Writes the page of what is kept, and says what must not be. */
function report(): number {
  const kept = GPUS.flatMap((gpu): (readonly [Gpu, KeptReport])[] => {
    const found = readKept(fileOf(gpu));
    return found === null ? [] : [[gpu, found]];
  });
  if (kept.length === 0) {
    say('Nothing is kept: leave out --tables to compile.');
    return 1;
  }
  if (kept.length < GPUS.length) {
    say(
      `ISA.md is written once all of ${GPUS.join(', ')} were compiled; here are ${kept.map(([gpu]) => gpu).join(', ')}.`,
    );
  } else {
    writeFileSync(page, renderIsa(kept));
    say(`wrote ${page}`);
  }
  const failures = kept.flatMap(([gpu, { report: own }]) => failuresOf(gpu, own));
  for (const line of failures) say(line);
  say(
    failures.length === 0
      ? 'No scratch, no vector spill, no spill in a default.'
      : `${failures.length} programs must not be so.`,
  );
  return failures.length === 0 ? 0 : 1;
}

const fileOf = (gpu: Gpu): string => resolve(cache, `${gpu}.json`);

/** Of the sources; whether they differ from it too. */
const commit = (): string =>
  execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();

function dawn(): string {
  const file = createRequire(import.meta.url).resolve('webgpu/package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
