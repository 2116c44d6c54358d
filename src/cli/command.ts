/** A command as a value: what its help says, how its options are read, and what it does with them. All of them: commander-setup.ts. */
import type { CommandOption } from './command-options';
import type { ExitCode } from './exit-codes';
import type { Given } from './given';
import type { CliHost } from './host';

interface Parts<Name extends string, Options> {
  readonly name: Name;
  readonly description: string;
  /** Below the options: examples, and what they mean together. */
  readonly help?: string;
  /** Each as commander takes it, what it is, and what stands for it. */
  readonly args?: readonly (readonly [syntax: string, about: string, initial?: string])[];
  readonly options: readonly CommandOption[];
  /** @throws TokamarkError `option` */
  readonly read: (given: Given) => Options;
  readonly run: (options: Options, host: CliHost) => Promise<ExitCode>;
}

export function command<Name extends string, Options>({ read, run, ...about }: Parts<Name, Options>) {
  return {
    ...about,
    prepare: (given: Given) => {
      const options = read(given);
      return { command: about.name, options, carryOut: (host: CliHost) => run(options, host) };
    },
  };
}
