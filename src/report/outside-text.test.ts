/** Text from outside cannot steer a terminal or write Markdown of its own. */
import { expect, it } from 'vitest';
import { asQuote, inMarkdown, oneLine, plainName, printable } from './outside-text';

it('replaces control characters and keeps line breaks', () => {
  expect(printable('a\u001b[31mred\u0007\nb\tc')).toBe('a\ufffd[31mred\ufffd\nb\tc');
});

it('makes one line of many', () => {
  expect(oneLine(' a\r\n\n b ')).toBe('a b');
});

it('escapes what would end a cell, a link, a tag or a line', () => {
  expect(inMarkdown('a|b\n<img src=x> [c](d) `e` *f*')).toBe('a\\|b \\<img src=x\\> \\[c\\](d) \\`e\\` \\*f\\*');
});

it('leaves names as people know them', () => {
  const name = 'llvmpipe: Mesa 25.0.7-2~bpo12+1 (LLVM 15.0.6) 0.0.1';
  expect(inMarkdown(name)).toBe(name);
  expect(inMarkdown('~~gone~~')).toBe('\\~\\~gone\\~~');
  expect(inMarkdown('model_name_v2')).toBe('model_name_v2');
  expect(inMarkdown('_emphasis_')).toBe('\\_emphasis\\_');
});

it('does not let a line become a heading or a list', () => {
  expect(inMarkdown('# big')).toBe('\\# big');
  expect(inMarkdown('1. one')).toBe('\\1. one');
});

it('quotes every line of a text', () => {
  expect(asQuote('one\n\n# two\n')).toBe('> one\n>\n> \\# two');
});

it('takes from a name what nobody sees: controls, turns of direction, zero-width characters, heaped marks', () => {
  expect(plainName('Apple\u202e 3M\u202c\u200b\u0007 Max\ud800\n\t!', 60)).toBe('Apple 3M Max !');
  expect(plainName(`RTX${'\u0301'.repeat(50)}`, 60)).toHaveLength(5);
  expect(plainName('\u2066\u200b \u3164', 60)).toBe('');
  expect(plainName('x'.repeat(1000), 60)).toHaveLength(60);
  expect(plainName('NVIDIA GeForce RTX™ 4090 (笔记本)', 60)).toBe('NVIDIA GeForce RTX™ 4090 (笔记本)');
});

it('leaves a name of plain letters as it is, up to the blanks around them', () => {
  for (const name of ['x', 'int4', 'Chrome 156', 'a-b_c [d] {e} ~ "f" =1', 'tg64 @ d2048']) {
    expect(plainName(name, 60)).toBe(name);
    expect(plainName(` ${name}  ${name} `, 60)).toBe(`${name} ${name}`);
  }
  expect(plainName('four more', 4)).toBe('four');
  expect(plainName('four more', 5)).toBe('four');
});
