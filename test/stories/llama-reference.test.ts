/**
 * Fable's F16 as a GGUF file, read by llama.cpp on the CPU: the tokens of reference.json, which transformers wrote in float32. Where the two
 * likeliest are a rounding apart, llama.cpp, which multiplies in f16, may take the other.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ggufOf } from '../../src/peers/gguf/fable-gguf';
import { launchBrowser } from '../browsers/support/browsers';

/** Of logits. */
const ROUNDING = 0.001;

const referenceSchema = z.object({
  prompts: z.array(
    z.object({
      text: z.string(),
      prompt_tokens: z.array(z.int()),
      greedy: z.array(z.object({ token: z.int(), margin: z.number() })),
    }),
  ),
});
const answersSchema = z.array(z.object({ read: z.int(), tokens: z.array(z.int()) }));

const fable = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(`public/models/fable/${name}`));
const { resolve } = createRequire(import.meta.url);

/** The package as it is, its WebAssembly and the file, on this machine. */
async function serve(gguf: Uint8Array): Promise<Server> {
  const files: Readonly<Record<string, readonly [string, Uint8Array | string]>> = {
    '/': ['text/html', '<!doctype html><title>llama.cpp</title>'],
    '/wllama.js': ['text/javascript', readFileSync(resolve('@wllama/wllama/esm/index.js'))],
    '/wllama.wasm': ['application/wasm', readFileSync(resolve('@wllama/wllama/esm/wasm/wllama.wasm'))],
    '/fable.gguf': ['application/octet-stream', gguf],
  };
  const server = createServer(({ url = '' }, response) => {
    const [type, content] = files[url] ?? ['text/plain', ''];
    response.writeHead(url in files ? 200 : 404, { 'Content-Type': type }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** In the page; it knows nothing of this file. */
const inPage = (asked: readonly { readonly prompt: string; readonly max_tokens: number }[]): string => `(async () => {
  const { Wllama } = await import('/wllama.js');
  const wllama = new Wllama({ default: '/wllama.wasm' }, { suppressNativeLog: true });
  wllama.setCompat(null);
  const file = await (await fetch('/fable.gguf')).blob();
  await wllama.loadModel([file], { n_ctx: 512, n_parallel: 1, n_gpu_layers: 0, n_threads: 1 });
  const answers = [];
  for (const one of ${JSON.stringify(asked)}) {
    const tokens = [];
    let read = 0;
    const onData = ({ __verbose: said }) => {
      tokens.push(...said.tokens);
      read = said.tokens_evaluated;
    };
    const greedy = { temperature: 0, top_k: 1, cache_prompt: false, ignore_eos: true, verbose: true, stream: true };
    await wllama.createCompletion({ ...greedy, ...one, onData });
    answers.push({ read, tokens });
  }
  await wllama.exit();
  return answers;
})()`;

describe('llama.cpp on the CPU', () => {
  let server: Server;
  let browser: Browser;
  let origin = '';

  beforeAll(async () => {
    const templates = {
      tensors: new Blob([fable('gguf/templates.json')]),
      headers: new Blob([fable('gguf/headers.bin')]),
    };
    server = await serve(await ggufOf('f16', templates, new Blob([fable('model.safetensors')])));
    origin = addressOf(server);
    browser = await launchBrowser('chromium', false);
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it(
    'reads the prompts of the reference as the same tokens, and writes what it wrote',
    { timeout: 120_000 },
    async () => {
      const { prompts } = referenceSchema.parse(JSON.parse(new TextDecoder().decode(fable('reference.json'))));
      const page = await browser.newPage();
      await page.goto(origin);
      const asked = prompts.map(({ text, greedy }) => ({ prompt: text, max_tokens: greedy.length }));
      const answers = answersSchema.parse(await page.evaluate(inPage(asked)));
      expect(answers.map(({ read }) => read)).toEqual(prompts.map(({ prompt_tokens: tokens }) => tokens.length));
      for (const [index, { text, greedy }] of prompts.entries()) {
        const written = answers[index]?.tokens ?? [];
        expect(written.length, text).toBe(greedy.length);
        const apart = greedy.find(({ token }, i) => token !== written[i]);
        expect(apart?.margin ?? 0, text).toBeLessThan(ROUNDING);
      }
    },
  );
});

function addressOf(server: Server): string {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/`;
}
