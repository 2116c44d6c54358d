/** `costs`: its tables, its document, and what it refuses. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fableFolder } from '../bundled';
import { tokamark } from '../fixtures/scripted-host';
import { openModelFolder } from '../model-folder';

const THIS = '--device rtx-4090 --tokens-per-second 128 --bytes-per-token 5e9 --country US';
const withFable = { change: { files: { openFable: () => openModelFolder(fableFolder()) } } };

async function document(options: string) {
  const { code, stdout, stderr } = await tokamark(`costs ${options} --json -`.split(' '), withFable);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const read: unknown = JSON.parse(stdout);
  return read;
}

describe('costs', () => {
  it('writes one JSON document: metrics, mark-up and training', async () => {
    expect(await document(THIS)).toMatchObject({
      schema: 'tokamark-costs/1',
      device: { id: 'rtx-4090' },
      provenance: { kind: 'estimated' },
      text: null,
      metrics: {
        flips: expect.arrayContaining([expect.objectContaining({ first: 'H100', second: 'B200' })]),
        gaps: expect.arrayContaining([expect.objectContaining({ machine: 'apple-m4', metric: 'computeCost' })]),
      },
      markUp: expect.arrayContaining([
        expect.objectContaining({ name: 'H200', years: 4, ownPerHour: { low: 1.41, central: 1.41, high: 1.74 } }),
      ]),
      training: { machine: { utilisation: 0.4 } },
    });
  });

  it('fills what is unknown with a price that is given, and holds a rent against owning', async () => {
    const filled = `${THIS} --prices apple-m4=600 --rent 0.4 --years 3 --space 10`;
    expect(await document(filled)).toMatchObject({
      metrics: { gaps: [] },
      markUp: expect.arrayContaining([
        expect.objectContaining({
          ...{ machine: 'this', years: 3, rentPerHour: { low: 0.4, central: 0.4, high: 0.4 } },
          breakEven: { low: expect.any(Number), central: expect.any(Number), high: expect.any(Number) },
        }),
      ]),
    });
  });

  it('prices a thousand words of a text', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'tokamark-test-')), 'text.txt');
    await writeFile(file, 'Once upon a time, there was a cat.');
    expect(await document(`${THIS} --text ${file} --tokenizers ${fableFolder()}/tokenizer.json`)).toMatchObject({
      text: [
        { tokenizer: 'Fable', words: 8, characters: 34 },
        { tokenizer: 'fable', words: 8 },
      ],
    });
    const { stdout } = await tokamark(`costs ${THIS} --text ${file}`.split(' '), withFable);
    expect(stdout).toContain('Charged: electricity and machine.');
    expect(stdout).toMatch(/\| Fable {2,}\| +34 \| +8 \|/);
  });

  it('reads as Markdown tables', async () => {
    const { code, stdout } = await tokamark(`costs ${THIS} --flops 1e14`.split(' '));
    expect(code).toBe(0);
    for (const part of ['## Three metrics', '## Rent against own', '| Llama 3.1 405B', 'measured in FP16']) {
      expect(stdout).toContain(part);
    }
  });

  it('takes watts without a device', async () => {
    expect(await document('--watts 300 --tokens-per-second 100 --price 2000 --country US')).toMatchObject({
      device: null,
      provenance: { kind: 'typed' },
      training: null,
      perMillionTokens: { of: 'electricity and machine', currency: 'USD' },
    });
  });

  it.each([
    ['--tokens-per-second 50', 'Neither a device nor a power is given'],
    ['--watts 50', '--tokens-per-second'],
    ['--watts 50 --tokens-per-second 0', '--tokens-per-second is 0'],
    ['--watts 50 --tokens-per-second 1 --flops -1', '--flops is -1'],
    ['--watts 50 --tokens-per-second 1 --years 0', '--years is 0'],
    ['--watts 50 --tokens-per-second 1 --years a', '--years must be numbers'],
    ['--watts 50 --tokens-per-second 1 --prices apple-m4', '--prices must be id=price'],
    ['--watts 50 --tokens-per-second 1 --prices nothing-9=5', 'The catalogue has no device "nothing-9"'],
    ['--watts 50 --tokens-per-second 1 --text /nowhere/a.txt', '/nowhere/a.txt cannot be read'],
    ['--device rtx-4090 --tokens-per-second 1 --training-utilisation 2', '--training-utilisation is 2'],
  ])('refuses %s and says why', async (options, message) => {
    const { code, stdout, stderr } = await tokamark(`costs ${options}`.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
