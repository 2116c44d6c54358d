/** What stands behind `npm run bench:board --`. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Kind } from './places';

export const WHAT = ['crowds', 'fill', 'judge', 'load', 'plans', 'kill', 'restart', 'full-disk', 'fuzz'] as const;
export type What = (typeof WHAT)[number];

export const USAGE = `npm run bench:board -- ${WHAT.join('|')}
  --database pglite|postgres   which of the two (pglite)
  --runs 10000                 of fill, load and plans: in the database, before anything is timed
  --documents whole|none       whole documents of runs, or a byte in place of each (whole; none from 10^6 runs on)
  --seconds 30                 of each part of load, and of judge's threads
  --warm 60                    of load: seconds of the same before what comes at its own times, and before most reads
  --submissions 600            of judge, load and full-disk: made beforehand; of load a third each is sent with and without
                               proofs checked, and stored alone
  --times 100                  of kill
  --bodies 100000              of fuzz
  --small FOLDER               of full-disk: a file system of 320 MB or less (a tmpfs is mounted, as root)
  --folder FOLDER              where filled databases are kept (bench/.cache/board)
  --trials 4000                of crowds
  --seed 19
`;

export interface Options {
  readonly what: What;
  readonly kind: Kind;
  readonly runs: number;
  readonly documents: 'whole' | 'none';
  readonly seconds: number;
  readonly warm: number;
  readonly submissions: number;
  readonly times: number;
  readonly bodies: number;
  /** Null: a tmpfs is mounted. */
  readonly small: string | null;
  readonly folder: string;
  readonly trials: number;
  readonly seed: number;
}

/** What of them one of the commands takes, and whom it tells how far it is. */
export type Told<K extends keyof Options> = Pick<Options, K> & { readonly say: (line: string) => void };

/** From so many runs on their documents are left out: 10⁶ of them have some 30 GB. */
const MANY = 1e6;

/** Null where it is none of them. */
export function readOptions(given: readonly string[]): Options | null {
  let read;
  try {
    read = parseArgs({ args: [...given], allowPositionals: true, options: NAMES });
  } catch {
    return null;
  }
  const { values, positionals } = read;
  const what = WHAT.find((name) => name === positionals[0]);
  const kind = (['pglite', 'postgres'] as const).find((name) => name === values.database);
  const documents = (['whole', 'none'] as const).find((name) => name === values.documents);
  const numbers = [values.runs, values.seconds, values.submissions, values.times, values.bodies, values.warm].map(
    Number,
  );
  const [runs = 0, seconds = 0, submissions = 0, times = 0, bodies = 0, warm = 0] = numbers;
  const [trials, seed] = [Number(values.trials), Number(values.seed)];
  if (what === undefined || kind === undefined || positionals.length !== 1) return null;
  if (!numbers.every((number) => number >= 1) || !(trials >= 10)) return null;
  if (![...numbers, trials, seed].every(Number.isInteger)) return null;
  if (values.documents !== undefined && documents === undefined) return null;
  return {
    ...{ what, kind, runs, seconds, warm, submissions, times, bodies, trials, seed },
    documents: documents ?? (runs < MANY ? 'whole' : 'none'),
    small: values.small ?? null,
    folder: values.folder ?? join(import.meta.dirname, '../.cache/board'),
  };
}

const NAMES = {
  database: { type: 'string', default: 'pglite' },
  documents: { type: 'string' },
  runs: { type: 'string', default: '10000' },
  seconds: { type: 'string', default: '30' },
  warm: { type: 'string', default: '60' },
  submissions: { type: 'string', default: '600' },
  times: { type: 'string', default: '100' },
  bodies: { type: 'string', default: '100000' },
  small: { type: 'string' },
  folder: { type: 'string' },
  trials: { type: 'string', default: '4000' },
  seed: { type: 'string', default: '19' },
} as const;
