/** An honest run is ranked whatever its clock and noise, its figures come of its raw samples, and one that ended early says what failed. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../src/foundation/decode-text';
import { importResult } from '../../../../src/report/import/import-result';
import { loadCatalogue } from '../../../../src/hardware/catalogue';
import { checkAnswerSchema } from '../contract/answers';
import { DEVICE } from '../fixtures/honest-run';
import { ownerOf, ranOf } from '../fixtures/forge';
import { chainOf, honestSending, judged, sendingOf, type Sending } from '../fixtures/sent';
import { bytesPerToken } from './reach';
import { gpuOfRun } from './gpu';
import { answerOf } from './list';

const HONEST = honestSending();

const outcome = async (sending: Sending) => {
  const { decision } = await judged(sending);
  return [decision.state, ...new Set(decision.reasons.map(({ code }) => code))];
};

describe('an honest run', () => {
  it('is ranked on any device, by any clock that is fine enough', async () => {
    const device = fc.record({
      bandwidth: fc.double({ min: 50e9, max: 1010e9, noNaN: true }),
      peak: fc.double({ min: 5e12, max: 80e12, noNaN: true }),
      noise: fc.double({ min: 2e-4, max: 0.08, noNaN: true }),
      clock: fc.constantFrom(1e-9, 5e-6, 2e-5, 1e-4, 1e-3),
      seed: fc.nat(1e6),
    });
    await fc.assert(
      fc.asyncProperty(device, async (one) => {
        expect(await outcome(honestSending(one))).toEqual(['ranked']);
      }),
      { numRuns: 8 },
    );
  });

  it('by a clock of a tenth of a second is practice', async () => {
    expect(await outcome(honestSending({ ...DEVICE, clock: 0.1 }))).toEqual(['practice', 'coarse-clock']);
  });

  it('is answered with its figures, as the contract has them', async () => {
    const { decision, run } = await judged(HONEST);
    const answer = checkAnswerSchema.parse(answerOf(decision));
    expect(answer).toMatchObject({ state: 'ranked', reasons: [] });
    // Three formats, four tests of decode, two of prefill, and the time to its first token.
    expect(answer.figures).toHaveLength(3 * (4 + 2 * 2));
    const speeds = answer.figures.filter(({ metric }) => metric === 'tokensPerSecond');
    const fastest = new Map(speeds.map(({ workloadId, high }) => [workloadId, high]));
    expect(
      run?.bounds.every(({ workloadId, low, share }) => low < (fastest.get(workloadId) ?? Infinity) && share > 0.5),
    ).toBe(true);
  });

  it('has figures of its samples, whatever medians its document claims beside them', async () => {
    const { decision } = await judged(HONEST);
    const claimed = new Map(HONEST.result.results.map((entry) => [entry.workloadId, entry.tokensPerSecond]));
    const speeds = decision.figures.filter(({ metric }) => metric === 'tokensPerSecond');
    for (const { workloadId, median, low, high } of speeds) {
      expect([median, low, high]).toEqual([
        expect.closeTo(claimed.get(workloadId)?.median ?? NaN, 6),
        expect.closeTo(claimed.get(workloadId)?.low ?? NaN, 6),
        expect.closeTo(claimed.get(workloadId)?.high ?? NaN, 6),
      ]);
    }
    // Bounds may be wider than the samples make them in a document; here they are what the samples make.
    const results = HONEST.result.results.map((entry) => {
      const rate = entry.tokensPerSecond;
      return { ...entry, tokensPerSecond: rate && { ...rate, low: rate.low / 2, high: 2 * rate.high } };
    });
    const wide = await judged({ ...HONEST, result: { ...HONEST.result, results } });
    expect(wide.decision.figures).toEqual(decision.figures);
  });
});

describe('a test that was not measured well enough', () => {
  it('is left out of the figures, and the others of the run stand', async () => {
    const [first, ...others] = HONEST.result.results;
    if (first === undefined) throw new Error('no entry');
    const unchecked = { ...HONEST.result, results: [{ ...first, verified: [] }, ...others] };
    const { decision } = await judged({ ...HONEST, result: unchecked });
    expect(decision.state).toBe('ranked');
    expect(decision.figures.some(({ workloadId }) => workloadId === first.workloadId)).toBe(false);
  });
});

describe('a run that is not ranked', () => {
  const changed = (over: Partial<Sending['result']>) => ({ ...HONEST, result: { ...HONEST.result, ...over } });
  const { adapter, plan, engine } = HONEST.result;

  it.each([
    ['a software adapter', changed({ adapter: { ...adapter, software: true } }), 'software-adapter'],
    [
      'an adapter that is called as a software one is',
      changed({ adapter: { ...adapter, device: 'llvmpipe (LLVM 15.0.6, 256 bits)' } }),
      'software-adapter',
    ],
    ['a workload that shrank', changed({ plan: { ...plan, headline: false, shrunk: ['x'] } }), 'not-ranked'],
    ['no receipt', changed({ receipt: null }), 'no-receipt'],
    ['no roofs', changed({ roofs: null }), 'no-roof'],
  ])('for %s is practice', async (_what, sending, code) => {
    expect((await outcome(sending)).slice(0, 2)).toEqual(['practice', code]);
  });

  it('is no matter where code has no commit: that is a cohort of its own', async () => {
    expect(await outcome(changed({ engine: { ...engine, commit: 'abc-dirty' } }))).toEqual(['ranked']);
  });

  it('is refused where a person cancelled it', async () => {
    expect((await outcome(changed({ status: 'cancelled' }))).slice(0, 2)).toEqual(['rejected', 'cancelled']);
  });
});

describe('a run that failed', () => {
  const failure = { code: 'device-lost', step: null, message: 'lost', where: '', remedy: 'r' } as const;
  const result = { ...HONEST.result, status: 'failed', failure } as const;

  it('counts in the table of what runs where, with the formats that it did not come to', async () => {
    const bare = { ...result, results: [], latency: null, elapsedSeconds: 12 };
    const { blocks, stamps } = chainOf({ timed: [], result: bare }, ownerOf(HONEST));
    const cut = { ...HONEST, result: bare, proof: null, blocks: blocks.slice(0, 2), stamps };
    const { decision, run } = await judged(cut);
    expect([decision.state, decision.figures]).toEqual(['failed', []]);
    expect(run?.support).toEqual(
      HONEST.challenge.formats.map((format) => ({
        ...{ format, browser: 'Chrome 156', gpuFamily: 'Ada Lovelace', code: 'device-lost' },
      })),
    );
  });

  it('in one format says so of that format alone', async () => {
    const error = { code: 'out-of-memory', message: 'm', where: '', remedy: 'r' } as const;
    const results = HONEST.result.results.map((entry) =>
      entry.format === 'fp16'
        ? { ...entry, status: 'failed' as const, error, durations: [], tokensPerSecond: null, ttftSeconds: null }
        : entry,
    );
    const made = { ...HONEST.result, results };
    const sending = { ...HONEST, result: made, ...chainOf(ranOf(made), ownerOf(HONEST)) };
    const { decision, run } = await judged(sending);
    expect(decision.state).toBe('ranked');
    expect(run?.support.map(({ format, code }) => [format, code])).toEqual(
      HONEST.challenge.formats.map((format) => [format, format === 'fp16' ? 'out-of-memory' : null]),
    );
  });
});

describe('a real run', () => {
  const text = decodeText(readFileSync(join(import.meta.dirname, '../fixtures/lavapipe-run.json.txt')), 'run');
  const result = importResult(text);

  it('of a software adapter, of lavapipe on two busy cores, is practice and nothing else', async () => {
    const sending = sendingOf(ranOf(result), HONEST.challenge);
    const asked = { ...sending, challenge: HONEST.challenge };
    expect(await outcome(asked)).toEqual(['practice', 'software-adapter', 'not-ranked']);
  });

  it('reads as many bytes as its shape says, to a hundredth', () => {
    for (const entry of result.results.filter(({ phase }) => phase === 'decode')) {
      expect(bytesPerToken(entry) / entry.bytesReadPerToken).toBeLessThan(1.01);
    }
  });
});

describe('the GPU of a run', () => {
  const { adapter } = HONEST.result;
  const hidden = { ...adapter, vendor: '', architecture: '', device: '', description: '' };

  it('is what its owner calls it, by id, by name, or by a name that the operator has given', async () => {
    const catalogue = await loadCatalogue();
    const aliases = new Map([['my card', 'rtx-4090']]);
    const ids = ['rtx-4090', 'GeForce RTX 4090', 'NVIDIA GeForce RTX 4090', 'my card'].map(
      (name) => gpuOfRun(name, hidden, catalogue, aliases).preset?.id,
    );
    expect(ids).toEqual(Array(4).fill('rtx-4090'));
    expect(gpuOfRun('my card', hidden, catalogue).preset).toBeNull();
  });

  it('is contradicted by an adapter that names another', async () => {
    const catalogue = await loadCatalogue();
    const found = gpuOfRun('rtx-4090', { ...hidden, device: 'NVIDIA GeForce RTX 3060 Ti' }, catalogue);
    expect(found.contradiction).toContain('rtx-3060-ti');
    expect(gpuOfRun('rtx-4090', { ...hidden, vendor: 'amd' }, catalogue).contradiction).toContain('amd');
    expect(
      gpuOfRun('rtx-4090', { ...hidden, vendor: 'nvidia', architecture: 'ampere' }, catalogue).contradiction,
    ).toContain('architecture');
    expect(gpuOfRun('rtx-4090', hidden, catalogue).contradiction).toBeNull();
  });
});
