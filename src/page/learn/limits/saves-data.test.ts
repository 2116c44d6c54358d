/** Whether more may be loaded than was asked for. */
import { expect, it } from 'vitest';
import { savesData } from './saves-data';

it('is what the browser says of its connection, and false where it says nothing', () => {
  expect(savesData({ connection: { saveData: true } })).toBe(true);
  for (const other of [{}, { connection: null }, { connection: {} }, { connection: { saveData: false } }])
    expect(savesData(other)).toBe(false);
});
