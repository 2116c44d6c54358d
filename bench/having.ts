/** Objects from outside, such as a peer's module, typed by what is used of them and checked for that much. */
import { z } from 'zod';

/** An object or function that has at least these members; T says what they are. */
export function having<T extends object>(what: string, ...members: readonly (keyof T & string)[]): z.ZodType<T> {
  return z.custom<T>((value) => hasMembers(value, members), { error: `${what} lacks one of ${members.join(', ')}` });
}

function hasMembers(value: unknown, members: readonly string[]): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return members.every((member) => member in value);
}
