/** A file of several results, and what is no such file. */
import { expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import { toJson } from '../json';
import { documentsOf, toJsonList } from './documents';
import { importResult } from './import-result';

const other = result({ startedAt: '2026-11-23T12:00:00.000Z' });

it('gives each result of a list that was exported, and one result as it is', () => {
  const texts = documentsOf(toJsonList([result(), other]), 'runs.json');
  expect(texts.map((text): unknown => JSON.parse(text))).toEqual([result(), other]);
  expect(documentsOf(toJson(other), 'run.json')).toEqual([toJson(other)]);
});

it('leaves each to be checked by itself', () => {
  const [good = '', bad = ''] = documentsOf(`[${toJson(other)}, {"schema": "tokamark-result/3"}]`, 'runs.json');
  expect(() => importResult(good)).not.toThrow(/schema/);
  expect(() => importResult(bad)).toThrow(/field that is not valid/);
});

it.each(['[]', '[1]', '[', '[[]]', `[${'{},'.repeat(1000)}{}]`])('refuses %j by the name of the file', (text) => {
  expect(() => documentsOf(text, 'list.json')).toThrow(expect.objectContaining({ code: 'import', where: 'list.json' }));
});
