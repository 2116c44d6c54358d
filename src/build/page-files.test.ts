/** The list of files that the service worker is built with. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pageFiles } from './page-files';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-files-'));
  for (const below of ['assets/peers', 'models/fable/onnx', 'models/fable/gguf'])
    mkdirSync(join(folder, below), { recursive: true });
  writeFileSync(join(folder, 'models/fable/onnx/templates.bin'), 'for another engine');
  writeFileSync(join(folder, 'models/fable/gguf/headers.bin'), 'for another engine');
  writeFileSync(join(folder, 'assets/peers/engine.wasm'), 'another engine');
  writeFileSync(join(folder, 'driven.html'), 'for a command');
  for (const name of ['index.html', 'assets/a.js', 'assets/a.js.br', 'assets/a.js.gz', 'service-worker.js']) {
    writeFileSync(join(folder, name), name);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

it('has what the page can ask for offline, and nothing else', () => {
  const { files, label } = pageFiles(folder, '1.0.0 (abc)');
  expect(label).toBe('1.0.0 (abc)');
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['assets/a.js', 11],
    ['index.html', 10],
  ]);
});

it('has another version for another content, and for nothing else', () => {
  const { version } = pageFiles(folder, 'a');
  writeFileSync(join(folder, 'service-worker.js'), 'another');
  expect(pageFiles(folder, 'b').version).toBe(version);
  writeFileSync(join(folder, 'assets/a.js'), 'another');
  expect(pageFiles(folder, 'a').version).not.toBe(version);
});
