/** The sheets of paper say what the room says, with figures that the room would show; and those in docs are these. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLearn } from '../address';
import { RIGHT_ANSWERS } from '../right-answers';
import { STEPS } from '../state';
import { lesson, totalOf } from './lesson';
import { PAPER_WORDS } from './paper-words';
import { papersAlone, papersBesidePage } from './papers';
import { readingsOf } from './readings';

const DOCS = join(import.meta.dirname, '../../../../docs/learn');
const ALONE = papersAlone(readFileSync(join(import.meta.dirname, 'paper.css'), 'utf8'));
const BESIDE = papersBesidePage('https://host.example/some/');

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
const textOf = (file: string): string => plain(BESIDE.find((one) => one.file === file)?.html ?? '');

describe.each(PAPER_WORDS)('on paper in $language', (words) => {
  const { language, room, paper } = words;
  const [sheet, teacher] = [textOf(`worksheet-${language}.html`), textOf(`teacher-${language}.html`)];

  it.each(STEPS)('a pupil has the room’s words of the step %s, and not its answer', (step) => {
    const { title, look, question, options, answer } = room.steps[step];
    for (const said of [title, look, question, ...options]) expect(sheet).toContain(said);
    expect(sheet).not.toContain(answer);
  });

  it('a pupil finds no way to the answers', () => {
    const html = BESIDE.find((one) => one.file === `worksheet-${language}.html`)?.html ?? '';
    expect(html).not.toContain('teacher-');
  });

  it.each(STEPS)('a teacher has the right answer of the step %s, and what learners ask there', (step) => {
    const { options, answer, asked } = room.steps[step];
    expect(teacher).toContain(`${paper.teacher.solutions.right}: ${options[RIGHT_ANSWERS[step]] ?? '?'}. ${answer}`);
    for (const one of asked) expect(teacher).toContain(`${one.question} ${one.answer}`);
  });

  it('the lesson takes 45 minutes or 20, and each of its addresses opens what it says', () => {
    const parts = lesson(language);
    expect([totalOf(parts, 'long'), totalOf(parts, 'short')]).toEqual([45, 20]);
    for (const { part, address } of parts) {
      const opened = parseLearn(address, language === 'en' ? 'de' : 'en');
      expect(opened.language).toBe(language);
      if (part === 'group') expect(opened.codes).toBe('');
      else expect(opened).toMatchObject({ step: part === 'begin' ? 'weight' : part, projected: true });
      expect(teacher).toContain(address);
    }
  });

  it('the figures are those that the answers speak of', () => {
    const figures = (step: (typeof STEPS)[number]): readonly number[] =>
      readingsOf(step, words).flatMap(({ cells }) =>
        cells.flatMap(({ value }) => (value === null ? [] : parseFloat(value.replace(',', '.')))),
      );
    const [first = NaN, ...errors] = figures('rounding');
    errors.forEach((error, i) => expect(error / (errors[i - 1] ?? first)).toBeGreaterThan(1.6));
    const [before = NaN, after = NaN] = figures('outlier');
    expect(after / before).toBeGreaterThan(3);
    expect(figures('blocks').slice(0, 3)).toEqual([5, 4.5, 4.06]);
    expect(figures('speed').slice(0, 2)).toEqual([10.5, 3.22]);
    const [base = NaN, int4 = NaN] = figures('limits');
    // About 1 %.
    expect(int4 / base).toBeGreaterThan(1.005);
    expect(int4 / base).toBeLessThan(1.02);
  });
});

it('the sheets need no script, and style nothing in an element', () => {
  for (const { html } of BESIDE) expect(html).not.toMatch(/<script|<style|\sstyle=/);
});

it('a sheet beside the page opens its states there, and names the page where the build knows its address', () => {
  const html = BESIDE.find(({ file }) => file === 'worksheet-en.html')?.html ?? '';
  expect(html).toContain('href="../index.html#/learn?step=3&amp;lang=en"');
  expect(html).toContain('https://host.example/some/#/learn?lang=en');
});

// `npm run papers` writes them.
it.each(ALONE)('docs has $file as it is made now', async ({ file, html }) => {
  await expect(html).toMatchFileSnapshot(join(DOCS, file));
});
