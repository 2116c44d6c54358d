/** What is done again after the database has undone it, and what is not. */
import { expect, it } from 'vitest';
import { DatabaseError } from './database-error';
import { withRetries } from './with-retries';

const failing = (code: string, times: number) => {
  const told = { tries: 0 };
  const work = (): Promise<number> => {
    told.tries += 1;
    return told.tries <= times ? Promise.reject(new DatabaseError('said', code)) : Promise.resolve(told.tries);
  };
  return { told, work };
};

it.each(['40P01', '23505'])(
  'is done again after %s: another was faster, and the row is there by then',
  async (code) => {
    expect(await withRetries(failing(code, 2).work)).toBe(3);
  },
);

it('is given up in the end, and at once where it would fail in the same way', async () => {
  const lasting = failing('23505', 99);
  await expect(withRetries(lasting.work)).rejects.toThrow('said');
  expect(lasting.told.tries).toBe(4);
  const wrong = failing('42601', 99);
  await expect(withRetries(wrong.work)).rejects.toThrow('said');
  expect(wrong.told.tries).toBe(1);
});
