/** The registry against the folders on disk: no kernel without its parts, none left out. */
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DEVICE_CLASSES } from './device-classes';
import { KERNELS } from './registry';

const shaders = new URL('../../shaders/', import.meta.url);
/** A folder without a binding holds what kernels share. */
const bindings = (await readdir(shaders, { recursive: true })).filter((path) => /^[^/]+\/index\.ts$/.test(path));
const folders = bindings.map((path) => ({ name: path.replace('/index.ts', '') }));

describe.each(folders)('shaders/$name', ({ name }) => {
  const kernel = () => KERNELS.find((listed) => listed.name === name) ?? expect.fail(`the registry has no ${name}`);

  it('has its text and test', async () => {
    const files = await readdir(new URL(`${name}/`, shaders));
    expect(files).toEqual(expect.arrayContaining([`${name}.wgsl`, `${name}.test.ts`]));
  });

  it('is in the registry with a check and a cost of every case', () => {
    const { cases } = kernel();
    expect(cases.length).toBeGreaterThan(0);
    for (const { kernel: of, id, cost } of cases) {
      expect(of).toBe(name);
      expect(id.startsWith(`${name} `)).toBe(true);
      expect(cost.bytes).toBeGreaterThanOrEqual(0);
      expect(cost.flops).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it('gives a value to each override that a program of its cases declares, and to no other', () => {
    for (const device of DEVICE_CLASSES.filter(({ granted }) => granted.subgroups?.minSize === 8)) {
      for (const { code, constants } of kernel().hashed(device)) {
        const declared = [...code.matchAll(/^override (\w+):/gm)].map(([, constant]) => constant);
        expect(Object.keys(constants).sort()).toEqual(declared.sort());
      }
    }
  });
});

it('the registry holds the folders and nothing else', () => {
  expect(KERNELS.map(({ name }) => name)).toEqual(folders.map(({ name }) => name).sort((a, b) => a.localeCompare(b)));
});
