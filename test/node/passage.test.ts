/** A run on a text: every contestant reads the same passage, and what they wrote after it stands in the result. */
import { describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import { toMarkdown } from '../../src/report/markdown';
import { engineOn, fable, HIGH, runOn, valueOf } from '../fixtures/engine';

const TEXT = 'Once upon a time there was a little rabbit who lived in the wood with her mother and three brothers.';
const READ = 9;
const WRITTEN = 6;

describe('a run on a text', () => {
  it('has the text go on as generating does, and keeps it', async () => {
    const { engine } = engineOn();
    const model = await fable();
    const tests = [
      ...testsAt(8, WRITTEN, [0]).filter(({ phase }) => phase === 'prefill'),
      { phase: 'decode', depth: READ - 1, tokens: WRITTEN, batch: 1 } as const,
    ];
    const asked = { model, passage: TEXT, shape: null, formats: ['fp16'] as const, tests, repetitions: 2 };
    const { result } = await runOn(engine, asked);
    expect(result).toMatchObject({ status: 'complete', receipt: null });
    const [fp16] = result.written;
    expect(result.written.map(({ format }) => format)).toEqual(['fp16']);
    expect(TEXT.startsWith(fp16?.prompt ?? '-')).toBe(true);
    const generated = valueOf(
      await engine.generate(
        {
          ...{ powerPreference: HIGH, model, format: 'fp16', prompt: fp16?.prompt ?? '', tokens: WRITTEN },
          ...{ temperature: 0, seed: 1, ignoreEndOfText: true, bos: true },
        },
        () => undefined,
      ),
    );
    expect(generated.promptTokens).toHaveLength(READ);
    expect(fp16?.tokens).toEqual(generated.tokens);
    expect(fp16?.text).toBe(generated.text);
    const [entry] = result.results;
    expect(entry?.workload.prompt.rule).toMatch(/^passage\/1 sha256:[0-9a-f]{64}$/);
    expect(toMarkdown(result)).toContain('## What each engine wrote');
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
  });

  it('is refused where no model reads it', async () => {
    const { result } = await runOn(engineOn().engine, { passage: TEXT });
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'option', where: 'passage' } });
  });
});
