/** Whose prompts are ranked: on a server those of a seed alone, which it hands out itself; where there is none, those that everybody has too. */
import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../../src/hardware/catalogue';
import { DEVICE, honestResult, ordinaryResult } from '../fixtures/honest-run';
import { challengeOf, judged, sendingOf } from '../fixtures/sent';
import { gpuOfRun } from './gpu';
import { decideAlone } from './list';

const catalogue = await loadCatalogue();

it('a server ranks no ordinary run, though it says the seed of a challenge', async () => {
  const challenge = challengeOf();
  const { decision } = await judged(sendingOf(honestResult(challenge.formats, DEVICE, null), challenge));
  expect([decision.state, decision.reasons.map(({ code }) => code)]).toEqual(['practice', ['not-measured']]);
  expect(decision.figures.length).toBeGreaterThan(0);
  expect(decision.figures.some(({ isRanked }) => isRanked)).toBe(false);
});

it('without a server both are, each of workloads of its own, and by the same gates', () => {
  const [ordinary, seeded] = [ordinaryResult(), honestResult(['int4']).result].map((result) => {
    const of = { result, gpu: gpuOfRun('rtx-4090', result.adapter, catalogue), copied: new Set<string>() };
    const { state, figures } = decideAlone(of);
    expect(state).toBe('ranked');
    // Of a GPU with a third of its memory's bandwidth it is too much.
    const slow = { ...of, gpu: gpuOfRun('rtx-4060', result.adapter, catalogue) };
    expect(decideAlone(slow).reasons.map(({ code }) => code)).toContain('above-the-catalogue');
    return figures.filter(({ isRanked }) => isRanked).map(({ workloadId }) => workloadId);
  });
  expect(ordinary?.length).toBeGreaterThan(0);
  expect(seeded?.length).toBeGreaterThan(0);
  expect(ordinary?.filter((id) => seeded?.includes(id))).toEqual([]);
});
