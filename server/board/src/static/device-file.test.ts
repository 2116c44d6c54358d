/** Which GPU a result of a folder is of: what the run itself does not name, a file beside it says, held against what the run did. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '../../../../src/report/schema';
import { DEVICE, ordinaryResult } from '../fixtures/honest-run';
import { buildBoard } from './build';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-gpus-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, value: unknown): void => {
  mkdirSync(join(folder, 'results', path, '..'), { recursive: true });
  writeFileSync(join(folder, 'results', path), typeof value === 'string' ? value : JSON.stringify(value));
};

async function built(): Promise<Readonly<Record<string, { readonly state: string; readonly why: string }>>> {
  const { files } = await buildBoard({ folder: join(folder, 'results'), out: join(folder, 'out'), sendTo: null });
  return Object.fromEntries(files.map(({ path, state, reasons }) => [path, { state, why: reasons.join(' ') }]));
}

/** Of Chrome, which says `nvidia lovelace`. */
const run = (seed: number): Result => ordinaryResult({ ...DEVICE, seed });

const named = (seed: number, architecture: string, device = '', description = ''): Result => {
  const { adapter, ...rest } = run(seed);
  return { ...rest, adapter: { ...adapter, architecture, device, description } };
};

it('is what device.json in its folder names, and held against the run', async () => {
  put('ada/run.json', run(1));
  put('ada/device.json', { gpu: 'GeForce RTX 4090' });
  // The same speed is more than the memory of a smaller one gives; and another maker's it cannot be.
  put('grace/run.json', run(2));
  put('grace/device.json', { gpu: 'GeForce RTX 4060' });
  put('emmy/run.json', run(3));
  put('emmy/device.json', { gpu: 'Apple M3' });
  const files = await built();
  expect(Object.keys(files)).toEqual(['ada/run.json', 'emmy/run.json', 'grace/run.json']);
  expect(files['ada/run.json']).toEqual({ state: 'ranked', why: '' });
  expect(files['grace/run.json']).toMatchObject({ state: 'quarantined' });
  expect(files['grace/run.json']?.why).toContain('faster than the memory of this GPU');
  expect(files['emmy/run.json']?.why).toContain('The adapter of the run is of another GPU than the one that is named.');
});

it('is not known where nobody says it: the result waits, with what to do', async () => {
  put('ada/run.json', run(1));
  // Of this folder, and of none below or beside it.
  put('ada/laptop/device.json', { gpu: 'GeForce RTX 4090' });
  put('grace/run.json', named(2, 'lovelace', 'NVIDIA GeForce RTX 4090'));
  put('emmy/run.json', run(3));
  put('emmy/device.json', { gpu: 'nvidia lovelace' });
  const files = await built();
  expect(files['ada/run.json']).toEqual({
    state: 'pending',
    why: expect.stringMatching(/“nvidia lovelace”.*device\.json.*\{"gpu": "GeForce RTX 4090"\}/),
  });
  expect(files['grace/run.json']?.state).toBe('ranked');
  expect(files['emmy/run.json']).toMatchObject({ state: 'pending' });
});

it('is not known by a device.json that is none, which is not accepted', async () => {
  put('ada/run.json', run(1));
  put('ada/device.json', { gpu: 'GeForce RTX 4090', kind: 'desktop' });
  put('device.json', { gpu: 'GeForce RTX 4090' });
  put('emmy/device.json', '{"gpu"');
  put('grace/device.json', { gpu: '\u202e' });
  const files = await built();
  expect(files['ada/run.json']?.state).toBe('pending');
  for (const path of ['ada/device.json', 'device.json', 'emmy/device.json', 'grace/device.json']) {
    expect([path, files[path]?.state]).toEqual([path, 'rejected']);
  }
  expect(files['ada/device.json']?.why).toContain('such a file is like {"gpu": "GeForce RTX 4090"}');
  expect(files['device.json']?.why).toContain('it would speak for everybody');
});

it('is by an alias what the run or its sender calls it, but never what many GPUs are called', async () => {
  put('ada/run.json', named(1, 'lovelace', 'Acme R-1', 'ACME: 570.86'));
  put('grace/run.json', run(2));
  put('grace/device.json', { gpu: 'our fast one' });
  // No architecture that the catalogue knows.
  put('emmy/run.json', named(3, 'newton'));
  put('aliases.json', { 'acme r-1': 'rtx-4090', 'Our fast one': 'rtx-4090', 'nvidia newton': 'rtx-4090' });
  const files = await built();
  expect(files['ada/run.json']?.state).toBe('ranked');
  expect(files['grace/run.json']?.state).toBe('ranked');
  expect(files['emmy/run.json']?.state).toBe('pending');
  put('aliases.json', { 'nvidia lovelace': 'rtx-4090' });
  await expect(built()).rejects.toMatchObject({
    ...{ code: 'option', where: 'aliases.json' },
    message: expect.stringContaining('"nvidia lovelace"'),
    remedy: expect.stringContaining('{"gpu": "GeForce RTX 4090"}'),
  });
});
