/** The ladder of provenance: what stands beside a figure. */
import { expect, it } from 'vitest';
import { badgeOf } from './provenance';

const badge = (over: Partial<Parameters<typeof badgeOf>[0]>): string =>
  badgeOf({ provenance: 'estimated', measuredRange: null, boundary: 'gpu', idle: 'included', ...over });

it('says where a figure comes from, what it counts, and whether idle power is in it', () => {
  expect(badge({})).toBe('estimated · GPU only · idle power included');
  expect(badge({ measuredRange: 'inside' })).toBe('estimated · GPU only · idle power included');
  expect(badge({ measuredRange: 'outside' })).toBe(
    'estimated, outside the measured range · GPU only · idle power included',
  );
  expect(badge({ provenance: 'calibrated', boundary: 'wall', idle: 'marginal' })).toBe(
    'calibrated · whole machine, at the wall · above idle power only',
  );
});
