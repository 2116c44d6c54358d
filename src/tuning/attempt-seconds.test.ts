/** How long an attempt may take, from the attempts of earlier sites. */
import { expect, it } from 'vitest';
import { attemptSeconds } from './attempt-seconds';
import { outcome } from './contest';
import type { SiteOutcome, VariantStatus } from './outcome';

const site = (id: string, longest: number, ...statuses: readonly VariantStatus[]): SiteOutcome => ({
  ...{ id, rows: 1, uses: 1, chosen: 'v0', default: 'v0', seconds: 1, defaultSeconds: 1, remembered: false },
  attemptSeconds: longest,
  candidates: statuses.map((status, i) => outcome(`v${i}`, status)),
});

it('is the guess before anything but defaults was tried', () => {
  expect(attemptSeconds([], 0.5)('a')).toBe(0.5);
  const defaults = [site('a', 0.04, 'timed', 'untried'), site('b', 0.05, 'timed', 'unpromising', 'blacklisted')];
  expect(attemptSeconds(defaults, 0.5)('a')).toBe(0.5);
});

it('is the longest at the site itself, and elsewhere what three of four sites did not exceed', () => {
  const known = [0.1, 0.2, 0.3, 20].map((longest, i) => site(`s${i}`, longest, 'timed', 'slower', 'untried'));
  const expected = attemptSeconds(known, 0.5);
  expect([expected('s3'), expected('s0'), expected('elsewhere')]).toEqual([20, 0.1, 0.3]);
});

it('counts attempts that came to nothing: they take as long', () => {
  expect(attemptSeconds([site('a', 3, 'timed', 'failed')], 0.5)('b')).toBe(3);
});
