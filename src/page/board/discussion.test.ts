/** A run as a discussion that a person begins. */
import { expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import { discussionLink } from './discussion';

const TO = 'https://github.com/someone/results/discussions/new?category=results';
const run = (over: Parameters<typeof result>[0] = {}) =>
  result({
    results: [entry({ format: 'int4', test: 'tg64', phase: 'decode', tokensPerSecond: figure(94.2) })],
    ...over,
  });

it('has the GPU and its headline as the title, keeps what the address says, and attaches nothing', () => {
  const adapter = { ...result().adapter, software: false, description: 'NVIDIA GeForce RTX 4060 Laptop GPU' };
  const link = discussionLink(TO, [run({ adapter })]);
  const { searchParams } = new URL(link?.href ?? '');
  expect(link?.host).toBe('github.com');
  expect(searchParams.get('category')).toBe('results');
  expect(searchParams.get('title')).toMatch(/^NVIDIA GeForce RTX 4060 Laptop GPU: INT4 tg64, 94\.2.* tokens\/s$/);
  expect(searchParams.get('body')).toContain('Drag the JSON of the run here');
});

it('marks a software adapter, and what an adapter calls itself is no Markdown', () => {
  const adapter = { ...result().adapter, software: true, description: '[x](javascript:alert(1))\u202e' };
  const { searchParams } = new URL(discussionLink(TO, [run({ adapter })])?.href ?? '');
  expect(searchParams.get('title')).toMatch(/^Software adapter, /);
  expect(searchParams.get('body')).toContain('\\[x\\](javascript:alert(1))');
});

it('is none without a run that has a speed', () => {
  expect(discussionLink(TO, [])).toBeNull();
  expect(discussionLink(TO, [run({ results: [] })])).toBeNull();
});
