/** The command line of bench:peers. */
import { expect, test } from 'vitest';
import { parseOptions } from './options';

test('without options every part is run with five pairs', () => {
  const { parts, order, pairs, gguf, match } = parseOptions([], {});
  expect(parts.map(({ id }) => id)).toEqual(order.filter((id) => id !== 'ours'));
  expect({ pairs, gguf, match }).toEqual({ pairs: 5, gguf: null, match: null });
});

test('--tables measures nothing', () => {
  expect(parseOptions(['--tables'], {}).tables).toBe(true);
  expect(parseOptions([], {}).tables).toBe(false);
});

test('--only keeps the order of the tables', () => {
  expect(parseOptions(['--only', 'tfjs', 'ort-matmul'], {}).parts.map(({ id }) => id)).toEqual(['ort-matmul', 'tfjs']);
});

test('a path on the command line wins over the environment', () => {
  expect(parseOptions(['--gguf', 'b.gguf'], { TOKAMARK_GGUF: 'a.gguf' }).gguf).toBe('b.gguf');
});

test('--before runs the parts under Node, with their peers or without', () => {
  const { parts, before, peers } = parseOptions(['--before', '80926a5'], {});
  expect(parts.map(({ id }) => id)).toEqual(['ours', 'ort-matmul', 'ort-attention']);
  expect({ before, peers }).toEqual({ before: '80926a5', peers: true });
  expect(parseOptions(['--before', '80926a5', '--no-peers'], {}).peers).toBe(false);
});

test('--match takes several texts', () => {
  expect(parseOptions(['--match', 'tg64', 'pp512'], {}).match).toEqual(['tg64', 'pp512']);
});

test.each([
  ['--no-peers'],
  ['--before', 'HEAD', '--only', 'tfjs'],
  ['--only', 'nonsense'],
  ['--only', 'ours'],
  ['--pairs', '0'],
  ['--pairs', '2.5'],
  ['--most-gflop', 'many'],
])('%s %s is refused', (...parameters) => {
  expect(() => parseOptions(parameters, {})).toThrow();
});
