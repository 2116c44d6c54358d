/** That the files of `programs` hold what a device compiled: the device takes them again as they are. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { kernel as rope } from '../../shaders/rope';
import { programs } from './programs';

const context = withDevice();
const FABLE = { shape: 'Fable', formats: ['int4'] } as const;

describe('the programs of a device', () => {
  it('are those that it compiled before, and those of the headline shape, each as the compiler takes it', async () => {
    const [use] = rope.cases;
    await use?.check(context());
    const files = await programs(context(), new AbortController().signal, FABLE);
    const names = files.map(({ name }) => name);
    expect(names[0]).toMatch(/^rope-/);
    for (const kernel of ['embedding-gather', 'gemv', 'attention', 'gemm', 'argmax']) {
      expect(names.filter((name) => name.startsWith(`${kernel}-`))).not.toEqual([]);
    }
    expect(files.length).toBe(context().pipelines.requests.length);
    for (const { name, text } of files) {
      const { messages } = await context().device.createShaderModule({ label: name, code: text }).getCompilationInfo();
      expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
      expect(text).toContain('// Entry point: main\n// Constants: ');
      expect(text).toContain('\n// Workgroups: ');
    }
  });

  it('leave nothing in its memory', () => {
    expect(context().buffers.current).toBe(0);
  });

  it('are not loaded for somebody who has cancelled', async () => {
    await expect(programs(context(), AbortSignal.abort(), FABLE)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
