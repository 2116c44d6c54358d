/** A model folder is found with all its files, or refused by the name of what is missing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fableFolder } from './bundled';
import { openModelFolder } from './model-folder';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-test-'));
  for (const name of ['config.json', 'model.safetensors', 'tokenizer.json']) writeFileSync(join(folder, name), name);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a model folder', () => {
  it('is named after itself and gives the text of its files', async () => {
    const files = await openModelFolder(`${folder}/`);
    expect(files.name).toBe(basename(folder));
    expect(await files.config.text()).toBe('config.json');
    expect(await files.weights.text()).toBe('model.safetensors');
    expect(files.tokenizerConfig).toBeNull();
  });

  it('may have a tokenizer and a generation configuration', async () => {
    writeFileSync(join(folder, 'generation_config.json'), '{}');
    expect(await (await openModelFolder(folder)).generationConfig?.text()).toBe('{}');
  });

  it.each([
    ['config.json', 'config'],
    ['model.safetensors', 'weights'],
    ['tokenizer.json', 'tokenizer'],
  ])('without %s is refused by that name', async (name, code) => {
    rmSync(join(folder, name));
    await expect(openModelFolder(folder)).rejects.toMatchObject({
      code,
      where: name,
      message: `${join(folder, name)} is not there.`,
      remedy: expect.stringContaining('Hugging Face'),
    });
  });

  it('that is not there, or is a file, is refused as an option', async () => {
    await expect(openModelFolder(join(folder, 'no'))).rejects.toMatchObject({ code: 'option', where: '--model' });
    await expect(openModelFolder(join(folder, 'config.json'))).rejects.toThrow('is a file, not a folder');
  });
});

it('Fable lies where the command looks for it', async () => {
  const { name, weights } = await openModelFolder(fableFolder());
  expect(name).toBe('fable');
  expect(weights.size).toBeGreaterThan(10_000_000);
});
