/** Plans on a real device: what a budget makes of a request, and what is refused before anything runs. */
import { describe, expect, it } from 'vitest';
import { withDevice, withEditedKernels } from '../../test/fixtures/device';
import { seconds } from '../foundation/units';
import { SHAPES } from '../model/shapes';
import { systemClock } from './clock';
import { assertFits, planRun, shapeNamed, type PlanRequest } from './plan';
import { Verifier } from './verify';

const REQUEST: PlanRequest = {
  config: shapeNamed('SmolLM2-135M'),
  formats: ['int4'],
  prompt: 512,
  generate: 64,
  depth: 0,
  repetitions: 10,
  budget: null,
  storyTokens: 0,
  tuningTime: seconds(0),
  roofTime: seconds(0),
  fixedShape: false,
};
const HARDLY_ANY = seconds(0.001);

describe('a plan', () => {
  const context = withDevice();
  const planned = (change: Partial<PlanRequest>, on = context) =>
    planRun(on(), new Verifier(on(), null), { ...REQUEST, ...change }, systemClock, () => undefined);
  const damaged = withEditedKernels(context, (code) => code.replaceAll('* scale(block', '* 1.01 * scale(block'));

  it('is what was asked without a budget, and where the budget holds it', async () => {
    for (const budget of [null, seconds(1e6)]) {
      expect(await planned({ budget })).toMatchObject({ prompt: 512, generate: 64, repetitions: 10, shrunk: [] });
    }
  });

  it('ends at Fable’s shape where hardly anything is left', async () => {
    const plan = await planned({ budget: HARDLY_ANY });
    expect(plan).toMatchObject({ prompt: 64, generate: 16, repetitions: 5, config: { name: 'Fable' } });
    expect(plan.shrunk.at(-1)).toBe('shape SmolLM2-135M → Fable');
  });

  it('keeps the shape of a folder’s weights', async () => {
    const plan = await planned({ budget: HARDLY_ANY, fixedShape: true });
    expect(plan).toMatchObject({ prompt: 64, config: { name: 'SmolLM2-135M' } });
  });

  it('never shrinks to a shape that has too few positions for the depth', async () => {
    const plan = await planned({ budget: HARDLY_ANY, depth: 2048 });
    expect(plan).toMatchObject({ prompt: 64, config: { name: 'SmolLM2-135M' } });
  });

  it('is made although a kernel is wrong here: its format is refused when it is loaded', async () => {
    const plan = await planned({ config: shapeNamed('Fable'), budget: seconds(1e6) }, damaged);
    expect(plan.shrunk).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('is found by the shape’s name, in whatever case', () => {
    for (const shape of SHAPES) expect(shapeNamed(shape.name.toUpperCase())).toBe(shape);
    expect(() => shapeNamed('nothing')).toThrow(/no shape called "nothing"/);
  });

  it('must fit into the model’s positions, the last one included', () => {
    const config = shapeNamed('SmolLM2-135M');
    const most = config.maxPositions - 512;
    expect(() => assertFits({ ...REQUEST, depth: most })).not.toThrow();
    expect(() => assertFits({ ...REQUEST, depth: most + 1 })).toThrow(/8192 positions.*8193/);
    expect(() => assertFits({ ...REQUEST, prompt: 0, generate: 8193 })).toThrow(/8193/);
  });
});
