/** `npm run bench:board`: what is tried on the board, by name. */
import { parseArgs } from 'node:util';
import { crowdSections } from './crowds';

const USAGE = 'npm run bench:board -- crowds [--trials 4000] [--seed 19]\n';

/** @returns the exit code */
export function main(given: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: { trials: { type: 'string', default: '4000' }, seed: { type: 'string', default: '19' } },
  });
  const [trials, seed] = [Number(values.trials), Number(values.seed)];
  if (positionals.join() !== 'crowds' || !(trials >= 10) || !Number.isInteger(trials) || !Number.isInteger(seed)) {
    process.stderr.write(USAGE);
    return 2;
  }
  process.stdout.write(
    `## Simulated crowds\n\n${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${trials} trials\n`,
  );
  for (const section of crowdSections({ seed, trials })) process.stdout.write(`\n${section}`);
  return 0;
}
