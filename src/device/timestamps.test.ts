/** The step of timestamps, from readings whose step is known. */
import { expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { resolutionOf, timestampResolution } from './timestamps';

const context = withDevice();

it('is the greatest step that explains all readings', () => {
  expect(resolutionOf([1_200_000n, 1_300_000n, 1_300_000n, 1_700_000n])).toBe(100_000);
  expect(resolutionOf([7n, 12n, 13n])).toBe(1);
});

it('is not known where no reading differs from another', () => {
  expect(resolutionOf([1_300_000n, 1_300_000n])).toBeNull();
  expect(resolutionOf([0n, 0n])).toBeNull();
  expect(resolutionOf([])).toBeNull();
});

it('is found on this device, or not known', async () => {
  const resolution = await timestampResolution(context());
  expect(resolution === null || (resolution >= 1 && resolution <= 1e6)).toBe(true);
});
