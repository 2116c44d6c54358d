/** Engines on a text: after they were timed all read the same passage, and each one's figures stand beside ours, or why there are none. */
import { describe, expect, it } from 'vitest';
import type { Contestant } from '../../src/benchmark/contestant';
import { identityOf } from '../../src/benchmark/whose';
import { TokamarkError } from '../../src/foundation/errors';
import { bytes, seconds } from '../../src/foundation/units';
import { RECIPES } from '../../src/kernels/recipe';
import type { LogitRows } from '../../src/model/parity/logits';
import { windowFigures } from '../../src/model/parity/windows';
import { openFolderTokenizer } from '../../src/model/files/folder';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import { toMarkdown } from '../../src/report/markdown';
import { engineOn, fable, HIGH, once, runOn, valueOf } from '../fixtures/engine';

const TEXT = 'Once upon a time there was a little rabbit who lived in the wood with her mother and three brothers.';
const READ = 12;
const VOCAB = 2048;
const DECODE = { phase: 'decode', depth: 8, tokens: READ - 8, batch: 1 } as const;
const RUN = { passage: TEXT, shape: null, tests: [DECODE], repetitions: 2 } as const;

type Logits = (tokens: readonly number[]) => Promise<LogitRows | null>;

/** Waits instead of computing, and gives what it is told to. */
function played(name: string, logits?: Logits, seen: string[] = []): Contestant {
  const recipe = { ...RECIPES.fp16 };
  const contestant: Contestant = {
    ...identityOf(name, recipe),
    ...{ weights: null, about: { version: `${name} 1.0`, settings: [] } },
    load: ({ tests }) =>
      Promise.resolve({
        ...{ tests, kernels: null, ...(logits === undefined ? {} : { logits }) },
        facts: () => ({
          ...{ losses: [], weightBytes: bytes(1000), bytesReadPerToken: bytes(1000), bufferBytes: null },
          ...{ tokensPerSubmit: 1, variants: {} },
        }),
        pass: () => {
          seen.push('pass');
          return Promise.resolve({ taken: seconds(0.01), work: null });
        },
        dispose: () => void seen.push('freed'),
      }),
  };
  return contestant;
}

const allAs = (value: number): Logits => {
  return ({ length }) =>
    Promise.resolve({ vocabSize: VOCAB, firstPosition: 0, logits: new Float32Array(length * VOCAB).fill(value) });
};

describe('the same passage, read by each engine', () => {
  it('has the figures of ours as scoring has them, and those of another engine to our FP16', async () => {
    const seen: string[] = [];
    const even: Logits = (tokens) => {
      seen.push(`logits of ${tokens.length}`);
      return allAs(0)(tokens);
    };
    const { engine } = engineOn({}, { peers: () => Promise.resolve([played('even', even, seen), played('mute')]) });
    const model = await fable();
    const { result, events } = await runOn(engine, { ...RUN, model, formats: ['int4', 'fp16'] });
    expect(result.status).toBe('complete');
    expect(events.findLast(({ type }) => type === 'progress')).toMatchObject({ step: 'passage' });
    expect(seen.slice(-2)).toEqual([`logits of ${READ}`, 'freed']);

    const tokens = (await openFolderTokenizer(model)).encode(TEXT).slice(0, READ);
    const path = { kind: 'decode', prefix: 1 } as const;
    const scored = async (format: 'fp16' | 'int4'): Promise<LogitRows> =>
      valueOf(await engine.score({ powerPreference: HIGH, model, format, tokens, path }));
    const [fp16, int4] = [await scored('fp16'), await scored('int4')];
    const [base, rounded] = [await windowFigures(fp16, fp16, tokens), await windowFigures(fp16, int4, tokens)];
    const { passage } = result;
    const rowOf = (name: string, format = 'fp16') =>
      passage?.rows.find((row) => row.engine === name && row.format === format);
    expect(passage).toMatchObject({ model: 'Fable', tokens: READ });
    expect(rowOf('tokamark')).toMatchObject({ kl: null, top1: null, error: null });
    expect(rowOf('tokamark')?.perplexity).toBeCloseTo(Math.exp(base.nll), 3);
    expect(rowOf('tokamark', 'int4')?.perplexity).toBeCloseTo(Math.exp(rounded.nll), 3);
    expect(rowOf('tokamark', 'int4')?.kl).toBeCloseTo(rounded.kl, 5);
    expect(rowOf('tokamark', 'int4')?.top1).toBeCloseTo(rounded.top1, 5);
    expect(rowOf('even')?.perplexity).toBeCloseTo(VOCAB, 6);
    expect(rowOf('even')?.kl).toBeGreaterThan(1);
    expect(rowOf('mute')).toMatchObject({ perplexity: null, kl: null, top1: null, error: null });

    const text = toMarkdown(result);
    expect(text).toMatch(/\| even FP16 +\| +2048\.000 \|/);
    expect(text).toMatch(/\| mute FP16 +\| +not given \|/);
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
  });

  it('costs one that fails in it its own figures there, and its speed one whose logits are not the model’s', async () => {
    const broken = new TokamarkError({ code: 'peer', message: 'It broke.', where: 'broken', remedy: 'Leave it out.' });
    const peers = [played('broken', () => Promise.reject(broken)), played('odd', allAs(NaN)), played('even', allAs(1))];
    const { engine } = engineOn({}, { peers: () => Promise.resolve(peers) });
    const { result } = await runOn(engine, { ...RUN, model: await fable(), formats: ['fp16'] });
    expect(result.status).toBe('complete');
    expect(
      result.results.map(({ engine, status, tokensPerSecond }) => [engine, status, tokensPerSecond !== null]),
    ).toEqual([
      ['tokamark', 'complete', true],
      ['broken', 'complete', true],
      ['odd', 'failed', false],
      ['even', 'failed', false],
    ]);
    expect(result.passage?.rows.map((row) => [row.engine, row.error?.code ?? null, row.perplexity !== null])).toEqual([
      ['tokamark', null, true],
      ['broken', 'peer', false],
      ['odd', 'kernel-check', false],
      ['even', null, true],
    ]);
    expect(toMarkdown(result)).toContain('broken FP16 did not read the passage: It broke. Leave it out.');
  });

  it('is left where the run is cancelled, with what was read before it', async () => {
    const { engine } = engineOn(
      {},
      {
        peers: () =>
          Promise.resolve([
            played('endless', () => new Promise((resolve) => setTimeout(resolve, 200, null))),
            played('last', allAs(0)),
          ]),
      },
    );
    const cancel = once(
      (event) => event.type === 'progress' && event.step === 'passage' && event.detail.startsWith('endless'),
      () => engine.cancel(),
    );
    const { result } = await runOn(engine, { ...RUN, model: await fable(), formats: ['fp16'] }, cancel);
    expect(result.status).toBe('cancelled');
    expect(result.passage?.rows.map(({ engine: of }) => of)).not.toContain('last');
    expect(result.results.every(({ tokensPerSecond }) => tokensPerSecond !== null)).toBe(true);
  });

  it('is read by nobody where no other engine takes part, or none reads a text', async () => {
    const alone = await runOn(engineOn().engine, { ...RUN, model: await fable(), formats: ['fp16'] });
    expect(alone.result).toMatchObject({ status: 'complete', passage: null });
    const { engine } = engineOn({}, { peers: () => Promise.resolve([played('even', allAs(0))]) });
    const spread = await runOn(engine, { formats: ['fp16'], tests: [DECODE], repetitions: 2 });
    expect(spread.result).toMatchObject({ status: 'complete', passage: null });
  });
});
