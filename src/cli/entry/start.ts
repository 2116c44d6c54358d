/**
 * Runs the command: in a process of its own where it needs a GPU, so that what Dawn's native code prints can be seen first, and a
 * crash of a driver be told; in this process otherwise. Not on Windows, where Dawn prints none of it and descriptors differ.
 */
import { isSupervised, supervise } from './supervise';

/** Loads no Dawn. Anything else may, also what is mistyped. */
const WITHOUT_GPU = ['device', 'energy', 'costs', 'serve', 'compare', 'spread', 'history', 'key', 'schema', 'help'];
const PRINTS = ['-h', '--help', '-V', '--version'];

const args = process.argv.slice(2);
const needsGpu = !WITHOUT_GPU.includes(args[0] ?? 'run') && !args.some((one) => PRINTS.includes(one));

if (!needsGpu || process.platform === 'win32' || isSupervised() || !supervise(args)) await import('../tokamark');
