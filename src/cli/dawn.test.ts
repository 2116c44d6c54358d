/** Dawn's adapters on this machine, listed and chosen. */
import { describe, expect, it } from 'vitest';
import { listAdapters, openGpu, parseAdapterList } from './dawn';

const READY = { ready: true, installed: [], reason: '', remedy: '' };
const ready = () => Promise.resolve(READY);

describe("Dawn's list of adapters", () => {
  it('is read from its refusal, quotes in names included', () => {
    const text =
      "no suitable backends found\nAvailable adapters:\n * backend: 'vulkan', name: 'Acme's R-1'\n * backend: 'd3d12', name: 'B'";
    expect(parseAdapterList(text)).toEqual([
      { backend: 'vulkan', name: "Acme's R-1" },
      { backend: 'd3d12', name: 'B' },
    ]);
    expect(parseAdapterList('')).toEqual([]);
  });

  it('has a default, and each adapter in it can be opened by its index and by its name', async () => {
    const listed = await listAdapters(ready);
    expect(listed.filter(({ preferred }) => preferred)).toHaveLength(1);
    for (const { index, name, description } of listed) {
      const byIndex = await (await openGpu({ kind: 'index', index }, ready)).requestAdapter();
      expect(byIndex?.info.description).toBe(description);
      const byName = await (await openGpu({ kind: 'name', name }, ready)).requestAdapter();
      expect(byName?.info.description).toBe(description);
    }
  });
});

it('an adapter that does not exist is refused with those that do', async () => {
  const [first] = await listAdapters(ready);
  await expect(openGpu({ kind: 'name', name: 'Voodoo 2' }, ready)).rejects.toThrow(`0: ${first?.name}`);
});

it("a machine without an adapter gets set-up's words, and Dawn is not asked", async () => {
  const notReady = { ...READY, ready: false, reason: 'A driver is needed.', remedy: 'Install it.' };
  await expect(
    openGpu({ kind: 'preferred', power: 'high-performance' }, () => Promise.resolve(notReady)),
  ).rejects.toMatchObject({ code: 'no-adapter', message: 'A driver is needed.', remedy: 'Install it.' });
});
