/** `cost`: a GPU that is not here, its document, and what it refuses. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokamark } from '../fixtures/scripted-host';

async function document(options: readonly string[]) {
  const { code, stdout, stderr } = await tokamark(['cost', ...options, '--json', '-']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const read: unknown = JSON.parse(stdout);
  return read;
}

describe('cost', () => {
  it('takes a part of a name, and says what a token, an answer and a month cost', async () => {
    expect(await document(['--gpu', '4090'])).toMatchObject({
      schema: 'tokamark-cost/1',
      gpu: { id: 'rtx-4090' },
      missing: null,
      outcome: { speed: { kind: 'expected' }, charged: { of: 'electricity and machine', currency: 'USD' } },
      budget: { plan: { best: { boundBy: 'hours' } } },
      tornado: { effects: expect.arrayContaining([expect.objectContaining({ what: 'Hours a day' })]) },
      cheapest: null,
    });
  });

  it('reads as Markdown: that nothing was measured, the figures, a budget and what would change them', async () => {
    const { code, stdout } = await tokamark([
      'cost',
      '--gpu',
      'GeForce RTX 3060',
      '--model',
      'mistral-7b-v0.3',
      '--budget',
      '20',
    ]);
    expect(code).toBe(0);
    for (const part of [
      '# Mistral-7B-v0.3 in INT4 on a GeForce RTX 3060',
      'not measured',
      'for idle power in the hours without use',
      '## What a month buys\n\n20 USD a month buy ',
      '## What would change the price of an answer most',
      'Format of FP16 is left out: It needs',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('says why there is no figure', async () => {
    const { code, stdout } = await tokamark(['cost', '--gpu', '3060', '--model', 'Llama-3.1-70B']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/It needs .*GeForce RTX 3060 has/);
  });

  it('tells the cheapest hours of a day', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'tokamark-test-')), 'prices.txt');
    await writeFile(file, Array.from({ length: 24 }, (_, hour) => (hour === 3 ? '0.1' : '0.3')).join(' '));
    const asked = ['--gpu', '4090', '--hourly', file, '--job-hours', '1'];
    expect(await document(asked)).toMatchObject({ cheapest: { hours: 1, cheapest: { start: 3 } } });
    expect((await tokamark(['cost', ...asked])).stdout).toContain('are cheapest from 03:00');
  });

  it.each([
    [['--model', 'Llama-3.2-1B'], '--gpu'],
    [['--gpu', 'h100'], 'Several GPUs of the catalogue answer to “h100”: NVIDIA H100'],
    [['--gpu', '4009'], 'no GPU “4009”; like it: GeForce RTX 4090'],
    [['--gpu', 'nothing'], 'The catalogue has no GPU “nothing” (--gpu)'],
    [['--gpu', '4090', '--model', 'nothing'], 'no published model “nothing”'],
    [['--gpu', '4090', '--budget', '-1'], '--budget is -1'],
    [['--gpu', '4090', '--token-ms', '0'], '--token-ms is 0'],
    [['--gpu', '4090', '--batch', '0'], '--batch'],
    [['--gpu', '4090', '--hourly', '/nowhere/prices.txt'], '/nowhere/prices.txt cannot be read'],
  ])('refuses %j and says why', async (options, message) => {
    const { code, stdout, stderr } = await tokamark(['cost', ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
