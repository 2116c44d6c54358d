/** What is said of the instrument, and which readings are refused. */
import { expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import { parseResult, toJson } from '../json';
import { toMarkdown } from '../markdown';
import type { Power } from '../schema/power';

const power = (readings: Power['readings']): Power => ({
  instrument: {
    ...{ name: 'RAPL, energy of <b>', reads: 'joules', boundary: 'cpu', intervalSeconds: 0.05, averagesOver: 0 },
    ...{ accuracy: { share: 0.1, watts: 0 }, notes: ['It does not see main memory.'] },
  },
  readings,
});

it('the instrument is named in Markdown, with its accuracy and what it cannot see', () => {
  const text = toMarkdown(result({ power: power({ at: [0, 1], values: [0, 30] }) }));
  expect(text).toContain('## How the power was read');
  expect(text).toMatch(/2 readings of a counter of energy, every 0.05 s/);
  expect(text).toContain('right within 10 %.');
  expect(text).toContain('It does not see main memory.');
  expect(text).not.toContain('<b>');
  expect(toMarkdown(result())).not.toContain('How the power was read');
});

it.each([
  ['more values than times', { at: [0], values: [0, 1] }],
  ['times that run backwards', { at: [1, 0], values: [0, 1] }],
  ['less than nothing', { at: [0, 1], values: [0, -1] }],
])('a document with %s is refused', (_, readings) => {
  expect(() => parseResult(toJson({ ...result(), power: power(readings) }))).toThrow(
    expect.objectContaining({ where: expect.stringMatching(/^power\.readings/) }),
  );
});
