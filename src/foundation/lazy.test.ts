import { expect, it } from 'vitest';
import { loaded } from './lazy';

it('code that does not come says what could not be loaded, and what to do', async () => {
  const load = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  await expect(loaded('The benchmark', load)).rejects.toMatchObject({
    code: 'network',
    message: 'The benchmark could not be loaded.',
    remedy: expect.stringContaining('reload the page'),
  });
  expect(await loaded('The benchmark', () => Promise.resolve(1))).toBe(1);
});
