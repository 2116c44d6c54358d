/**
 * Makes text from outside (adapter names, model names, generated stories, error messages) safe to print: no control
 * character reaches a terminal and no Markdown of its own reaches a report. Not a Markdown writer (see markdown.ts).
 */

/** Control characters but for tab, newline and carriage return; the lone surrogates of a broken string. */
const CONTROL = /(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu;

/** Text that cannot move a terminal's cursor or change its colours; line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

/** Text on one line, however many it had. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/gu, ' ').trim();
}

/**
 * What nobody sees and that changes what others see: controls, the marks that turn the direction of writing, zero-width characters,
 * lone surrogates, what is no character, blanks that count as letters, and marks heaped on one letter.
 */
const UNSEEN = /[\p{C}\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const HEAPED = /(\p{M}{2})\p{M}+/gu;

/** Most names: nothing of them would be changed, and to find that out costs little. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** A name from outside as letters that are seen, on one line, of at most `most` characters; empty where nothing is left. */
export function plainName(text: string, most: number): string {
  if (text.length <= most && PLAIN.test(text)) return text;
  // Longer ones are cut first: what follows reads them several times.
  const seen = text
    .slice(0, 8 * most)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(HEAPED, '$1');
  return Array.from(seen.replace(/ {2,}/g, ' ').trim()).slice(0, most).join('').trim();
}

/** One line that Markdown shows as it is, also inside a table's cell. */
export function inMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*[\]<>|]/g, '\\$&')
      // A pair of tildes strikes out what is between them; a single one, as in Debian's versions, is plain text.
      .replace(/~(?=.*~)/g, '\\~')
      // An underscore inside a word is plain text in GitHub's Markdown; elsewhere it would begin emphasis.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/^([#+-]|\d+[.)])(?=\s)/, '\\$1')
  );
}

/** Text of several lines as a Markdown block quote. */
export function asQuote(text: string): string {
  const lines = printable(text)
    .trim()
    .split(/\r\n|\r|\n/);
  return lines.map((line) => `> ${inMarkdown(line)}`.trimEnd()).join('\n');
}
