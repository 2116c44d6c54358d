/** Parts of a model measured one after the other and ranked, against a scripted measurement. */
import { describe, expect, it } from 'vitest';
import { CHOICE_OF } from '../../lab/choice';
import type { LonePart } from '../../lab/model-choice';
import { shapeNamed } from '../../model/shapes';
import { partsOf, rankParts } from './layers';
import type { LabLayersEvent } from './lab-protocol';
import type { QualityRequest } from './quality';

const costs = [0.2, 0.5, 0.1];
const parts: readonly LonePart[] = costs.map((_, layer) => ({ kind: 'layer', layer }));

const measure = ({ choice, windows }: QualityRequest, onProgress: (fraction: number) => void) => {
  onProgress(0.5);
  onProgress(1);
  const layer = choice.kind === 'simulated' && choice.part.kind === 'layer' ? choice.part.layer : -1;
  const window = { nll: 3, kl: costs[layer] ?? NaN, top1: 0.9 };
  return Promise.resolve({
    ...{ choice: `layer ${layer}`, simulated: true, windowTokens: 512 },
    windows: Array.from({ length: windows }, () => window),
    fp16Nll: Array.from({ length: windows }, () => 2.9),
  });
};

describe('the parts of a model', () => {
  it('are ranked by what each costs, told one by one in the order of the model', async () => {
    const events: LabLayersEvent[] = [];
    const ranked = await rankParts(parts, measure, { choice: CHOICE_OF.int4, windows: 2 }, (event) => {
      events.push(event);
    });
    expect(ranked.map(({ part }) => part)).toEqual([parts[1], parts[0], parts[2]]);
    expect(events.flatMap((event) => (event.type === 'part' ? [event.part] : []))).toEqual(parts);
    const fractions = events.flatMap((event) => (event.type === 'progress' ? [event.fraction] : []));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('are its layers, or its roles: a tied LM head is the embedding', () => {
    const tied = shapeNamed('Fable');
    expect(partsOf(tied, { by: 'layer' })).toHaveLength(6);
    const roles = (config: typeof tied) =>
      partsOf(config, { by: 'role' }).map((part) => (part.kind === 'role' ? part.role : null));
    expect(roles(tied)).toEqual(['qkv', 'output', 'gateUp', 'down', 'embedding']);
    expect(roles({ ...tied, tiedEmbeddings: false })).toContain('lmHead');
  });
});
