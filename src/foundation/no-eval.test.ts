/** Zod finds the setting that was made before it was loaded. */
import { expect, it } from 'vitest';
import './no-eval';

it('zod takes the setting that was made before it came', async () => {
  const { z } = await import('zod');
  expect(z.config().jitless).toBe(true);
});
