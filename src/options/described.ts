/**
 * Beside the schema of a value that a person may give: what command and form say of it. A table of options is a zod object whose
 * every field is described. Not the tables (run-options.ts, energy/fields.ts, cli/command-options.ts), not who draws them.
 */
import type { z } from 'zod';

export interface Described {
  /** As commander takes it: `--prompt <N>`, `--no-roofs`; null: the page alone has it. */
  readonly flag: string | null;
  /** For the command's help; stands alone. */
  readonly help: string;
  /** In words, what holds where nobody gives it; absent: nothing does. */
  readonly otherwise?: string | undefined;
}

/** One row of a table: its name and what is said of it. */
export type Row<Name extends string, D extends Described> = D & { readonly name: Name };

/** `row` describes a field of a table, and `of` gives the description back. */
export function descriptions<D extends Described>() {
  const kept = new WeakMap<z.ZodType, D>();
  return {
    row: <S extends z.ZodType>(schema: S, description: D): S => {
      // One schema may serve several fields.
      const own = schema.clone();
      kept.set(own, description);
      return own;
    },
    of: (schema: z.ZodType): D => {
      const description = kept.get(schema);
      if (description === undefined) throw new Error('A field of a table of options is not described.');
      return description;
    },
  };
}
