import { expect, it } from 'vitest';
import { newRunId } from './run-id';

it('is new each time, and begins with no minus', () => {
  const ids = Array.from({ length: 2000 }, newRunId);
  expect(new Set(ids).size).toBe(2000);
  expect(ids.filter((id) => !/^\w[\w-]{21}$/.test(id))).toEqual([]);
});
