/** The flags of `run` by the names of their options: what is said of an option has the flag of its table. */
import type { z } from 'zod';
import { RUN_OPTIONS, type RunOptionName } from '../options/run-options';
import { rowsOf, runCommand } from './command-options';
import { longOf } from './given';

export type RunFlag = RunOptionName | keyof z.output<typeof runCommand>;

const FLAGS: ReadonlyMap<string, string> = new Map(
  [...RUN_OPTIONS, ...rowsOf(runCommand)].map(({ name, flag }) => [name, longOf(flag)]),
);

/** `--fidelity-windows` for `windows`. */
export const flagOf = (name: RunFlag): string => FLAGS.get(name) ?? name;
