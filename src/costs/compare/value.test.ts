/** Cost, latency and fidelity of each format in one view. */
import { describe, expect, it } from 'vitest';
import { entry, figure } from '../../../test/fixtures/result';
import { joulesPerToken, perMillionTokens } from '../../foundation/energy-units';
import { exactly } from '../../energy/band';
import { valueRows } from './value';

const results = [
  entry({ format: 'fp16', phase: 'prefill' }),
  entry({ format: 'fp16', phase: 'decode' }),
  entry({ format: 'fp16', phase: 'decode', depth: 2048, tokensPerSecond: figure(50) }),
  entry({ format: 'int4', phase: 'decode' }),
];
const int4 = {
  format: 'int4',
  joulesPerToken: exactly(joulesPerToken(0.5)),
  perMillionTokens: exactly(perMillionTokens(0.02)),
  costOf: 'USD of electricity',
  kl: 0.0173,
  top1: 0.908,
} as const;

describe('value', () => {
  it('has a row a format: latency of the shallowest decode, cost and fidelity where they are known', () => {
    const rows = valueRows({ results }, [int4], 101);
    expect(rows).toMatchObject([
      {
        format: 'fp16',
        depth: 0,
        ttft: { median: 0.5 },
        perToken: { median: 0.01 },
        answer: { median: 1.5 },
        kl: null,
      },
      { format: 'int4', ttft: null, answer: null, perToken: { median: 0.005 }, kl: 0.0173, top1: 0.908 },
    ]);
    const [fp16] = rows;
    expect(fp16?.perToken?.low).toBeLessThan(fp16?.perToken?.median ?? 0);
    expect(fp16?.perToken?.high).toBeGreaterThan(fp16?.perToken?.median ?? 0);
  });
});
