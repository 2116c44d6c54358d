/** The registry against the folders on disk: no kernel without its parts, none left out. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { KERNELS, shaderHash } from './registry';

const shaders = new URL('../../shaders/', import.meta.url);
const folders = (await readdir(shaders, { withFileTypes: true })).filter((entry) => entry.isDirectory());

describe.each(folders.map(({ name }) => ({ name })))('shaders/$name', ({ name }) => {
  it('has its text, binding, reference and test', async () => {
    const files = await readdir(new URL(`${name}/`, shaders));
    expect(files).toEqual(expect.arrayContaining([`${name}.wgsl`, 'index.ts', 'reference.ts', `${name}.test.ts`]));
  });

  it('is in the registry with its text, a check and a cost of every case', async () => {
    const kernel = KERNELS.find((listed) => listed.name === name) ?? expect.fail(`the registry has no ${name}`);
    expect(kernel.source).toContain(await readFile(new URL(`${name}/${name}.wgsl`, shaders), 'utf8'));
    expect(kernel.cases.length).toBeGreaterThan(0);
    for (const { kernel: of, id, cost } of kernel.cases) {
      expect(of).toBe(name);
      expect(id.startsWith(`${name} `)).toBe(true);
      expect(cost.bytes).toBeGreaterThanOrEqual(0);
      expect(cost.flops).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(kernel.cases.map(({ id }) => id)).size).toBe(kernel.cases.length);
  });
});

it('the registry holds the folders and nothing else', () => {
  expect(KERNELS.map(({ name }) => name)).toEqual(folders.map(({ name }) => name).sort((a, b) => a.localeCompare(b)));
});

it('the shader hash is the sha-256 of all names and texts', async () => {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256').update(KERNELS.map(({ name, source }) => `${name}\n${source}`).join('\n'));
  expect(await shaderHash()).toBe(hash.digest('hex'));
});
