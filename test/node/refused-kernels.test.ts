/** A kernel that is wrong on this device is refused by whatever loads a model without a run: texts and scores. Runs: kernel-failures.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Engine, GenerateRequest, Outcome, ScoreRequest } from '../../src/worker/protocol';
import { engineOn, HIGH, valueOf } from '../fixtures/engine';
import { makeTinyLlama } from '../fixtures/tiny-llama';

const { files: model } = makeTinyLlama();
const WRITTEN: GenerateRequest = {
  ...{ powerPreference: HIGH, model, format: 'int4', prompt: 'abc', tokens: 2, temperature: 0, seed: 0 },
  ...{ ignoreEndOfText: true, bos: true },
};
const score = (engine: Engine, path: ScoreRequest['path']) =>
  engine.score({ powerPreference: HIGH, model, format: 'int4', tokens: [1, 2, 3, 4], path });

const ASKED: readonly { readonly what: string; readonly ask: (engine: Engine) => Promise<Outcome<unknown>> }[] = [
  { what: 'a text', ask: (engine) => engine.generate(WRITTEN, () => undefined) },
  { what: 'a score by prefill', ask: (engine) => score(engine, { kind: 'prefill' }) },
  { what: 'a score by decode', ask: (engine) => score(engine, { kind: 'decode', prefix: 2 }) },
];

/** Held for all tests: an engine to which nothing points may be collected before it answers. */
const sound = engineOn();

describe.each(ASKED)('$what', ({ ask }) => {
  it('is given where every kernel is right', async () => {
    expect(valueOf(await ask(sound.engine))).toBeDefined();
  });

  it.each(['gemv int4 ', 'gemm int4 '])(
    'is refused where %sis wrong, and nothing stays on the device',
    async (kernel) => {
      let edited = 0;
      const { engine, liveBytes } = engineOn({
        edit: (label, code) => {
          const changed = label.startsWith(kernel) ? code.replaceAll('scale(block, ', '1.05 * scale(block, ') : code;
          if (changed !== code) edited += 1;
          return changed;
        },
      });
      const outcome = await ask(engine);
      expect(edited).toBeGreaterThan(0);
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: 'kernel-check', where: expect.stringContaining(kernel) },
      });
      expect(liveBytes()).toBeLessThan(1024);
    },
  );
});
