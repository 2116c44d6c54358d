/** `npm run bench:board`: what is tried on the board, by name. Sections of Markdown to standard output, and what goes on to standard error. */
import { COMMIT } from '../../src/foundation/build';
import { describeMachine } from '../machine';
import { crowdSections } from './crowds';
import { sizesSection } from './fill/sizes';
import { fuzzSections } from './fuzz/fuzz';
import { fullDiskSections, SMALL_SETTINGS } from './full-disk/full-disk';
import { judgeSections } from './judge/judge';
import { killSections } from './kill/kill';
import { loadSections } from './load/load';
import { readOptions, USAGE, type Options, type What } from './options';
import { paceOfMachine } from './pace';
import { filledPlace, SETTINGS, versionOf } from './places';
import { planSections } from './plans/plans';
import { restartSections } from './restart/restart';

type Sections = Generator<string> | AsyncGenerator<string>;

const say = (line: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

const SECTIONS: Readonly<Record<What, (options: Options) => Sections>> = {
  crowds: crowdSections,
  fill: (options) => fillSections(options),
  judge: (options) => judgeSections({ ...options, say }),
  load: (options) => loadSections({ ...options, say }),
  plans: (options) => planSections({ ...options, say }),
  kill: (options) => killSections({ ...options, say }),
  restart: restartSections,
  'full-disk': (options) => fullDiskSections({ ...options, say }),
  fuzz: (options) => fuzzSections({ ...options, say }),
};

/** @returns the exit code */
export async function main(given: readonly string[]): Promise<number> {
  const options = readOptions(given);
  if (options === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  // Servers that were started end with this process, if it ends as others do.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.stdout.write(`## ${titleOf(options)}\n\n${aboutOf(options)}\n`);
  for await (const section of SECTIONS[options.what](options)) process.stdout.write(`\n${section}`);
  return 0;
}

async function* fillSections(options: Options): AsyncGenerator<string> {
  const began = performance.now();
  const place = await filledPlace({ ...options, say });
  const minutes = (performance.now() - began) / 60_000;
  const sizes = await sizesSection(place.config, options.runs);
  await place.remove();
  yield sizes;
  yield `Filled (where it was not before), checked and copied in ${minutes.toFixed(1)} minutes.\n`;
}

function titleOf({ what, kind, runs }: Options): string {
  if (what === 'crowds') return 'Simulated crowds';
  if (what === 'judge') return 'Judging a submission';
  if (what === 'restart') return 'PostgreSQL stopped and started';
  const names = {
    fill: 'Filled',
    load: 'Load',
    plans: 'Plans',
    kill: 'Killed',
    'full-disk': 'Full disk',
    fuzz: 'Fuzz',
  };
  return `${names[what]}: ${NAMES[kind]}${['fill', 'load', 'plans'].includes(what) ? `, ${runs} runs` : ''}`;
}

const NAMES = { pglite: 'PGlite', postgres: 'PostgreSQL' } as const;

function aboutOf({ what, kind, runs, documents, trials, seed }: Options): string {
  const day = new Date().toISOString().slice(0, 10);
  if (what === 'crowds') return `${day}, seed ${seed}, ${trials} trials`;
  const settings =
    kind === 'postgres' || what === 'restart'
      ? ` PostgreSQL with ${(what === 'full-disk' ? SMALL_SETTINGS : SETTINGS).join(', ')}.`
      : '';
  const filled = ['fill', 'load', 'plans'].includes(what) ? ` Documents of the ${runs} runs: ${documents}.` : '';
  const versions = what === 'judge' ? 'no database' : what === 'restart' ? versionOf('postgres') : versionOf(kind);
  return `${day}, commit ${COMMIT}, Node.js ${process.versions.node}, ${versions}, ${describeMachine()}, ${paceOfMachine()} just before. No GPU has a part in it. Client and server share the processors.${settings}${filled} Seed ${seed}.`;
}
