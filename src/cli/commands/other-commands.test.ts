/** `generate`, `adapters`, `check` and `serve` over a scripted outside: streams and exit codes. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADAPTER, outside, tokamark } from '../fixtures/scripted-host';

const WROTE = { pieces: [' there was', ' a tide'] };

describe('generate', () => {
  it('streams the text alone to standard output, ended by a newline', async () => {
    const { code, stdout, stderr } = await tokamark(['generate', '--prompt', 'Once'], WROTE);
    expect(code).toBe(0);
    expect(stdout).toBe(' there was a tide\n');
    expect(stderr).toContain('1 token, as many as were asked for, 12.3 tokens/s');
  });

  it('writes ids and text as one JSON document with --json -', async () => {
    const { stdout } = await tokamark(['generate', '--prompt', 'Once', '--format', 'fp16', '--json', '-'], WROTE);
    expect(JSON.parse(stdout)).toEqual({
      model: 'fable',
      format: 'fp16',
      prompt: 'Once',
      temperature: 0,
      seed: 1,
      promptTokens: [1, 2],
      prefix: [],
      leftOut: [],
      notes: [],
      tokens: [3],
      text: ' there was a tide',
      stopped: 'length',
      tokensPerSecond: 12.345,
    });
  });

  it('streams the text and writes a file with --json FILE', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
    const file = join(folder, 'g.json');
    const { stdout } = await tokamark(['generate', '--json', file], WROTE);
    expect(stdout).toBe(' there was a tide\n');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ tokens: [3] });
    await rm(folder, { recursive: true });
  });

  it('passes on everything that decides the text', async () => {
    const args = 'generate --prompt Hi --tokens 9 --temperature 0.7 --seed 3 --ignore-eos --no-bos --gpu low-power';
    const { engine } = await tokamark(args.split(' '), WROTE);
    expect(engine.generations[0]).toMatchObject({
      powerPreference: 'low-power',
      format: 'int4',
      prompt: 'Hi',
      tokens: 9,
      temperature: 0.7,
      seed: 3,
      ignoreEndOfText: true,
      bos: false,
    });
  });

  it('says which tokens stood before the prompt, which were left out, and what else it should say', async () => {
    const generated = {
      prefix: [{ id: 1, token: '<s>' }],
      leftOut: [{ id: 2, token: '</s>' }],
      notes: ['FP16: 1 of the 9 weights of x become zero.'],
    };
    const { stderr } = await tokamark(['generate'], { ...WROTE, generated });
    expect(stderr).toContain("12.3 tokens/s, after <s> (1) and the prompt, without the tokenizer's </s> (2)\n");
    expect(stderr).toContain('FP16: 1 of the 9 weights of x become zero.\n');
  });

  it('lets no control sequence of the model reach a terminal, but gives a pipe the text as it is', async () => {
    const evil = { pieces: ['a\u001b[2Jb'] };
    expect((await tokamark(['generate'], { ...evil, tty: true })).stdout).toBe('a\ufffd[2Jb\n');
    expect((await tokamark(['generate'], evil)).stdout).toBe('a\u001b[2Jb\n');
  });

  it('keeps what was written when it is interrupted', async () => {
    const generated = { stopped: 'cancelled' } as const;
    const around = outside({ ...WROTE, generated, meanwhile: () => around.send('SIGINT') });
    const { code, stdout } = await tokamark(['generate'], around);
    expect(code).toBe(130);
    expect(stdout).toBe(' there was a tide\n');
  });
});

describe('adapters', () => {
  const software = { ...ADAPTER, index: 1, name: 'llvmpipe', software: true, preferred: false };

  it('lists GPUs and software adapters apart, with the default marked', async () => {
    const { code, stdout } = await tokamark(['adapters'], { adapters: [ADAPTER, software] });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\| +0 \| Acme R-1 \| GPU \(default\) +\|/);
    expect(stdout).toMatch(/\| +1 \| llvmpipe \| SOFTWARE, not a GPU \|/);
  });

  it('is a JSON document and nothing else with --json -', async () => {
    const { stdout } = await tokamark(['adapters', '--json', '-'], { adapters: [ADAPTER, software] });
    expect(JSON.parse(stdout)).toEqual({ adapters: [ADAPTER, software] });
  });
});

describe('check', () => {
  it('ends with 0 where all is right, and counts', async () => {
    const { code, stdout } = await tokamark(['check']);
    expect(code).toBe(0);
    expect(stdout).toBe('ok   rope 3x64: largest error 0.001, tolerance 0.01\nok   fable fp16\n2 passed, 0 failed\n');
  });

  it.each([
    ['a kernel', { kernelsPass: false }],
    ['the model', { parity: [{ passed: false, text: 'fable int4' }] }],
  ])('ends with 1 where %s fails', async (_what, given) => {
    const { code, stdout } = await tokamark(['check'], given);
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL');
    expect(stdout).toContain('1 passed, 1 failed');
  });
});

it('serve prints the address and ends at a signal', async () => {
  const around = outside();
  const ended = tokamark(['serve'], around);
  await expect.poll(around.waiting).toBe(1);
  expect(around.stdout()).toBe('http://127.0.0.1:4173/\n');
  around.send('SIGINT');
  expect((await ended).code).toBe(0);
});

it('schema prints the JSON Schema of a result and nothing else', async () => {
  const { code, stdout } = await tokamark(['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ $id: 'urn:tokamark-result:3' });
});

describe('check --dump-wgsl', () => {
  async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
    await work(folder).finally(() => rm(folder, { recursive: true }));
  }

  it('writes a file for each program into a folder that was empty, or not there', () =>
    inFolder(async (folder) => {
      for (const to of [join(folder, 'new', 'one'), await mkdtemp(join(folder, 'empty-'))]) {
        const { code, stdout, stderr } = await tokamark(['check', '--dump-wgsl', to]);
        expect(code).toBe(0);
        expect(stdout).toContain('0 failed\n');
        expect(stderr).toContain(`2 shaders are in ${to}.\n`);
        expect(await readdir(to)).toEqual(['rope-3x64.wgsl', 'swiglu-8.wgsl']);
        expect(await readFile(join(to, 'rope-3x64.wgsl'), 'utf8')).toBe('// rope\n');
      }
    }));

  it('writes them, too, where a check failed', () =>
    inFolder(async (folder) => {
      const { code } = await tokamark(['check', '--dump-wgsl', folder], { kernelsPass: false });
      expect(code).toBe(1);
      expect(await readdir(folder)).toHaveLength(2);
    }));

  it('refuses a folder that is not empty, before anything is checked', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'mine.txt'), 'mine');
      const { code, stdout, stderr } = await tokamark(['check', '--dump-wgsl', folder]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${folder} is not empty`);
      expect(await readdir(folder)).toEqual(['mine.txt']);
    }));

  it('refuses what is no folder, and where none can be made', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'file');
      await writeFile(file, 'mine');
      for (const to of [file, join(file, 'below'), '/proc/none']) {
        const { code, stdout, stderr } = await tokamark(['check', '--dump-wgsl', to]);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toContain(`${to} cannot be written: `);
        expect(stderr).toContain('Name an empty or new folder');
      }
    }));
});
