/** How much an allocation test may take: what was allowed, and of a software adapter no more than a share of the machine's memory. */
import { expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { SOFTWARE_SHARE } from '../benchmark/memory';
import { bytes } from '../foundation/units';
import { allocate } from './allocate';

const software = withDevice();
const gpu = seenAs(software, { software: false });
const never = new AbortController().signal;
const MIB = 2 ** 20;

it('stops at a share of the machine’s memory on a software adapter, which takes it from there', async () => {
  const memory = bytes(100 * MIB);
  const seen = seenAs(software, { software: true });
  expect(await allocate(seen(), bytes(500 * MIB), memory, never)).toEqual({
    bytes: SOFTWARE_SHARE * memory,
    refusal: null,
  });
});

it('takes what was allowed on a GPU, and where nobody says how much memory the machine has', async () => {
  const most = bytes(70 * MIB);
  expect(await allocate(gpu(), most, bytes(10 * MIB), never)).toEqual({ bytes: most, refusal: null });
  expect(await allocate(software(), most, null, never)).toEqual({ bytes: most, refusal: null });
});
