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

export function keepFields(texts: Texts | null, fields: Fields): void {
  try {
    texts?.setItem(KEY, JSON.stringify(fields));
  } catch {
    // Full, or forbidden: the figures stand all the same, and the next visit starts afresh.
  }
}

export function forgetFields(texts: Texts | null): void {
  try {
    texts?.removeItem(KEY);
  } catch {
    // Forbidden: then nothing was kept either.
  }
}

/** Null where a browser forbids even to ask. */
export function browserTexts(): Texts | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
