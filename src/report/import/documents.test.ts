/** A file of several results, and what is no such file. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import { toJson } from '../json';
import { documentsOf, toJsonList } from './documents';
import { importResult } from './import-result';

const called = { name: '', machine: '' };
const other = result({ startedAt: '2026-11-23T12:00:00.000Z' });

it('gives each result of a list that was exported, and one result as it is', () => {
  const documents = documentsOf(toJsonList([result(), other].map((one) => ({ result: one, called }))), 'runs.json');
  expect(documents.map(({ text }): unknown => JSON.parse(text))).toEqual([result(), other]);
  expect(documentsOf(toJson(other), 'run.json')).toEqual([{ text: toJson(other), called }]);
});

it('gives with each result of a list what a person calls it, whatever that is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, machine) => {
      const named = { result: other, called: { name, machine } };
      const [first, second] = documentsOf(toJsonList([named, { result: result(), called }]), 'runs.json');
      expect(first?.called).toEqual({ name, machine });
      expect(JSON.parse(first?.text ?? '')).toEqual(other);
      expect(second?.called).toEqual(called);
    }),
    { numRuns: 30 },
  );
});

it('takes for a name only text', () => {
  for (const wrong of [{ name: 1, machine: '' }, { name: 'x' }, null, 'x']) {
    const [only] = documentsOf(`[${JSON.stringify({ called: wrong, result: {} })}]`, 'runs.json');
    expect(only?.called).toEqual(called);
    expect(() => importResult(only?.text ?? '')).toThrow(expect.objectContaining({ code: 'import' }));
  }
});

it('leaves each to be checked by itself', () => {
  const [good = '', bad = ''] = documentsOf(`[${toJson(other)}, {"schema": "tokamark-result/3"}]`, 'runs.json').map(
    ({ text }) => text,
  );
  expect(() => importResult(good)).not.toThrow(/schema/);
  expect(() => importResult(bad)).toThrow(/field that is not valid/);
});

it.each(['[]', '[1]', '[', '[[]]', `[${'{},'.repeat(1000)}{}]`])('refuses %j by the name of the file', (text) => {
  expect(() => documentsOf(text, 'list.json')).toThrow(expect.objectContaining({ code: 'import', where: 'list.json' }));
});
