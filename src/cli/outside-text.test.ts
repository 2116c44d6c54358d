/** Each way by which a text gets into the command, with each encoding: what is one text is one text, and what is none is refused. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ, READ_UNMARKED, REFUSED } from '../../test/fixtures/encodings';
import { makeTinyLlama } from '../../test/fixtures/tiny-llama';
import { trueResult } from '../../test/fixtures/true-ids';
import { openModelFiles, type ModelFiles } from '../model/files/folder';
import { toJson } from '../report/json';
import { fableFolder } from './bundled';
import { tokamark } from './fixtures/scripted-host';
import { historyFolder } from './history/history-folder';
import { openModelFolder } from './model-folder';
import { readTextFile } from './read-text';
import { tuningFiles } from './tuning-file';
import { unfinishedFiles } from './unfinished-run';

type Bytes = Uint8Array<ArrayBuffer>;

/** How a text gets in: what the text is, and what is made of its bytes. What is refused is thrown. */
interface EntryPoint {
  readonly text: () => Promise<string> | string;
  readonly read: (bytes: Bytes) => Promise<unknown>;
}

let folder = '';
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(bytes: Bytes): Promise<string> {
  made += 1;
  const path = join(folder, `given-${made}.json`);
  await writeFile(path, bytes);
  return path;
}

const kept = trueResult({ startedAt: '2026-11-22T12:00:00.000Z' });

/** What a command writes to standard output; what it refuses is thrown. */
async function printed(args: readonly string[], stdin?: Bytes): Promise<string> {
  const openFable = () => openModelFolder(fableFolder());
  const history = historyFolder(join(folder, 'none'));
  const given = { change: { files: { openFable }, history }, ...(stdin === undefined ? {} : { stdin }) };
  const { code, stdout, stderr } = await tokamark(args, given);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

const COSTS = 'costs --device rtx-4090 --tokens-per-second 128 --bytes-per-token 5e9 --json -'.split(' ');
const ENERGY = 'energy --tokens-per-second 128 --json -'.split(' ');
const WORDS = 'A grey cat, “très petit”, naps: 猫.\r\nThen it wakes and drinks its milk.';
const POWER =
  '{ "schema": "tokamark-power/1", "unit": "W", "power": 212.5, "boundary": "wall", "instrument": "zähler" }';
const tiny = makeTinyLlama().files;

const ofFolder = (
  name: keyof Omit<ModelFiles, 'name' | 'weights'>,
  text = (blob: Blob) => blob.text(),
): EntryPoint => ({
  text: () => text(tiny[name] ?? new Blob(['{"eos_token_id": 7, "note": "ü"}'])),
  read: async (bytes) => (await openModelFiles({ ...tiny, [name]: new Blob([bytes]) })).config,
});

const ENTRY_POINTS: Readonly<Record<string, EntryPoint>> = {
  'costs --text FILE': {
    text: () => WORDS,
    read: async (bytes) => printed([...COSTS, '--text', await file(bytes)]),
  },
  'costs --text -': { text: () => WORDS, read: (bytes) => printed([...COSTS, '--text', '-'], bytes) },
  'costs --tokenizers FILE': {
    text: () => tiny.tokenizer.text(),
    read: async (bytes) => {
      const args = ['--text', await file(Uint8Array.from([0x61])), '--tokenizers', await file(bytes)];
      return printed([...COSTS, ...args]);
    },
  },
  'energy --power-file FILE': {
    text: () => POWER,
    read: async (bytes) => printed([...ENERGY, '--power-file', await file(bytes)]),
  },
  'energy --power-file -': { text: () => POWER, read: (bytes) => printed([...ENERGY, '--power-file', '-'], bytes) },
  'compare FILE FILE': {
    text: () => toJson(kept),
    read: async (bytes) => {
      const path = await file(bytes);
      return printed(['compare', path, path, '--json', '-']);
    },
  },
  'compare FILE -': {
    text: () => toJson(kept),
    read: async (bytes) => {
      const whole = await file(Uint8Array.from(Buffer.from(toJson(kept))));
      return printed(['compare', whole, '-', '--json', '-'], bytes);
    },
  },
  'spread - FILE': {
    text: () => toJson(kept),
    read: async (bytes) => {
      const whole = await file(Uint8Array.from(Buffer.from(toJson(kept))));
      return printed(['spread', '-', whole, '--json', '-'], bytes);
    },
  },
  'the history': {
    text: () => toJson(kept),
    read: async (bytes) => {
      const own = await mkdtemp(join(folder, 'history-'));
      await writeFile(join(own, '2026-11-22T120000-0123abcd.json'), bytes);
      const said: string[] = [];
      const runs = await historyFolder(own).list((line) => said.push(line));
      if (said.length > 0) throw new Error(said.join('\n'));
      expect(await readdir(own)).not.toContain('damaged');
      return runs;
    },
  },
  'a run that was broken off': {
    text: () => toJson(kept),
    read: async (bytes) => {
      const own = await mkdtemp(join(folder, 'unfinished-'));
      await writeFile(join(own, 'unfinished-7.json'), bytes);
      const [line = ''] = await unfinishedFiles(
        own,
        () => Promise.resolve('id'),
        8,
        () => false,
      ).found();
      if (line.includes('cannot be read')) throw new Error(line);
      return line.replace(own, '');
    },
  },
  'what was tuned': {
    text: () => '{"key":"a","value":{"device":"Gerät"}}',
    read: async (bytes) => {
      const own = await mkdtemp(join(folder, 'tuning-'));
      const store = tuningFiles(own);
      await store.write('a', 1);
      const [name = ''] = await readdir(own);
      await writeFile(join(own, name), bytes);
      const value = await store.read('a');
      if (value === 'damaged') throw new Error('damaged');
      return value;
    },
  },
  'config.json of a folder': ofFolder('config'),
  'tokenizer.json of a folder': ofFolder('tokenizer'),
  'tokenizer_config.json of a folder': ofFolder('tokenizerConfig', () => Promise.resolve('{"note": "ü"}')),
  'generation_config.json of a folder': ofFolder('generationConfig'),
};

describe.each(Object.entries(ENTRY_POINTS))('%s', (_name, { text, read }) => {
  it('takes one text alike in every encoding', async () => {
    const [plain = (one: string) => Uint8Array.from(Buffer.from(one)), ...others] = Object.values({
      ...READ,
      ...READ_UNMARKED,
    });
    const expected = await read(plain(await text()));
    for (const encode of others) expect(await read(encode(await text()))).toEqual(expected);
  });

  it('refuses what is no text', async () => {
    for (const [bytes] of Object.values(REFUSED)) await expect(read(bytes)).rejects.toThrow();
  });
});

it('a refusal names the file, the byte, its line and its column, and what to do', async () => {
  const path = await file(Uint8Array.from([...Buffer.from('one\ntwo caf'), 0xe9, 0x20]));
  await expect(printed([...COSTS, '--text', path])).rejects.toThrow(
    `${path} is not UTF-8 text: byte 0xE9 begins a character that does not follow at byte offset 11 (line 2, column 8).`,
  );
  await expect(printed([...COSTS, '--text', path])).rejects.toThrow('iconv');
});

describe('standard input', () => {
  it.each([
    ['compare', '-', '-'],
    ['spread', 'a', '-', '-'],
    [...COSTS, '--text', '-', '--power-file', '-'],
  ])('twice is refused: %s', async (...args) => {
    await expect(printed(args)).rejects.toThrow('can be read only once');
  });

  it('that is empty is refused by its name', async () => {
    await expect(printed(['compare', 'a.json', '-'])).rejects.toThrow('a.json');
    const whole = await file(Uint8Array.from(Buffer.from(toJson(kept))));
    await expect(printed(['compare', whole, '-'])).rejects.toThrow('standard input is empty');
  });
});

describe('a file', () => {
  const kind = { most: 4, absent: 'option', code: 'import', option: '--text', remedy: 'Name a text.' } as const;

  it.each([
    ['that is not there', () => join(folder, 'absent'), { code: 'option', message: /does not exist/, where: '--text' }],
    ['that is a folder', () => folder, { code: 'option', message: /it is a folder/, where: '--text' }],
    ['without an end', () => '/dev/zero', { code: 'import', message: /has more than 4 bytes/ }],
  ])('%s is refused', async (_what, path, error) => {
    await expect(readTextFile(path(), kind)).rejects.toMatchObject({
      ...error,
      message: expect.stringMatching(error.message),
    });
  });

  it('of exactly as many bytes as may be is read', async () => {
    expect(await readTextFile(await file(Uint8Array.from([97, 98, 99, 100])), kind)).toBe('abcd');
  });
});
