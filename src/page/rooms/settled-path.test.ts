/** What the address of a room means that a server has drawn. */
import { expect, it } from 'vitest';
import { settledPath } from './settled-path';

const of = (address: string): string | null => settledPath(new URL(address, 'https://host.example/'));

it('the board’s own address is that of its room, with what it shows', () => {
  expect(of('/board')).toBe('./#/board');
  expect(of('/some/path/board?format=int4&gpu=apple-m3')).toBe('./#/board?format=int4&gpu=apple-m3');
});

it('a link that was followed from there before any code ran leads to its room', () => {
  expect(of('/board?format=int4#/compare')).toBe('./#/compare');
});

it('any other address stays', () => {
  for (const address of ['/', '/#/board', '/index.html', '/boards', '/board/', '/?board'])
    expect(of(address)).toBeNull();
});
