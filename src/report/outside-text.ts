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
