/** What a row of a command's options is: the schema that reads its text, its flag, its help and its heading. The rows: command-options.ts. */
import type { z } from 'zod';
import { descriptions, type Described, type Row } from '../options/described';

export interface CommandOption extends Described {
  readonly flag: string;
  /** The heading that it stands under in the help; absent: commander's own. */
  readonly group?: string | undefined;
}

const { row, of } = descriptions<CommandOption>();

/** Texts by name, to be read. */
export type OptionTable = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** A table as rows, in their order. */
export const rowsOf = (table: OptionTable): readonly Row<string, CommandOption>[] =>
  Object.entries(table.shape).map(([name, schema]) => ({ ...of(schema), name }));

export const GROUPS = {
  sending: 'To which board, and what it hears:',
  computed: 'What is computed:',
  measured: 'How it is measured:',
  written: 'What is written:',
  adapter: 'On which adapter:',
  energy: 'What a token costs (left out: an estimate, at world prices):',
  budget: 'What a month may take (left out: no limit):',
  output: 'Output:',
} as const;

/** Rows under a heading: the schema, the flag, the help, and in words what holds without it. */
export const under =
  (group?: string) =>
  <S extends z.ZodType>(schema: S, flag: string, help: string, otherwise?: string): S =>
    row(schema, { flag, help, otherwise, group });

export const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);
