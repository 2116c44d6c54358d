/** The pipeline cache on a real device: one compilation a request, and compiler errors that name kernel and line. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { PipelineCache, type PipelineRequest } from './pipelines';

const good: PipelineRequest = {
  label: 'add-one',
  code: `override STEP: u32;
@group(0) @binding(0) var<storage, read_write> data: array<u32>;
@compute @workgroup_size(1) fn main() { data[0] += STEP; }
@compute @workgroup_size(1) fn other() { data[0] -= STEP; }`,
  entryPoint: 'main',
  constants: { STEP: 1 },
};

describe('the pipeline cache', () => {
  const context = withDevice();
  const cache = () => new PipelineCache(context().device);

  it('compiles the same request once, whatever it is called', async () => {
    const pipelines = cache();
    const [first, second, third] = await Promise.all([
      pipelines.get(good),
      pipelines.get({ ...good, constants: { ...good.constants } }),
      pipelines.get({ ...good, label: 'another name' }),
    ]);
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  it('compiles anew for another text, entry point or constant', async () => {
    const pipelines = cache();
    const made = await Promise.all([
      pipelines.get(good),
      pipelines.get({ ...good, code: `${good.code}\n// changed` }),
      pipelines.get({ ...good, entryPoint: 'other' }),
      pipelines.get({ ...good, constants: { STEP: 2 } }),
    ]);
    expect(new Set(made).size).toBe(4);
  });

  it('names the kernel and the line of broken WGSL', async () => {
    const broken = { ...good, label: 'gemv int4 64x64', code: good.code.replace('data[0] -= STEP', 'data[0] -= LEAP') };
    await expect(cache().get(broken)).rejects.toMatchObject({
      name: 'TokamarkError',
      code: 'shader',
      where: 'gemv int4 64x64',
      message: "This device's compiler refuses the kernel gemv int4 64x64.",
      details: expect.stringMatching(/LEAP.*\(line 4\)/s),
    });
  });

  it('refuses a constant that the text does not have, and a missing entry point', async () => {
    const spare = { ...good, label: 'spare', constants: { STEP: 1, LEAP: 2 } };
    await expect(cache().get(spare)).rejects.toMatchObject({ code: 'shader', where: 'spare' });
    const missing = { ...good, label: 'missing', entryPoint: 'start' };
    await expect(cache().get(missing)).rejects.toMatchObject({ code: 'shader', where: 'missing' });
  });

  it('leaves no error behind for whoever uses the device next', async () => {
    await expect(cache().get({ ...good, code: 'nonsense' })).rejects.toThrow();
    await context().settled();
    await expect(context().guarded('nothing', () => 7)).resolves.toBe(7);
  });
});
