/** The built command as people run it: a child process on this machine's adapter, its streams, files and exit codes. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { SHADER_HASH } from 'virtual:shader-hash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseReference, QUANTISED_FORMATS } from '../../src/model/parity/reference';
import { parseResult } from '../../src/report/json';
import { assertBuilt, COMMAND, tokamark, type Ended } from '../fixtures/command';

const ROOT = resolve(import.meta.dirname, '../..');
const FABLE = join(ROOT, 'public/models/fable');
const SMALL_RUN = '--shape Fable --prompt 32 --generate 8 --repetitions 5 --no-roofs --no-waterfall'.split(' ');

const noStackTrace = ({ stderr }: Ended) => expect(stderr).not.toMatch(/^\s+at .*[:(]\d+/m);

let folder = '';
beforeAll(() => {
  assertBuilt();
  folder = mkdtempSync(join(tmpdir(), 'tokamark-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('tokamark run', () => {
  it('prints the result as JSON on standard output and nothing else', async () => {
    const ended = await tokamark(['run', ...SMALL_RUN, '--json', '-']);
    expect(ended).toMatchObject({ code: 0, signal: null });
    const result = parseResult(ended.stdout);
    expect(result.status).toBe('complete');
    expect(result.environment).toMatchObject({ runtime: 'node', version: process.versions.node });
    expect(result.results.map(({ format, test }) => `${test} ${format}`).sort()).toEqual([
      'pp32 fp16',
      'pp32 int4',
      'tg8 batched fp16',
      'tg8 batched int4',
      'tg8 fp16',
      // Of Fable, and of the two smaller models beside it.
      ...['tg8 int4', 'tg8 int4', 'tg8 int4'],
    ]);
    for (const { status, tokensPerSecond, verified } of result.results) {
      expect(status).toBe('complete');
      expect(tokensPerSecond?.samples).toHaveLength(5);
      expect(verified.length).toBeGreaterThan(0);
    }
    expect(result.stories.map(({ format }) => format).sort()).toEqual(['fp16', 'int4']);
    if (result.adapter.software) expect(ended.stderr).toContain('SOFTWARE ADAPTER');
  });

  it('keeps what it measured when it is interrupted, and ends with 130', async () => {
    const file = join(folder, 'cancelled.json');
    const others = '--formats fp16 --line none --no-tune --no-story --no-fidelity'.split(' ');
    const args = [...SMALL_RUN, ...others, '--repetitions', '10000', '--json', file];
    let killed = false;
    const ended = await tokamark(args, (stderr, kill) => {
      if (killed || !stderr.includes('] Measure decode and prefill')) return;
      killed = true;
      // Some of the repetitions are done by then, and by no means all.
      setTimeout(kill, 3000);
    });
    expect(ended).toMatchObject({ code: 130, signal: null });
    const result = parseResult(readFileSync(file, 'utf8'));
    expect(result.status).toBe('cancelled');
    expect(result.results.some(({ tokensPerSecond }) => tokensPerSecond !== null)).toBe(true);
    expect(ended.stdout).toContain('Cancelled');
  });
});

describe('tokamark generate', () => {
  const [prompt] = parseReference(readFileSync(join(FABLE, 'reference.json'), 'utf8'), 'reference.json').prompts;
  const document = z.object({
    promptTokens: z.array(z.number()),
    tokens: z.array(z.number()),
    text: z.string(),
    stopped: z.enum(['length', 'end-of-text']),
  });

  it("gives the reference's greedy tokens at FP16 as JSON", async () => {
    const args = ['generate', '--model', FABLE, '--format', 'fp16', '--prompt', prompt?.text ?? '', '--tokens', '12'];
    const ended = await tokamark([...args, '--json', '-']);
    expect(ended).toMatchObject({ code: 0, signal: null });
    const { promptTokens, tokens } = document.parse(JSON.parse(ended.stdout));
    expect(promptTokens).toEqual(prompt?.prompt_tokens);
    expect(tokens).toEqual(prompt?.greedy.slice(0, 12).map(({ token }) => token));
  });

  it('streams the text alone to standard output, the same for the same seed', async () => {
    const args = ['generate', '--tokens', '12', '--temperature', '0.8', '--seed', '7'];
    const first = await tokamark(args);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/[a-z].*\n$/s);
    expect((await tokamark(args)).stdout).toBe(first.stdout);
  });

  it('refuses a truncated model by its file, with nothing on standard output', async () => {
    const broken = join(folder, 'broken');
    cpSync(FABLE, broken, { recursive: true });
    truncateSync(join(broken, 'model.safetensors'), 1000);
    const ended = await tokamark(['generate', '--model', broken, '--prompt', 'a', '--json', '-']);
    expect(ended).toMatchObject({ code: 1, signal: null, stdout: '' });
    expect(ended.stderr).toMatch(/^tokamark: .*model\.safetensors/m);
    noStackTrace(ended);
  });
});

describe('tokamark adapters', () => {
  it('lists at least one adapter, and exactly one default', async () => {
    const ended = await tokamark(['adapters', '--json', '-']);
    expect(ended).toMatchObject({ code: 0, signal: null });
    const { adapters } = z
      .object({ adapters: z.array(z.object({ name: z.string(), preferred: z.boolean() })) })
      .parse(JSON.parse(ended.stdout));
    expect(adapters.filter(({ preferred }) => preferred)).toHaveLength(1);
    // Dawn's native code says so of every adapter of Vulkan, and nobody can act on it.
    expect(ended.stderr).not.toContain('artificially reduced');
  });
});

describe('tokamark check', () => {
  it('finds every kernel and Fable right on this adapter', { timeout: 600_000 }, async () => {
    const ended = await tokamark(['check']);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stdout).toMatch(/^[1-9]\d* passed, 0 failed$/m);
    // Fable agrees with transformers in every logit and greedy token, and its quantised forms cost what they should.
    const ofFable = ended.stdout.split('\n').filter((line) => line.includes('FP16, ') || line.includes('KL to FP16'));
    console.log(ofFable.join('\n'));
    expect(ofFable.filter((line) => line.includes('prompt “'))).toHaveLength(6);
    for (const part of [
      ...['4 prompts in the same steps, one finished early', 'perplexity of 2 windows'],
      ...QUANTISED_FORMATS.map((format) => `${format.toUpperCase()}, KL to FP16 over 2 windows`),
    ]) {
      expect(ofFable.filter((line) => line.startsWith('ok ') && line.includes(part))).toHaveLength(1);
    }
  });
});

describe('a mistake on the command line', () => {
  it.each([[['--bogus']], [['run', '--shape', 'nothing']], [['generate', '--tokens', 'many']]])(
    '%j ends with 2, says where help is, and shows no stack trace',
    async (args) => {
      const ended = await tokamark(args);
      expect(ended).toMatchObject({ code: 2, signal: null, stdout: '' });
      expect(ended.stderr).toMatch(/^tokamark: .*\n {2}See tokamark .*--help\.\n$/);
    },
  );
});

it('tokamark serve serves the page, cross-origin isolated, until it is interrupted', async () => {
  const child = spawn(process.execPath, [COMMAND, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  try {
    const address = await new Promise<string>((found) => {
      child.stdout.setEncoding('utf8').once('data', (text: string) => found(text.trim()));
    });
    const response = await fetch(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    await response.text();
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended).toBe(0);
});

it('command and page carry the shader hash of these sources', () => {
  const command = dirname(COMMAND);
  for (const folder of [command, join(command, '../page/assets')]) {
    const scripts = readdirSync(folder).filter((name) => /\.m?js$/.test(name));
    // One calculates with it; another may hold a frozen run of the same kernels.
    const carrying = scripts.filter((name) => readFileSync(join(folder, name)).includes(SHADER_HASH));
    expect(carrying.length).toBeGreaterThan(0);
  }
});
