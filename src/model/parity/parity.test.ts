/** The rules of parity, on logits made from the reference itself: what is right passes, and each kind of wrong fails. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argmax, klDivergence, logSumExp, negativeLogLikelihood, rowAt, type LogitRows } from './logits';
import { forcedTokens, parityOfPrompt } from './prompt';
import { parseQuantised, parseReference, QUANTISED_FORMATS, referenceKl, type PromptReference } from './reference';
import { klCheck, perplexityCheck, runParity, type ParityInput } from './run-parity';
import { parityTogether, textsTogether } from './together';
import { firstWindows, meanKl, meanNll, windowFigures } from './windows';

const folder = resolve(import.meta.dirname, '../../../public/models/fable');
const read = (file: string): string => readFileSync(resolve(folder, file), 'utf8');
const reference = parseReference(read('reference.json'), 'reference.json');
const quantised = parseQuantised(read('quantised.json'), 'quantised.json');
const VOCABULARY = 2048;

/** Logits that agree with the reference wherever it gives one and are low elsewhere. */
function logitsOf(prompt: PromptReference): LogitRows {
  const logits = new Float32Array(prompt.greedy.length * VOCABULARY).fill(-20);
  for (const [token, logit] of prompt.top20) logits[token] = logit;
  prompt.greedy.forEach(({ token, logit }, step) => {
    logits[step * VOCABULARY + token] = logit;
  });
  return { vocabSize: VOCABULARY, firstPosition: prompt.prompt_tokens.length - 1, logits };
}

function firstPrompt(): PromptReference {
  const [prompt] = reference.prompts;
  if (prompt === undefined) throw new Error('reference.json has no prompt');
  return prompt;
}

describe('the reference files that ship with Fable', () => {
  it('have six prompts, 32 windows, and a KL for each quantised format', () => {
    expect(reference.prompts).toHaveLength(6);
    expect(reference.perplexity.window_mean_nll).toHaveLength(32);
    expect(referenceKl(quantised, 'int8', 'quantised.json')).toHaveLength(32);
    expect(referenceKl(quantised, 'int4', 'quantised.json')[0]).toBe(0.018538);
    expect(referenceKl(quantised, 'mxfp4', 'quantised.json')[0]).toBe(0.03806);
    expect(referenceKl(quantised, 'nvfp4', 'quantised.json')[0]).toBe(0.022632);
    expect(referenceKl(quantised, 'w4a8', 'quantised.json')[0]).toBe(0.019087);
  });

  it('are refused by file and field where they do not fit', () => {
    expect(() => parseReference('{"prompts": []}', 'reference.json')).toThrow(/reference\.json.*prompts/);
    expect(() => parseQuantised('{', 'quantised.json')).toThrow(/quantised\.json/);
    expect(() => referenceKl({ rows: {} }, 'int4', 'quantised.json')).toThrow(/window_kl.*int4 -8\.\.7/);
  });
});

describe('a prompt under forced decode', () => {
  const prompt = firstPrompt();

  it('passes with the reference’s own logits, every step compared', () => {
    expect(parityOfPrompt(prompt, logitsOf(prompt))).toMatchObject({
      steps: 96,
      compared: 116,
      argmaxCompared: prompt.greedy.filter(({ margin }) => margin >= 0.04).length,
      argmaxMismatches: 0,
      passed: true,
    });
  });

  it('forces the prompt and every greedy token but the last', () => {
    expect(forcedTokens(prompt)).toHaveLength(prompt.prompt_tokens.length + 95);
    expect(forcedTokens(prompt).at(-1)).toBe(prompt.greedy.at(-2)?.token);
  });

  it('fails where one logit of a later step is 0.03 off', () => {
    const score = logitsOf(prompt);
    const token = prompt.greedy[50]?.token ?? 0;
    score.logits[50 * VOCABULARY + token] = (prompt.greedy[50]?.logit ?? 0) + 0.03;
    const parity = parityOfPrompt(prompt, score);
    expect(parity.largestDelta).toBeCloseTo(0.03, 4);
    expect(parity.passed).toBe(false);
  });

  it('fails where another token is the highest although the reference’s margin is wide', () => {
    const score = logitsOf(prompt);
    const step = prompt.greedy.findIndex(({ margin }) => margin > 0.5);
    score.logits[step * VOCABULARY + 2047] = 50;
    expect(parityOfPrompt(prompt, score)).toMatchObject({ argmaxMismatches: 1, passed: false });
  });

  it('does not hold an argmax against the engine where the margin is narrow', () => {
    const score = logitsOf(prompt);
    const step = prompt.greedy.findIndex(({ margin }) => margin < 0.04);
    score.logits[step * VOCABULARY + 2047] = 50;
    expect(parityOfPrompt(prompt, score).argmaxMismatches).toBe(0);
  });

  it('fails where a logit is not a number', () => {
    const score = logitsOf(prompt);
    score.logits[prompt.greedy[3]?.token ?? 0] = NaN;
    score.logits[3 * VOCABULARY + (prompt.greedy[3]?.token ?? 0)] = NaN;
    expect(parityOfPrompt(prompt, score).passed).toBe(false);
  });

  it('is refused where the engine gave too few positions', () => {
    const score = logitsOf(prompt);
    expect(() => parityOfPrompt(prompt, { ...score, logits: score.logits.subarray(VOCABULARY) })).toThrow(/position/);
  });
});

describe('prompts that were decoded together', () => {
  const prompts = reference.prompts.slice(0, 4);
  const texts = textsTogether(prompts);
  const alone = prompts.map(logitsOf);
  const rowsOf = (rows: readonly LogitRows[]): Float32Array => {
    const parts = texts.map(({ tokens, prefix }, i) =>
      (rows[i]?.logits ?? new Float32Array()).slice(0, (tokens.length - prefix + 1) * VOCABULARY),
    );
    const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    return all;
  };

  it('are of unlike lengths, and one is finished early', () => {
    const lengths = texts.map(({ tokens }) => tokens.length);
    expect(new Set(lengths).size).toBe(4);
    const steps = texts.map(({ tokens, prefix }) => tokens.length - prefix);
    expect(Math.min(...steps) * 3).toBeLessThan(Math.max(...steps));
  });

  it('pass with the logits that each has alone, and fail with one that is off or no number', () => {
    const together = rowsOf(alone);
    expect(parityTogether(texts, together, alone)).toMatchObject({ sequences: 4, largestDelta: 0, passed: true });
    for (const value of [0.03, NaN]) {
      const changed = together.slice();
      changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) + value;
      expect(parityTogether(texts, changed, alone).passed).toBe(false);
    }
  });

  it('fail where two have been mixed up', () => {
    const [first, second, ...rest] = alone;
    if (first === undefined || second === undefined) throw new Error('reference.json has too few prompts');
    expect(parityTogether(texts, rowsOf([second, first, ...rest]), alone).passed).toBe(false);
  });
});

describe('a row of logits', () => {
  const even = Float32Array.of(0, 0, 0, 0);
  const skewed = Float32Array.of(Math.log(0.5), Math.log(0.25), Math.log(0.125), Math.log(0.125));

  it('has the likelihoods of its softmax, however large it is', () => {
    expect(logSumExp(even)).toBeCloseTo(Math.log(4), 12);
    expect(
      negativeLogLikelihood(
        skewed.map((logit) => logit + 1000),
        0,
      ),
    ).toBeCloseTo(Math.log(2), 3);
  });

  it('differs from itself by nothing and from another by the known KL', () => {
    expect(klDivergence(skewed, skewed)).toBe(0);
    // Entropy of (1/2, 1/4, 1/8, 1/8) is 1.75 bits; against a uniform of 2 bits that leaves a quarter of a bit.
    expect(klDivergence(skewed, even)).toBeCloseTo(0.25 * Math.LN2, 6);
  });

  it('has its first highest as its argmax', () => {
    expect(argmax(Float32Array.of(1, 3, 3, NaN))).toBe(1);
  });

  it('is found by its position', () => {
    const rows = { vocabSize: 2, firstPosition: 4, logits: Float32Array.of(0, 1, 2, 3) };
    expect([...rowAt(rows, 5)]).toEqual([2, 3]);
    expect(() => rowAt(rows, 6)).toThrow(/position 6/);
    expect(() => rowAt(rows, 3)).toThrow(/position 3/);
  });
});

describe('windows of the held-out text', () => {
  const rows = (value: number): LogitRows => ({
    vocabSize: 2,
    firstPosition: 0,
    logits: Float32Array.from({ length: 2 * 100 }, (_, index) => (index % 2 === 0 ? value : 0)),
  });

  it('are scored from their second token on', async () => {
    const tokens = Array.from({ length: 100 }, () => 0);
    expect(await meanNll(rows(0), tokens)).toBeCloseTo(Math.LN2, 9);
  });

  it('have the KL, the agreement and the likelihood of two distributions that are known', async () => {
    const ln = Math.log;
    const row = (...shares: readonly number[]) => shares.map((share) => ln(share));
    const rowsOf = (...all: readonly (readonly number[])[]): LogitRows => ({
      vocabSize: 4,
      firstPosition: 0,
      logits: Float32Array.from(all.flat()),
    });
    const last = row(0.25, 0.25, 0.25, 0.25);
    const fp16 = rowsOf(row(0.5, 0.25, 0.125, 0.125), row(0.25, 0.5, 0.125, 0.125), last);
    const other = rowsOf(row(0.125, 0.5, 0.25, 0.125), row(0.25, 0.5, 0.125, 0.125), last);
    const { nll, kl, top1 } = await windowFigures(fp16, other, [3, 0, 1]);
    // The first position: 0.5 ln 4 + 0.25 ln 0.5 + 0.125 ln 0.5; the second is the same in both.
    expect(kl).toBeCloseTo((0.5 * ln(4) - 0.375 * ln(2)) / 2, 6);
    expect(top1).toBe(0.5);
    expect(nll).toBeCloseTo((ln(8) + ln(2)) / 2, 6);
    expect(Math.exp(nll)).toBeCloseTo(4, 5);
  });

  it('have no KL and full agreement with themselves, and a KL that is never negative', async () => {
    const logits = fc.float32Array({ min: -30, max: 30, noNaN: true, minLength: 24, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(logits, logits, async (p, q) => {
        const [a, b] = [p, q].map((values): LogitRows => ({ vocabSize: 8, firstPosition: 0, logits: values }));
        if (a === undefined || b === undefined) return;
        const tokens = [0, 1, 2];
        expect(await windowFigures(a, a, tokens)).toMatchObject({ kl: 0, top1: 1 });
        const { kl, nll, top1 } = await windowFigures(a, b, tokens);
        expect(kl).toBeGreaterThanOrEqual(0);
        expect(nll).toBeGreaterThanOrEqual(0);
        expect([0, 0.5, 1]).toContain(top1);
      }),
    );
  });

  it('give other work a turn every 32 positions', async () => {
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return Promise.resolve();
    };
    expect(await meanKl(rows(1), rows(0), 99, pause)).toBeGreaterThan(0);
    expect(pauses).toBe(3);
  });

  it('are consecutive and refused where the text is too short', () => {
    const encode = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0) - 97);
    expect(firstWindows('abcdefgh', encode, 2, 3)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(() => firstWindows('abc', encode, 2, 3)).toThrow(/3 tokens/);
  });
});

describe('the check of the windows', () => {
  it('takes a mean KL within a tenth of the reference’s for the same windows, and no other', () => {
    expect(klCheck('int4', [0.0185, 0.0175], [0.018538, 0.017487, 0.5]).passed).toBe(true);
    expect(klCheck('int4', [0.0205, 0.0197], [0.018538, 0.017487, 0.5]).passed).toBe(false);
    expect(klCheck('int4', [0.0155, 0.0162], [0.018538, 0.017487, 0.5]).passed).toBe(false);
    expect(klCheck('int4', [NaN], [0.018538]).passed).toBe(false);
  });

  it('takes a perplexity only next to the reference’s', () => {
    expect(perplexityCheck([3.2667, 2.5961], [3.266687, 2.596023]).passed).toBe(true);
    expect(perplexityCheck([3.28, 2.61], [3.266687, 2.596023]).passed).toBe(false);
  });
});

describe('the whole procedure', () => {
  const input: ParityInput = {
    reference: { ...reference, perplexity: { window: 4, window_mean_nll: [Math.LN2] } },
    quantised,
    heldOut: 'abababab',
    encode: (text) => Array.from(text, (character) => character.charCodeAt(0) - 97),
  };

  it('asks for each prompt by decode and each window by prefill, and fails a format that did not change', async () => {
    const asked: string[] = [];
    const report = await runParity(
      ({ format, tokens, path }) => {
        asked.push(`${format} ${path.kind} ${tokens.length}`);
        if (path.kind === 'prefill') {
          return Promise.resolve({ vocabSize: 2, firstPosition: 0, logits: new Float32Array(8) });
        }
        return Promise.resolve(logitsOf(firstPrompt()));
      },
      input,
      { windows: 1, prompts: 1 },
      () => undefined,
    );
    expect(asked).toEqual([
      'fp16 decode 100',
      'fp16 prefill 4',
      'int8 prefill 4',
      'int4 prefill 4',
      'mxfp4 prefill 4',
      'nvfp4 prefill 4',
      'w4a8 prefill 4',
    ]);
    expect(report.checks.map(({ id, passed }) => [id, passed])).toEqual([
      ['prompt once', true],
      ['perplexity fp16', true],
      ['kl int8', false],
      ['kl int4', false],
      ['kl mxfp4', false],
      ['kl nvfp4', false],
      ['kl w4a8', false],
    ]);
    expect(report.passed).toBe(false);
  });

  it('asks for all that one model reads before it asks for another: making one takes longer than reading', async () => {
    const models: string[] = [];
    await runParity(
      ({ format, path }) => {
        const texts = path.kind === 'decode' ? 1 + (path.beside ?? []).length : 1;
        const model = `${format} of ${texts}`;
        if (models.at(-1) !== model) models.push(model);
        const rows = path.kind === 'prefill' ? 4 : 200;
        return Promise.resolve({
          vocabSize: VOCABULARY,
          firstPosition: path.kind === 'prefill' ? 0 : path.prefix - 1,
          logits: new Float32Array(texts * rows * VOCABULARY),
        });
      },
      { ...input, reference: { ...input.reference, perplexity: { window: 4, window_mean_nll: [1, 1] } } },
      { windows: 2, prompts: 3 },
      () => undefined,
    );
    expect(models).toEqual([...['fp16 of 1', 'fp16 of 3'], ...QUANTISED_FORMATS.map((format) => `${format} of 1`)]);
  });
});
