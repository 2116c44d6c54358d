/** What commander has read of one command, as texts that the tables of options turn into values. */
import type { Command, Option } from 'commander';
import type { z } from 'zod';
import { TokamarkError } from '../foundation/errors';
import { OFF, ON } from '../options/values';
import { rowsOf, type OptionTable } from './command-options';
import { ENERGY_OPTIONS, energySettingsOf, energyTexts } from './energy-options';
import { STANDARD_INPUT } from './read-text';
import type { EnergySettings } from '../energy/settings';

export function usage(message: string, where: string, help: string): TokamarkError {
  return new TokamarkError({ code: 'option', message, where, remedy: `See ${help}.` });
}

export class Given {
  readonly help: string;
  readonly args: readonly string[];
  private readonly texts: ReadonlyMap<string, string>;

  constructor(name: string, command: Command) {
    this.help = `tokamark ${name} --help`;
    this.args = command.args;
    this.texts = new Map(command.options.flatMap((option) => textOf(command, option)));
  }

  has(flag: string): boolean {
    return this.texts.has(longOf(flag));
  }

  of(rows: readonly NamedFlag[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
      rows.flatMap(({ name, flag }) => {
        const text = this.texts.get(longOf(flag));
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }

  /** @throws TokamarkError `option` that names the flag */
  read<S extends z.ZodType>(schema: S, rows: readonly NamedFlag[], texts = this.of(rows)): z.output<S> {
    const parsed = schema.safeParse(texts);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const named = rows.find(({ name }) => name === issue?.path[0]);
    const flag = named === undefined ? '' : longOf(named.flag);
    throw this.refusal(`${flag} ${issue?.message ?? 'is not valid'}.`, flag);
  }

  table<T extends OptionTable>(table: T): z.output<T> {
    return this.read(table, rowsOf(table));
  }

  /** @param defaults texts of options that were not given */
  energySettings(defaults: Readonly<Record<string, string>> = {}): EnergySettings {
    return energySettingsOf(this.read(energyTexts, ENERGY_OPTIONS, { ...defaults, ...this.of(ENERGY_OPTIONS) }));
  }

  refusal(message: string, flag: string): TokamarkError {
    return usage(message, flag, this.help);
  }

  /** @throws TokamarkError `option` of two of these files that are standard input, which is read to its end by the first */
  assertOneInput(files: readonly (string | null)[]): void {
    if (files.filter((file) => file === STANDARD_INPUT).length < 2) return;
    throw this.refusal('Standard input (-) can be read only once; name a file for the others.', '');
  }
}

interface NamedFlag {
  readonly name: string;
  readonly flag: string;
}

/** `--prompt` of `--prompt <N>`. */
export const longOf = (flag: string): string => flag.replace(/ .*/, '');

function textOf(command: Command, option: Option): readonly (readonly [string, string])[] {
  const key = option.attributeName();
  if (option.long === undefined || command.getOptionValueSource(key) !== 'cli') return [];
  const value: unknown = command.getOptionValue(key);
  return [[option.long, typeof value === 'string' ? value : value === true ? ON : OFF]];
}
