/** The terminal's signal and the same one handed on are one; a second one that is meant is a second. */
import { expect, it } from 'vitest';
import { takeSupervision, withoutEcho } from './supervised';

it('a signal and its echo are one, and a later one is another', () => {
  let now = 0;
  const told: string[] = [];
  const handler = withoutEcho(
    (signal: string) => told.push(signal),
    250,
    () => now,
  );
  handler('SIGINT');
  handler('SIGINT');
  now = 100;
  handler('SIGTERM');
  handler('SIGINT');
  expect(told).toEqual(['SIGINT', 'SIGTERM']);
  now = 300;
  handler('SIGINT');
  expect(told).toEqual(['SIGINT', 'SIGTERM', 'SIGINT']);
});

it('a process that stands alone hears every signal, and keeps its own standard error', () => {
  const told: string[] = [];
  const handler = withoutEcho(
    (signal: string) => told.push(signal),
    0,
    () => 0,
  );
  handler('SIGINT');
  handler('SIGINT');
  expect(told).toHaveLength(2);
  expect(takeSupervision()).toBeNull();
});
