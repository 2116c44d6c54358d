/** What earlier runs left gets another chance: few in a run, and only where few looks spoke against it. */
import { describe, expect, it } from 'vitest';
import { outcome } from './contest';
import { TuningMemory } from './memory';
import type { SiteOutcome, VariantStatus } from './outcome';
import { secondChance } from './second-chance';
import type { Site } from './site';
import { storeInMemory } from './store';

const IDS = ['default', 'a', 'b', 'c'] as const;
const site = (id: string, uses = 1): Site => {
  const [first, ...others] = IDS.map((variant) => ({ id: variant, dispatches: () => Promise.resolve([]) }));
  if (first === undefined) throw new Error('no variant');
  return { id, rows: 1, uses, variants: [first, ...others] };
};
const found = (id: string, statuses: readonly VariantStatus[], seconds = 1): SiteOutcome => ({
  ...{ id, rows: 1, uses: 1, chosen: 'default', default: 'default', seconds, defaultSeconds: seconds },
  ...{ attemptSeconds: 0.1, remembered: false },
  candidates: statuses.map((status, i) => outcome(IDS[i] ?? '', status)),
});

const LEFT = ['timed', 'unpromising', 'unpromising', 'unpromising'] as const;

describe('another chance', () => {
  it('is given at the site that takes most of a pass, to the two variants that were tried at fewest', () => {
    const known = [found('small', LEFT), found('large', LEFT, 3), found('other', ['timed', 'slower', 'timed'])];
    const chance = secondChance([site('small'), site('large'), site('other')], known);
    expect(chance).toMatchObject({ site: 'large', variants: new Set(['c', 'a']) });
    expect(secondChance([site('small', 9), site('large')], known)?.site).toBe('small');
  });

  it('is given to none that was tried at three sites, however that came out', () => {
    const tried = ['x', 'y', 'z'].map((id) => found(id, ['timed', 'slower', 'wrong', 'failed']));
    expect(secondChance([site('left')], [found('left', LEFT), ...tried])).toBeNull();
    expect(secondChance([site('left')], [found('left', LEFT), ...tried.slice(1)])).not.toBeNull();
  });

  it('is given at two sites of a run at most, and at none that was tuned in the run itself', async () => {
    const memory = new TuningMemory(storeInMemory(), 'device', () => undefined);
    const sites = ['a', 'b', 'c'].map((id) => site(id));
    await memory.remember(sites.map(({ id }) => found(id, LEFT)));
    expect(memory.anotherChance(sites)).toBeNull();

    const store = storeInMemory();
    await new TuningMemory(store, 'device', () => undefined).remember(sites.map(({ id }) => found(id, LEFT)));
    const later = new TuningMemory(store, 'device', () => undefined);
    await later.load();
    expect(sites.map((one) => later.anotherChance([one])?.site)).toEqual(['a', 'b', undefined]);
  });
});
