/** What the page says it has forgotten is forgotten, or somebody hears of it. */
import { expect, it } from 'vitest';
import type { Records } from '../../history/records';
import { keptForBoard } from './kept';

it('a run that the storage may still have is not forgotten without a word', async () => {
  const gone = () => Promise.reject(new Error('the storage is gone'));
  const records: Records = { all: gone, write: gone, remove: gone };
  await expect(keptForBoard(records).forget('a')).rejects.toThrow('the storage is gone');
});
