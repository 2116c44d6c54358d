/** The command line of bench:peers. Not what a part is (see parts.ts). */
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { MOST_GFLOP, partsOf, type Part } from './parts';

export interface Options {
  readonly parts: readonly Part[];
  /** All parts there are, in the order of the tables. */
  readonly order: readonly string[];
  readonly pairs: number;
  readonly gguf: string | null;
  readonly vulkanDriver: string | null;
  /** Only comparisons whose title contains one of these are run, and results.json stays as it is. */
  readonly match: readonly string[] | null;
  /** A commit, by any name that git knows: its build takes its turns too. */
  readonly before: string | null;
  /** False where nothing but ours is timed. */
  readonly peers: boolean;
  /** Write the tables of what is kept again, and measure nothing. */
  readonly tables: boolean;
}

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
};

const whole = (text: string): number => {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
};

const schema = z.object({
  only: z.array(z.string()).optional(),
  pairs: z.number(),
  gguf: z.string().optional(),
  vulkanDriver: z.string().optional(),
  mostGflop: z.number(),
  match: z.array(z.string()).optional(),
  before: z.string().optional(),
  peers: z.boolean(),
  tables: z.boolean().optional(),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws CommanderError, after it was printed, for a wrong option and for --help. */
export function parseOptions(parameters: readonly string[], environment: Environment): Options {
  const order = partsOf(MOST_GFLOP).map(({ id }) => id);
  const command = new Command('npm run bench:peers --')
    .description('Measures Tokamark side by side with other engines and writes bench/RESULTS.md.')
    .option('--only <parts...>', `of ${order.join(', ')}; the others keep what they have`)
    .option('--pairs <n>', 'pairs of runs a comparison', whole, 5)
    .option('--gguf <file>', "llama.cpp's model (or TOKAMARK_GGUF); see bench/README.md")
    .option('--vulkan-driver <file>', 'manifest of the Vulkan driver for all engines (or VK_DRIVER_FILES)')
    .option('--most-gflop <n>', 'leave out larger matrix products', positive, MOST_GFLOP)
    .option('--match <texts...>', 'run only comparisons with one of these in their title; prints, and keeps no results')
    .option('--before <commit>', 'time the build of this commit too, in the parts under Node; see bench/README.md')
    .option('--no-peers', 'with --before: time ours against it alone, with nothing to install or to fetch')
    .option('--tables', 'measure nothing: write RESULTS.md again from results.json')
    .exitOverride()
    .parse(parameters, { from: 'user' });
  const options = schema.parse(command.opts());
  const all = partsOf(options.mostGflop);
  const unknown = options.only?.find((id) => !order.includes(id));
  if (unknown !== undefined) command.error(`error: there is no part called ${unknown}; there are ${order.join(', ')}`);
  const { before = null, peers } = options;
  if (!peers && before === null)
    command.error('error: --no-peers leaves nothing to compare with: give --before COMMIT too');
  const alone = all.filter(({ peer }) => peer === null).map(({ id }) => id);
  const unasked = before === null ? options.only?.find((id) => alone.includes(id)) : undefined;
  if (unasked !== undefined) command.error(`error: ${unasked} has no peer: give --before COMMIT too`);
  const inBrowser = all.filter(({ place }) => place !== 'node').map(({ id }) => id);
  const elsewhere = before === null ? undefined : options.only?.find((id) => inBrowser.includes(id));
  if (elsewhere !== undefined)
    command.error(`error: --before is for the parts under Node, and ${elsewhere} is not one`);
  const given = (option: string | undefined, variable: string): string | null => {
    const value = option ?? environment[variable] ?? '';
    return value === '' ? null : value;
  };
  return {
    parts: all.filter(({ id }) => options.only?.includes(id) ?? !(before === null ? alone : inBrowser).includes(id)),
    order,
    pairs: options.pairs,
    gguf: given(options.gguf, 'TOKAMARK_GGUF'),
    vulkanDriver: given(options.vulkanDriver, 'VK_DRIVER_FILES'),
    match: options.match ?? null,
    before,
    peers,
    tables: options.tables ?? false,
  };
}
