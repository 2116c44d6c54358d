/** What this browser keeps for the page as texts. It may keep nothing, and then may throw at each use. */

export type Texts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Null where a browser forbids even to ask. */
export const browserTexts = (): Texts | null => ifAllowed(() => window.localStorage) ?? null;

export function ifAllowed<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
