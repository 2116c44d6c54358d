/** How long a text is in a picture, by its characters: of a wide font, so that what fits here fits with any that a reader has. */

/** In parts of the font's size, at least what DejaVu Sans takes, which is wider than the fonts of phones and desktops. */
const NARROW = /[ijlI.,:;'’|!()[\]ftr\s·]/;
const WIDE = /[mwMW%@—…]/;
const CAPITAL = /[A-Z&]/;

function emsOf(character: string): number {
  if ((character.codePointAt(0) ?? 0) >= 0x2e80) return 1.25;
  if (NARROW.test(character)) return 0.42;
  if (WIDE.test(character)) return 1.01;
  return CAPITAL.test(character) ? 0.8 : 0.65;
}

export interface Type {
  readonly size: number;
  readonly bold: boolean;
}

export const widthOf = (text: string, { size, bold }: Type): number =>
  Array.from(text).reduce((sum, one) => sum + emsOf(one), 0) * size * (bold ? 1.12 : 1);

/** As much of it as fits, with an ellipsis where that is not all; empty where not even that fits. */
export function cut(text: string, type: Type, most: number): string {
  if (widthOf(text, type) <= most) return text;
  const characters = Array.from(text);
  const fits = characters.findIndex((_, i) => widthOf(`${characters.slice(0, i + 1).join('')}…`, type) > most);
  return fits <= 0 ? '' : `${characters.slice(0, fits).join('').trimEnd()}…`;
}

/** A figure is not broken from its deviation and its unit. */
const BETWEEN_WORDS = /(?<!±) (?![±%]|[kMGT]?B\/s|ms\b)/;

/** Lines that fit, broken between words; a word that is longer than a line is cut. */
export function wrap(text: string, type: Type, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(BETWEEN_WORDS).filter((one) => one !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer, type) <= most) lines[lines.length - 1] = longer;
    else lines.push(cut(word, type, most));
  }
  return lines.filter((line) => line !== '');
}
