/** Keeps what was typed in, in localStorage, as texts that a schema reads back. What cannot be read is forgotten and said. */
import { z } from 'zod';
import { ifAllowed, type Texts } from '../dom/browser-texts';
import { WORDS } from './catalogue/words';

interface Restored<F> {
  readonly fields: F;
  /** Empty, or what has to be said. */
  readonly notice: string;
}

export const RESET_NOTICE = WORDS.form.reset;

/**
 * @param read from what was kept, or from `{}`, which means that nothing was typed in; it throws at what is wrong
 * @param texts null where the browser keeps nothing for this page
 */
export function keptTexts<F>(key: string, read: (given: unknown) => F, texts: Texts | null) {
  const forget = (): void => ifAllowed(() => texts?.removeItem(key));
  return {
    restore(): Restored<F> {
      try {
        return { fields: read(JSON.parse(texts?.getItem(key) ?? '{}')), notice: '' };
      } catch {
        forget();
        return { fields: read({}), notice: RESET_NOTICE };
      }
    },
    /** Where it is full or forbidden, the figures stand all the same, and the next visit starts afresh. */
    keep: (fields: F): void => ifAllowed(() => texts?.setItem(key, JSON.stringify(fields))),
    forget,
  };
}

interface Move {
  readonly from: string;
  readonly to: string;
  /** It throws at what it cannot read. */
  readonly change: (given: unknown) => unknown;
}

/** What an older version kept under another key, unless something was kept since. It is read once. */
export function takeOver(texts: Texts | null, { from, to, change }: Move): void {
  ifAllowed(() => {
    const old = texts?.getItem(from) ?? null;
    if (texts === null || old === null) return;
    texts.removeItem(from);
    if (texts.getItem(to) === null) texts.setItem(to, JSON.stringify(change(JSON.parse(old))));
  });
}

const oldFields = z.record(z.string(), z.string());

/** Of the table of energy settings: the time of use was a share, and is now hours of a day. @throws ZodError */
export function hoursOfOld(given: unknown): unknown {
  const fields = oldFields.parse(given);
  const used = Number((fields['utilisation'] ?? '').trim().replace(',', '.'));
  return used > 0 && used <= 1
    ? { ...fields, utilisation: String(Number((24 * used).toPrecision(6))) }
    : { ...fields, utilisation: '' };
}
