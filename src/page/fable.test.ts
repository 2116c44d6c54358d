/** What is downloaded of Fable, and what is kept of it. */
import { expect, it } from 'vitest';
import { keptFable } from './fable';

function fableThatFails(failing: Set<string>) {
  const asked: string[] = [];
  const fable = keptFable((name) => {
    asked.push(name);
    return failing.has(name) ? Promise.reject(new Error(name)) : Promise.resolve(new Blob([name]));
  });
  return { asked, fable };
}

const { signal } = new AbortController();

it('asks for nothing by itself, and for each file once', async () => {
  const { asked, fable } = fableThatFails(new Set());
  expect(asked).toEqual([]);
  const first = await fable(signal).fidelityFiles();
  expect(asked).toHaveLength(8);
  const second = await fable(signal).fidelityFiles();
  expect(asked).toHaveLength(8);
  expect(second.model.weights).toBe(first.model.weights);
});

it('asks again only for what did not come', async () => {
  const failing = new Set(['model.safetensors']);
  const { asked, fable } = fableThatFails(failing);
  const download = fable(signal);
  await Promise.allSettled([download.model, download.fidelityFiles()]);
  failing.clear();
  asked.length = 0;
  await expect(fable(signal).fidelityFiles()).resolves.toMatchObject({ model: { name: 'Fable' } });
  expect(asked).toEqual(['model.safetensors']);
});

it('gives the beginning of its held-out text as a prompt', async () => {
  const { asked, fable } = fableThatFails(new Set());
  const download = fable(signal);
  expect(await download.prompt()).toBe('heldout.txt');
  expect(asked.filter((name) => name === 'heldout.txt')).toHaveLength(1);
  const long = keptFable(() => Promise.resolve(new Blob(['a'.repeat(60_000)])));
  expect(await long(signal).prompt()).toHaveLength(2000);
});
