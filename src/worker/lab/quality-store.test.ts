/** What the lab keeps of its measurements, and what it makes of a store that lies or fails. */
import { describe, expect, it } from 'vitest';
import { wholeModel } from '../../lab/model-choice';
import type { Quality } from '../../lab/quality';
import { storeInMemory } from '../../tuning/store';
import { QualityStore } from './quality-store';

const of = { weightsSha256: 'a', passageSha256: 'b' };
const choice = wholeModel({ kind: 'integer', bits: 3, block: 64, grid: 'symmetric' });
const quality: Quality = {
  ...{ choice: 'sim-3s64', simulated: true, windowTokens: 512, fp16Nll: [3, 3.1] },
  windows: [
    { nll: 3.1, kl: 0.1, top1: 0.8 },
    { nll: 3.2, kl: 0.2, top1: 0.7 },
  ],
};

describe('kept quality', () => {
  it('is given for as many windows or fewer', async () => {
    const store = new QualityStore(storeInMemory(), 'hash');
    await store.write(of, quality);
    expect(await store.read(of, choice, 2)).toEqual(quality);
    expect(await store.read(of, choice, 1)).toMatchObject({ windows: [quality.windows[0]], fp16Nll: [3] });
    expect(await store.read(of, choice, 3)).toBeNull();
  });

  it('is none of other weights, another passage, other kernels or another choice', async () => {
    const kept = storeInMemory();
    const store = new QualityStore(kept, 'hash');
    await store.write(of, quality);
    expect(await store.read({ ...of, weightsSha256: 'c' }, choice, 1)).toBeNull();
    expect(await store.read({ ...of, passageSha256: 'c' }, choice, 1)).toBeNull();
    expect(await new QualityStore(kept, 'other').read(of, choice, 1)).toBeNull();
    expect(await store.read(of, { kind: 'shipped', format: 'int4' }, 1)).toBeNull();
  });

  it('is none where a store fails, or gives what is no quality', async () => {
    const fails = () => Promise.reject(new Error('no storage'));
    const refusing = new QualityStore({ read: fails, write: fails }, 'hash');
    await refusing.write(of, quality);
    expect(await refusing.read(of, choice, 1)).toBeNull();
    for (const lie of [7, null, {}, { ...quality, windows: [] }, { ...quality, fp16Nll: [3] }]) {
      const lying = new QualityStore({ read: () => Promise.resolve(lie), write: fails }, 'hash');
      expect(await lying.read(of, choice, 1)).toBeNull();
    }
    const negative = { ...quality, windows: [{ nll: 3, kl: -1, top1: 0.5 }], fp16Nll: [3] };
    const lying = new QualityStore({ read: () => Promise.resolve(negative), write: fails }, 'hash');
    expect(await lying.read(of, choice, 1)).toBeNull();
  });
});
