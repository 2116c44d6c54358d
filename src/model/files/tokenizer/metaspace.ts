/** The fields of Metaspace, which pre-tokenizer and decoder share. */

import { z } from 'zod';
import { character, component, type Component } from './component';
import { refusal } from './refused';

const prependScheme = z.enum(['always', 'first', 'never']);

export type PrependScheme = z.infer<typeof prependScheme>;

export interface Metaspace {
  /** The character that stands for a space. */
  readonly replacement: string;
  readonly scheme: PrependScheme;
  readonly splits: boolean;
}

export function metaspaceComponent<T>(make: (fields: Metaspace) => T): Component<T> {
  return component(
    {
      replacement: character,
      prepend_scheme: prependScheme.default('always'),
      split: z.boolean().nullish(),
      // What older files have in the place of prepend_scheme.
      add_prefix_space: z.boolean().nullish(),
      str_rep: z.string().nullish(),
    },
    ({ replacement, prepend_scheme: scheme, split, add_prefix_space: prefixed }, part) => {
      if (prefixed === false && scheme !== 'never') {
        throw refusal(part, 'add_prefix_space does not agree with prepend_scheme');
      }
      return make({ replacement, scheme, splits: split ?? true });
    },
  );
}
