/** The lab's calls of a real engine, with Fable: its texts are those of `generate`, its quality that of the reference, its layers add up. */
import { describe, expect, it } from 'vitest';
import { MODEL_FORMATS } from '../../src/kernels/recipe';
import { CHOICE_OF } from '../../src/lab/choice';
import { COARSE_LOSS } from '../../src/lab/coarse-loss';
import { modelChoiceText, WHOLE_MODEL, type ModelChoice } from '../../src/lab/model-choice';
import { summary } from '../../src/lab/quality';
import { parseQuantised, referenceKl } from '../../src/model/parity/reference';
import type { LabTextsEvent } from '../../src/worker/protocol';
import { engineOn, fable, HIGH, valueOf } from '../fixtures/engine';
import { fidelityFiles } from '../fixtures/fidelity-files';

const PROMPT = 'Once upon a time';
const simulated: ModelChoice = { kind: 'simulated', choice: CHOICE_OF.int4, part: WHOLE_MODEL };
const COARSE: ModelChoice = {
  kind: 'simulated',
  choice: { kind: 'integer', bits: 2, block: 32, grid: 'symmetric' },
  part: WHOLE_MODEL,
};
const CHOICES: readonly ModelChoice[] = [
  ...MODEL_FORMATS.map((format): ModelChoice => ({ kind: 'shipped', format })),
  COARSE,
  simulated,
];
const isSame = (one: ModelChoice, other: ModelChoice): boolean => modelChoiceText(one) === modelChoiceText(other);
const took = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const begin = performance.now();
  const value = await work();
  console.log(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return value;
};

describe('the lab', () => {
  const { engine } = engineOn();

  it('writes by every choice what the model writes alone, simulated or not, with the two likeliest tokens of each step', async () => {
    const model = await fable();
    const events: LabTextsEvent[] = [];
    const request = { powerPreference: HIGH, model, prompt: PROMPT, tokens: 12, choices: CHOICES } as const;
    await took('six formats and two that are simulated, made ready', () => engine.labReady(request));
    expect(events).toEqual([]);
    const outcome = await took('12 tokens of each', () => engine.labTexts(request, (event) => void events.push(event)));
    const { texts, failures, alone } = valueOf(outcome);
    expect({ failures, alone, choices: texts.map(({ choice }) => choice) }).toEqual({
      ...{ failures: [], alone: true, choices: CHOICES },
    });
    const int4 = texts.find(({ choice }) => modelChoiceText(choice) === 'int4');
    const alike = valueOf(
      await engine.generate(
        {
          ...{ powerPreference: HIGH, model, format: 'int4', prompt: PROMPT, tokens: 12 },
          ...{ temperature: 0, seed: 0, ignoreEndOfText: false, bos: false },
        },
        () => undefined,
      ),
    );
    expect(int4?.text).toBe(alike.text);
    expect(int4?.steps.map(({ token }) => token)).toEqual(alike.tokens);
    for (const { choice, steps, tokensPerSecond, text } of texts) {
      if (choice.kind === 'shipped') expect(tokensPerSecond).toBeGreaterThan(0);
      else expect(tokensPerSecond).toBeNull();
      expect(steps).not.toEqual([]);
      expect(steps.map((step) => step.text).join('')).toBe(text);
      expect(
        events.flatMap((event) => (event.type === 'token' && isSame(event.choice, choice) ? [event.text] : [])),
      ).toEqual(steps.map((step) => step.text));
      for (const { token, probability, candidates } of steps) {
        const [first, second] = candidates;
        expect(first.probability).toBeGreaterThanOrEqual(second.probability);
        expect(first.probability + second.probability).toBeLessThanOrEqual(1);
        // The likeliest, but for what two kernels make of equal ones.
        expect(probability).toBeGreaterThan(first.probability * 0.999);
        expect([first.token, second.token]).toContain(token);
      }
    }
    const first = (choice: ModelChoice): number =>
      texts.find((one) => isSame(one.choice, choice))?.steps[0]?.probability ?? NaN;
    expect(Math.abs(first(simulated) / first({ kind: 'shipped', format: 'int4' }) - 1)).toBeLessThan(0.02);
    expect(Math.abs(first(COARSE) / first({ kind: 'shipped', format: 'fp16' }) - 1)).toBeGreaterThan(0.05);
  });

  it('gives a format of the product the same quality whether it is shipped or simulated, and keeps it', async () => {
    const files = await fidelityFiles();
    const quality = (choice: ModelChoice) =>
      engine.labQuality({ powerPreference: HIGH, files, choice, windows: 2 }, () => undefined);
    const shipped = valueOf(
      await took('shipped INT4 and FP16, two windows', () => quality({ kind: 'shipped', format: 'int4' })),
    );
    const rounded = valueOf(await took('simulated INT4, two windows', () => quality(simulated)));
    expect([shipped.simulated, rounded.simulated]).toEqual([false, true]);
    const expected = referenceKl(
      parseQuantised(await files.quantised.text(), 'quantised.json'),
      'int4',
      'quantised.json',
    );
    expect(rounded.windows).toHaveLength(2);
    for (const [i, { kl, nll, top1 }] of rounded.windows.entries()) {
      const own = shipped.windows[i];
      expect(Math.abs(kl / (own?.kl ?? NaN) - 1)).toBeLessThan(0.02);
      expect(Math.abs(kl / (expected[i] ?? NaN) - 1)).toBeLessThan(0.05);
      expect(Math.abs(nll - (own?.nll ?? NaN))).toBeLessThan(0.002);
      expect(Math.abs(top1 - (own?.top1 ?? NaN))).toBeLessThan(0.01);
    }
    const coarse = valueOf(await took('two bits, two windows', () => quality(COARSE)));
    expect(coarse.choice).toBe(COARSE_LOSS.quality.choice);
    for (const [i, { kl, nll, top1 }] of coarse.windows.entries()) {
      const frozen = COARSE_LOSS.quality.windows[i];
      expect(Math.abs(kl / (frozen?.kl ?? NaN) - 1)).toBeLessThan(0.02);
      expect(Math.abs(nll - (frozen?.nll ?? NaN))).toBeLessThan(0.005);
      expect(Math.abs(top1 - (frozen?.top1 ?? NaN))).toBeLessThan(0.01);
    }
    expect(rounded.fp16Nll).toEqual(shipped.fp16Nll);
    const again = valueOf(await took('once more', () => quality(simulated)));
    expect(again).toEqual(rounded);
  });

  it('ranks the layers by what each costs alone, which together is about what all cost', async () => {
    const files = await fidelityFiles();
    const request = { powerPreference: HIGH, files, choice: CHOICE_OF.int4, by: 'layer', windows: 1 } as const;
    const fractions: number[] = [];
    const parts = valueOf(
      await took('six layers, one window', () =>
        engine.labLayers(request, (event) => {
          if (event.type === 'progress') fractions.push(event.fraction);
        }),
      ),
    );
    const costs = parts.map(({ quality }) => summary(quality).kl);
    expect(parts.map(({ part }) => (part.kind === 'layer' ? part.layer : NaN)).toSorted((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(fractions).not.toEqual([]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const all = valueOf(
      await engine.labQuality({ powerPreference: HIGH, files, choice: simulated, windows: 1 }, () => undefined),
    );
    const sum = costs.reduce((total, cost) => total + cost, 0);
    expect(sum / summary(all).kl).toBeGreaterThan(0.5);
    expect(sum / summary(all).kl).toBeLessThan(2);
  });

  it('ends at a cancel, and answers the next call', async () => {
    const files = await fidelityFiles();
    const choice: ModelChoice = { kind: 'simulated', choice: CHOICE_OF.nvfp4, part: { kind: 'role', role: 'down' } };
    const asked = engine.labQuality({ powerPreference: HIGH, files, choice, windows: 4 }, () => void engine.cancel());
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const outcome = await engine.labQuality({ powerPreference: HIGH, files, choice, windows: 1 }, () => undefined);
    expect(valueOf(outcome).windows).toHaveLength(1);
  });

  it('refuses more tokens or windows than it has room for, and an empty prompt', async () => {
    const [model, files] = [await fable(), await fidelityFiles()];
    const texts = {
      powerPreference: HIGH,
      model,
      prompt: PROMPT,
      choices: [{ kind: 'shipped', format: 'fp16' }],
    } as const;
    const choice: ModelChoice = { kind: 'shipped', format: 'fp16' };
    const refused = { ok: false, error: { code: 'option' } };
    expect(await engine.labTexts({ ...texts, tokens: 201 }, () => undefined)).toMatchObject(refused);
    expect(await engine.labTexts({ ...texts, tokens: 5, prompt: '' }, () => undefined)).toMatchObject(refused);
    const many = { powerPreference: HIGH, files, choice, windows: 33 } as const;
    expect(await engine.labQuality(many, () => undefined)).toMatchObject(refused);
  });

  it('says of each matrix what a choice makes of it, quickly', async () => {
    const model = await fable();
    const ask = (choice: ModelChoice) => took('facts of the tensors', () => engine.labTensors({ model, choice }));
    const tensors = valueOf(await ask({ kind: 'shipped', format: 'int4' }));
    expect(tensors.map(({ name }) => name).slice(0, 5)).toEqual([
      ...['embedding', 'layer 0 qkv', 'layer 0 output', 'layer 0 gate up', 'layer 0 down'],
    ]);
    expect(tensors).toHaveLength(25);
    expect(tensors.slice(1).map(({ choice }) => choice)).toEqual(Array.from({ length: 24 }, () => '4e32'));
    expect(tensors[0]).toMatchObject({ choice: '8s32', bytes: (2048 * 256 * 8.5) / 8 });
    for (const { rows, columns, histogram, relativeError, choice } of tensors) {
      expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(rows * columns);
      expect(relativeError).toBeGreaterThan(choice === '4e32' ? 0.05 : 0);
      expect(relativeError).toBeLessThan(0.15);
    }
    const again = valueOf(await ask({ kind: 'shipped', format: 'fp16' }));
    expect(new Set(again.map(({ relativeError }) => relativeError))).toEqual(new Set([0]));
  });
});
