/** What a token costs however small the model, and how fast decode reads, as a section of a report. */
import { aboutLines, LINE_TITLE, lineSentences, lineSheet } from './line-words';
import { inMarkdown } from './outside-text';
import type { Section } from './parts/part';
import type { Result } from './schema';
import { sheetMarkdown, softwareMark } from './table';

export const lineSection: Section = (result: Result) => {
  if (result.lines.length === 0) return '';
  return [
    `## ${LINE_TITLE}`,
    `${inMarkdown(aboutLines(result))}${softwareMark(result.adapter)}`,
    sheetMarkdown(lineSheet(result), inMarkdown),
    ...lineSentences(result).map(inMarkdown),
  ].join('\n\n');
};
