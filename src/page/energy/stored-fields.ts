/** Keeps what was typed in, in localStorage, as texts that a schema reads back. What cannot be read is said and reset. */
import { EMPTY_FIELDS, readFields, type Fields } from './fields';

const KEY = 'tokamark-energy';

export type Texts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Restored {
  readonly fields: Fields;
  /** Empty, or what has to be said. */
  readonly notice: string;
}

export const RESET_NOTICE = 'What this browser had kept for this card could not be read; it was reset.';

/** @param texts null where the browser keeps nothing for this page */
export function restoreFields(texts: Texts | null): Restored {
  try {
    const kept = texts?.getItem(KEY) ?? null;
    return { fields: kept === null ? EMPTY_FIELDS : readFields(JSON.parse(kept)), notice: '' };
  } catch {
    forgetFields(texts);
    return { fields: EMPTY_FIELDS, notice: RESET_NOTICE };
  }
}

/** Where it is full or forbidden, the figures stand all the same, and the next visit starts afresh. */
export const keepFields = (texts: Texts | null, fields: Fields): void =>
  ifAllowed(() => texts?.setItem(KEY, JSON.stringify(fields)));

export const forgetFields = (texts: Texts | null): void => ifAllowed(() => texts?.removeItem(KEY));

/** Null where a browser forbids even to ask. */
export const browserTexts = (): Texts | null => ifAllowed(() => window.localStorage) ?? null;

function ifAllowed<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
