/** What the lab asks for, in which order, and what it keeps of the answers. */
import { describe, expect, it } from 'vitest';
import { CHOICE_OF, type Choice } from '../../../lab/choice';
import { COARSE_LOSS } from '../../../lab/coarse-loss';
import { fableSize } from '../../../lab/fable-bytes';
import { modelChoiceText, wholeModel } from '../../../lab/model-choice';
import { summary, type Quality } from '../../../lab/quality';
import { FROZEN } from '../../../report/fidelity-reference/reference';
import type { LabCalls } from '../../lab-calls';
import { COARSE } from '../state';
import { createLimits, choicesWith } from './limits';
import { qualityRows, windowsOf } from './quality-model';

const OWN: Choice = { kind: 'integer', bits: 3, block: 64, grid: 'symmetric' };

const FP16 = { kind: 'shipped', format: 'fp16' } as const;

const quality = (choice: string, kl: number): Quality => ({
  ...{ choice, simulated: choice.startsWith('sim'), windowTokens: 512, fp16Nll: [3, 3] },
  windows: [
    { nll: 3.1, kl, top1: 0.9 },
    { nll: 3.1, kl, top1: 0.7 },
  ],
});

function lab(
  over: Partial<LabCalls> = {},
  onChange: (when: string) => void = () => undefined,
  now: () => number = () => 0,
  giveWay?: () => Promise<void>,
) {
  const asked: string[] = [];
  const calls: LabCalls = {
    texts: () => Promise.resolve({ ok: true, value: { texts: [], failures: [], alone: true } }),
    quality: ({ choice }, onEvent) => {
      asked.push(modelChoiceText(choice));
      onEvent({ type: 'progress', fraction: 0.5 });
      return Promise.resolve({ ok: true, value: quality(modelChoiceText(choice), 0.1) });
    },
    layers: ({ choice }, onEvent) => {
      for (const [layer, kl] of [0.1, 0.3, 0.2].entries()) {
        const part = { kind: 'layer', layer } as const;
        const text = modelChoiceText({ kind: 'simulated', choice, part });
        onEvent({ type: 'part', part, quality: quality(text, kl) });
      }
      return Promise.resolve({ ok: true, value: [] });
    },
    tensors: () =>
      Promise.resolve({ ok: false, error: { code: 'network', message: 'No.', where: '', remedy: 'Try.' } }),
    ready: () => Promise.resolve(true),
    cancel: () => void asked.push('cancel'),
    ...over,
  };
  const limits = createLimits(calls, onChange, now, giveWay);
  const settled = async (): Promise<void> => {
    while (limits.state().job !== null) await Promise.resolve();
  };
  return { limits, asked, settled };
}

describe('the lab', () => {
  it('measures the six formats, and first after FP16 the choice of a person where it is none of them', async () => {
    expect(choicesWith(CHOICE_OF.int4)).toHaveLength(6);
    const { limits, asked, settled } = lab();
    limits.ask('quality', OWN, '');
    await settled();
    expect(asked).toEqual(['fp16', 'sim-3s64', 'int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8']);
    expect(Object.keys(limits.state().quality)).toEqual(asked);
    expect(limits.state().problem).toBeNull();
  });

  it('asks for one thing at a time, and stops between two formats where it is cancelled', async () => {
    const { limits, asked, settled } = lab();
    limits.ask('quality', OWN, '');
    limits.ask('layers', OWN, '');
    while (asked.length === 0) await Promise.resolve();
    limits.cancel();
    expect(limits.state().job?.stopping).toBe(true);
    limits.cancel();
    await settled();
    limits.cancel();
    expect(asked).toEqual(['fp16', 'cancel']);
    expect(limits.state().layers).toBeNull();
    expect(limits.state().problem?.code).toBe('cancelled');
  });

  it('asks only once what was made ready unasked has given way, and not where it was cancelled until then', async () => {
    let give = (): void => undefined;
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const { limits, asked, settled } = lab({}, undefined, undefined, () => given);
    limits.ask('quality', OWN, '');
    expect(limits.state().job?.kind).toBe('quality');
    limits.cancel();
    give();
    await settled();
    expect(asked).toEqual(['cancel']);
    expect(limits.state().problem?.code).toBe('cancelled');
  });

  it('has what comes with each token drawn later, and all else at once', async () => {
    const drawn: string[] = [];
    const texts: LabCalls['texts'] = (_, onEvent) => {
      onEvent({ type: 'begin', choice: FP16 });
      onEvent({ type: 'token', choice: FP16, text: ' a' });
      return Promise.resolve({
        ok: true,
        value: { prompt: '', promptTokens: 1, texts: [], failures: [], alone: true },
      });
    };
    const { limits, settled } = lab({ texts }, (when) => drawn.push(when));
    limits.ask('texts', OWN, 'Once');
    await settled();
    expect(drawn).toEqual(['now', 'later', 'later', 'now', 'now']);
    expect(limits.state().streamed).toEqual({ fp16: ' a' });
  });

  it('reckons by what is done how long the rest takes, once enough is done', async () => {
    let clock = 0;
    const left: (number | null | undefined)[] = [];
    const layers: LabCalls['layers'] = (_, onEvent) => {
      for (const [fraction, at] of [
        [0.02, 6],
        [0.04, 4],
        [0.25, 20],
      ] as const) {
        clock = 1000 * at;
        onEvent({ type: 'progress', fraction });
        left.push(limits.state().job?.left);
      }
      return Promise.resolve({ ok: true, value: [] });
    };
    const { limits, settled } = lab({ layers }, undefined, () => clock);
    limits.ask('layers', OWN, '');
    await settled();
    expect(left).toEqual([null, null, 60]);
  });

  it('ranks the parts that have come by what they cost', async () => {
    const { limits, settled } = lab();
    limits.ask('layers', OWN, '');
    await settled();
    const { layers } = limits.state();
    expect(layers?.choice).toBe('3s64');
    expect(layers?.parts.map((part) => summary(part.quality).kl.toFixed(3))).toEqual(['0.300', '0.200', '0.100']);
  });

  it('says what failed, and asks again at the next press', async () => {
    const { limits, settled } = lab();
    limits.ask('tensors', OWN, '');
    await settled();
    expect(limits.state().problem?.message).toBe('No.');
    limits.ask('texts', OWN, 'Once');
    expect(limits.state().problem).toBeNull();
    await settled();
  });
});

describe('the table of losses', () => {
  it('is the frozen reference until something is measured here, and the own choice has no figure until then', () => {
    const before = qualityRows(OWN, {});
    expect(before.map(({ basis }) => basis)).toEqual([null, ...Array<string>(7).fill('reference')]);
    expect(before.find(({ choice }) => choice.kind === 'shipped' && choice.format === 'int4')?.change).toBeCloseTo(
      0.014,
      3,
    );
    const [after] = qualityRows(OWN, { 'sim-3s64': quality('sim-3s64', 0.2) });
    expect(after).toMatchObject({ basis: 2, kl: 0.2, top1: 0.8 });
    expect(after?.change).toBeCloseTo(Math.expm1(0.1), 9);
  });

  it('has two bits as a reference whatever is chosen, once, of the same model and text as the formats', () => {
    const coarse = (choice: Choice) =>
      qualityRows(choice, {}).filter((row) => modelChoiceText(row.choice) === COARSE_LOSS.quality.choice);
    for (const choice of [COARSE, OWN, CHOICE_OF.int4]) expect(coarse(choice)).toHaveLength(1);
    expect(coarse(OWN)[0]).toMatchObject({ basis: 'reference', bits: fableSize(COARSE).bitsPerWeight });
    const { model, passage, rows } = FROZEN.fidelity;
    const { quality: frozen, engine, ...made } = COARSE_LOSS;
    expect(made.model.sha256).toBe(model.sha256);
    expect(made.passage.sha256).toBe(passage.sha256);
    expect(frozen.windows).toHaveLength(passage.windows);
    expect(frozen.windowTokens).toBe(passage.windowTokens);
    expect(engine.commit).toMatch(/^[0-9a-f]{12}/);
    for (const [i, { nll }] of (rows.find(({ format }) => format === 'fp16')?.windows ?? []).entries()) {
      expect(Math.abs((frozen.fp16Nll[i] ?? NaN) / nll - 1)).toBeLessThan(0.001);
    }
  });

  it('puts no perplexity of the reference, which is of a longer text, beside one that was measured here', () => {
    const rows = qualityRows(CHOICE_OF.int4, { fp16: quality('fp16', 0), int8: quality('int8', 0.1) });
    expect(rows.map(({ perplexity }) => perplexity === null)).toEqual([true, false, false, true, true, true, true]);
    expect(rows.map(({ change }) => change === null)).toEqual([false, true, false, false, false, false, false]);
    expect(windowsOf({ fp16: quality('fp16', 0) })).toBe(2);
    expect(windowsOf({})).toBeGreaterThan(8);
  });

  it('counts the bits of a simulated choice as the product would, its embedding in 8 bits', () => {
    const int4 = qualityRows(CHOICE_OF.int4, {}).find(
      ({ choice }) => choice.kind === 'shipped' && choice.format === 'int4',
    );
    const [alike] = qualityRows({ ...OWN, bits: 4, block: 32 }, {});
    expect(wholeModel({ ...OWN, bits: 4, block: 32 }).kind).toBe('simulated');
    expect(alike?.bytes).toBe(int4?.bytes);
    expect(alike?.bits).toBeCloseTo(int4?.bits ?? 0, 9);
  });
});
