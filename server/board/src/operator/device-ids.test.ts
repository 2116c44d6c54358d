import { expect, test } from 'vitest';
import { idsApart } from './device-ids';

const ID = `-V${'x'.repeat(41)}`;

test('an id of a device that begins with a minus stands behind all options, wherever it was', () => {
  expect(idsApart(['confirm', ID, '--deny'])).toEqual(['confirm', '--deny', '--', ID]);
  expect(idsApart(['erase', 'device', ID, '--as', 'ada'])).toEqual(['erase', 'device', '--as', 'ada', '--', ID]);
});

test('a command line without one, and one that says itself where options end, stay as they are', () => {
  for (const args of [
    ['list', '--state', 'ranked'],
    ['erase', 'device', '--', ID],
    ['confirm', ID.replace('-', 'a')],
    [],
  ]) {
    expect(idsApart(args)).toBe(args);
  }
});
