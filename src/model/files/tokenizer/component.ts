/**
 * A part of a tokenizer.json that is chosen by its `type`: which types there are, which fields and values each may have, and what is
 * made of them. Together these tables are the allow-list: what is not in one is refused by name, and what is in one has been
 * compared with the reference.
 */

import { z } from 'zod';
import { inside, read, refusal, type Part } from './refused';

export type Component<T> = (part: Part, depth: number) => T;

/** Whether a text is one character, of one or two UTF-16 units. */
export const isCharacter = (text: string): boolean => Array.from(text).length === 1;

export const character = z.string().refine(isCharacter, { error: 'it has to be one character' });

const typed = z.looseObject({ type: z.string() });
const DEEPEST = 8;

/** @param fields the others than `type`; a field that is not among them is refused */
export function component<F extends z.ZodRawShape, T>(
  fields: F,
  make: (fields: z.infer<z.ZodObject<F>>, part: Part, depth: number) => T,
): Component<T> {
  const schema = z.strictObject({ type: z.string(), ...fields });
  const plain = z.object(fields);
  return (part, depth) => {
    const whole = read(schema, part);
    return make(plain.parse(whole), part, depth);
  };
}

/** @throws TokamarkError `tokenizer` that names component, field and value */
export function readComponent<T>(components: Readonly<Record<string, Component<T>>>, part: Part, depth = 0): T {
  if (depth > DEEPEST) throw refusal(part, 'it is nested too deep');
  const { type } = read(typed, part);
  const known = Object.hasOwn(components, type) ? components[type] : undefined;
  if (known !== undefined) return known(part, depth);
  throw refusal(inside(part, 'type', type), `Tokamark reads ${Object.keys(components).join(', ')}`);
}

/** The parts of a Sequence, in turn. @param list where they stand */
export function readParts<T>(
  components: Readonly<Record<string, Component<T>>>,
  parts: readonly unknown[],
  list: Part,
  depth: number,
): T[] {
  return parts.map((value, index) => readComponent(components, inside(list, index, value), depth + 1));
}
