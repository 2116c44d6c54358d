/** The real thread with Fable, on what a device has really written (honest.json), and on what it has not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers } from './honest.json';
import { createProver, type Prover } from './prover';
import { PROOF_FORMATS, PROOF_TOKENS } from '../contract/proof';

const FABLE = fileURLToPath(new URL('../../../../public/models/fable', import.meta.url));
const [first, second] = answers;
if (first === undefined || second === undefined) throw new Error('honest.json has no two answers');

describe('the prover with Fable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-prover-'));
  let prover: Prover;

  beforeAll(async () => {
    await build({
      ...{ configFile: false, logLevel: 'error', publicDir: false, ssr: { noExternal: true } },
      build: {
        ...{ ssr: fileURLToPath(new URL('prover-thread.ts', import.meta.url)), outDir: folder, minify: false },
        rolldownOptions: { output: { entryFileNames: 'thread.mjs' } },
      },
    });
    prover = await createProver(FABLE, pathToFileURL(join(folder, 'thread.mjs')));
  });

  afterAll(async () => {
    await prover.dispose();
    rmSync(folder, { recursive: true });
  });

  it.each(PROOF_FORMATS)('accepts what a device has written in %s', async (format) => {
    for (const { seed, tokens } of answers) {
      const verdict = await prover.check({ format, seed }, tokens[format]);
      expect(verdict, String(seed)).toMatchObject({ accepted: true, reason: null });
    }
  });

  it('refuses one token that is changed, wherever it stands, and says where', async () => {
    for (const at of [0, PROOF_TOKENS - 1]) {
      const changed = first.tokens.fp16.with(at, 300);
      const { accepted, reason, at: found } = await prover.check({ format: 'fp16', seed: first.seed }, changed);
      expect({ accepted, reason }).toEqual({ accepted: false, reason: 'gap' });
      // What follows a wrong token is read after it, and may be as unlikely.
      expect(found).toBeGreaterThanOrEqual(at);
    }
  });

  it('refuses the answer to another challenge: what is copied fits its own seed alone', async () => {
    const verdict = await prover.check({ format: 'int8', seed: second.seed }, first.tokens.int8);
    expect(verdict).toMatchObject({ accepted: false, reason: 'gap' });
  });

  it('refuses FP16 where INT4 was asked for, and INT4 where FP16 was', async () => {
    const { seed, tokens } = first;
    expect(await prover.check({ format: 'int4', seed }, tokens.fp16)).toMatchObject({ accepted: false });
    expect(await prover.check({ format: 'fp16', seed }, tokens.int4)).toMatchObject({ accepted: false });
  });

  it('leaves the server its thread: others are answered meanwhile', async () => {
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 5);
    await prover.check({ format: 'fp16', seed: first.seed }, first.tokens.fp16);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(3);
  });
});
