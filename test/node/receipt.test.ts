/** A receipt of a real run, replayed by the real engine on Dawn: the same workloads, and a refusal where it cannot be. */
import { describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { parseReceipt } from '../../src/report/receipt/link';
import { replaySettings } from '../../src/report/receipt/request';
import type { Result } from '../../src/report/schema';
import { engineOn, fable, runOn } from '../fixtures/engine';

const ids = ({ results }: Result): string[] => results.map(({ workloadId }) => workloadId).sort();
const textOf = ({ receipt }: Result): string => {
  if (receipt === null) throw new Error('the run has no receipt');
  return receipt.text;
};

describe('a receipt', () => {
  const { engine } = engineOn();

  it('of a run that shrank replays what really ran, without a budget', async () => {
    // The budget holds next to nothing: everything shrinks.
    const asked = { formats: ['int4'], tests: testsAt(128, 32, [0, 64]), repetitions: 7, budgetSeconds: 1 } as const;
    const { result } = await runOn(engine, asked);
    expect(result.plan.shrunk).not.toEqual([]);
    expect(result.replay).toBeNull();
    expect(result.receipt?.workloadIds).toEqual(ids(result));
    const settings = replaySettings(parseReceipt(textOf(result)));
    expect(settings.budgetSeconds).toBeNull();
    const { result: replayed } = await runOn(engine, settings);
    expect(ids(replayed)).toEqual(ids(result));
    expect(replayed).toMatchObject({ status: 'complete', plan: { shrunk: [] }, replay: { sameImplementation: true } });
    expect(textOf(replayed)).toBe(textOf(result));
  });

  it('is named as another implementation’s where the shaders were others', async () => {
    const { result } = await runOn(engine, { formats: ['int4'] });
    const text = textOf(result).replace(/shaders=.*/, `shaders=${'0'.repeat(64)}`);
    const { result: replayed } = await runOn(engine, replaySettings(parseReceipt(text)));
    expect(replayed.status).toBe('complete');
    expect(replayed.replay).toMatchObject({ sameImplementation: false });
    expect(replayed.replay?.differences.join()).toMatch(/^shaders 000000000000 → /);
  });

  it('of a model folder is replayed with its weights, and refused with others', async () => {
    const model = await fable();
    const { result } = await runOn(engine, { shape: null, model, formats: ['fp16'] });
    const settings = replaySettings(parseReceipt(textOf(result)));
    expect(settings.shape).toBeNull();
    const { result: replayed } = await runOn(engine, { ...settings, model });
    expect(ids(replayed)).toEqual(ids(result));
    const bytes = new Uint8Array(await model.weights.arrayBuffer());
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const others = new Blob([bytes]);
    const { result: refused } = await runOn(engine, { ...settings, model: { ...model, weights: others } });
    expect(refused).toMatchObject({ status: 'failed', results: [], failure: { code: 'receipt', where: 'weights' } });
  });
});
