/** The 32 characters of a code: digits and capitals without I, L, O and U, which read like others (Crockford's base 32). */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people write for what they see or hear. */
const MEANT: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** 0 to 31; null where no code has this character. */
export function valueOf(character: string): number | null {
  const capital = character.toUpperCase();
  const value = SYMBOLS.indexOf(MEANT[capital] ?? capital);
  return capital.length === 1 && value >= 0 ? value : null;
}

export const symbolOf = (value: number): string => SYMBOLS[value] ?? '';
