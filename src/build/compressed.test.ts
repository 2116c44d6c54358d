/** What lies beside the page's files after a build. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compressFolder } from './compressed';

const TEXT = 'tokens per second '.repeat(100);

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tokamark-compressed-'));
  mkdirSync(join(parent, 'page/assets'), { recursive: true });
  writeFileSync(join(parent, 'page/assets/a.js'), TEXT);
  writeFileSync(join(parent, 'page/b.json'), '{}');
  writeFileSync(join(parent, 'page/weights.safetensors'), TEXT);
});
afterEach(() => rmSync(parent, { recursive: true }));

const compress = () => compressFolder(join(parent, 'page'), join(parent, 'cache'));
const file = (name: string) => readFileSync(join(parent, 'page', name));

it('text has twins that hold it, and what is no text or would grow has none', async () => {
  await compress();
  expect(brotliDecompressSync(file('assets/a.js.br')).toString()).toBe(TEXT);
  expect(gunzipSync(file('assets/a.js.gz')).toString()).toBe(TEXT);
  const others = ['b.json.br', 'b.json.gz', 'weights.safetensors.br', 'weights.safetensors.gz'];
  expect(others.filter((name) => existsSync(join(parent, 'page', name)))).toEqual([]);
});

it('what has not changed is not compressed again', async () => {
  expect(await compress()).toEqual({ made: 4, kept: 0 });
  rmSync(join(parent, 'page/assets/a.js.br'));
  expect(await compress()).toEqual({ made: 0, kept: 4 });
  expect(brotliDecompressSync(file('assets/a.js.br')).toString()).toBe(TEXT);
  writeFileSync(join(parent, 'page/assets/a.js'), `${TEXT}more`);
  expect(await compress()).toEqual({ made: 2, kept: 2 });
  expect(gunzipSync(file('assets/a.js.gz')).toString()).toBe(`${TEXT}more`);
});
