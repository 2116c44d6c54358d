/** How the server's thread speaks with the thread that checks; what that computes is in honest.test.ts. */
import { afterEach, describe, expect, it } from 'vitest';
import { createProver, type Prover } from './prover';
import { PROOF_TOKENS } from '../contract/proof';

/** A thread whose reference finds no gap at seed 0, one of the size of any other seed, and which ends at 13. It answers when it has been asked for `after`. */
const fake = (start: string, after = 1) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      const asked = [];
      parentPort.on('message', (message) => {
        if (message.seed === 13) process.exit(3);
        asked.push(message);
        if (asked.length < ${after}) return;
        for (const { id, seed } of asked.splice(0)) parentPort.postMessage({ id, gaps: [0, seed] });
      });
      parentPort.postMessage(${start});
    `)}`,
  );

const READY = '{ id: 0, gaps: [] }';
const TOKENS = Array.from({ length: PROOF_TOKENS }, () => 1);

describe('the prover', () => {
  let prover: Prover | null = null;
  const open = async (thread: URL): Promise<Prover> => (prover = await createProver('', thread));
  afterEach(() => prover?.dispose());

  it('gives the verdict on what its thread has found', async () => {
    const { check } = await open(fake(READY));
    expect(await check({ format: 'fp16', seed: 0 }, TOKENS)).toMatchObject({
      accepted: true,
      worstGap: 0,
      reason: null,
    });
    expect(await check({ format: 'fp16', seed: 9 }, TOKENS)).toMatchObject({ accepted: false, worstGap: 9, at: 1 });
  });

  it('asks its thread nothing about what is no answer', async () => {
    const { check } = await open(fake(READY, Infinity));
    expect(await check({ format: 'fp16', seed: 0 }, [])).toMatchObject({ reason: 'count' });
    expect(await check({ format: 'fp16', seed: 0 }, TOKENS.with(3, -1))).toMatchObject({ reason: 'vocabulary', at: 3 });
  });

  it('tells whoever waits that its thread has ended, and starts one for the next', async () => {
    const { check } = await open(fake(READY));
    const all = [13, 0].map((seed) => check({ format: 'int8', seed }, TOKENS));
    for (const one of await Promise.allSettled(all)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'internal', where: 'proof' } });
    }
    const again = [0, 0].map((seed) => check({ format: 'int8', seed }, TOKENS));
    expect((await Promise.all(again)).every(({ accepted }) => accepted)).toBe(true);
  });

  it('answers nobody once it is over', async () => {
    const { check, dispose } = await open(fake(READY, Infinity));
    const waiting = check({ format: 'int4', seed: 0 }, TOKENS);
    const heard = expect(waiting).rejects.toMatchObject({ code: 'internal' });
    await dispose();
    await heard;
    await expect(check({ format: 'int4', seed: 0 }, TOKENS)).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses what its thread could not compute', async () => {
    const { check } = await open(fake(READY));
    expect(await check({ format: 'fp16', seed: NaN }, TOKENS)).toMatchObject({
      accepted: false,
      worstGap: null,
      at: 1,
    });
  });

  it('does not begin where its thread cannot, and says why', async () => {
    await expect(createProver('', fake(`{ id: 0, error: 'Other weights.' }`))).rejects.toMatchObject({
      ...{ code: 'weights', message: 'Other weights.', where: 'model.safetensors' },
    });
  });
});
