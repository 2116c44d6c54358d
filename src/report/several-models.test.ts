/** Each table and list with rows of several models says of which each is; of one model alone none does. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { workSheet } from './device-work';
import { toMarkdown } from './markdown';
import { phaseSheet } from './phases';
import type { ResultEntry } from './schema';

const NAMES = ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'];
const counters = {
  ...{ dispatchesPerToken: 84, passesPerToken: 1, submitsPerToken: 1, bytesUploadedPerToken: 0 },
  ...{ bytesReadBackPerToken: 4, encodeMillisecondsPerToken: 0.1 },
};
const error = { code: 'kernel-check', message: 'It is wrong.', where: 'gemv', remedy: 'Report it.' } as const;

const of = (name: string, over: Partial<ResultEntry> = {}): ResultEntry =>
  entry({ format: 'int4', phase: 'decode', counters, model: { name, weights: 'synthetic', parameters: 1e9 }, ...over });
const several = NAMES.map((name) => of(name));
const [alone = of('')] = several;

describe('a table of several models', () => {
  it.each([
    ['cold, steady, tail', phaseSheet],
    ['work per token', workSheet],
  ])('begins with the model, and has no such column of one: %s', (_, sheet) => {
    expect(sheet(several).columns[0]?.title).toBe('model');
    expect(sheet(several).rows.map(([model]) => model)).toEqual(NAMES);
    expect(sheet([alone]).columns[0]?.title).toBe('format');
    expect(sheet([alone]).rows[0]?.[0]).toBe('INT4');
  });

  it('names each in the costs of a report', () => {
    const costs = (results: ResultEntry[]) =>
      toMarkdown(result({ results })).split('## Time to first token and memory')[1]?.split('##')[0];
    for (const name of NAMES) expect(costs(several)).toMatch(new RegExp(`\\| ${name} +\\| INT4 +\\| tg64 +\\|`));
    expect(costs([alone])).not.toContain('model');
  });
});

describe('the failures of several models', () => {
  const failed = (name: string) => of(name, { status: 'failed', tokensPerSecond: null, error });

  it('are told apart, though format and reason are the same', () => {
    const text = toMarkdown(result({ results: NAMES.map(failed) }));
    for (const name of NAMES) expect(text).toContain(`- ${name} INT4 tg64: It is wrong. Report it.`);
    expect(toMarkdown(result({ results: [failed('Fable')] }))).toContain('- INT4 tg64: It is wrong. Report it.');
  });
});
