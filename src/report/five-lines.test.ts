/** The last lines of the command: the whole result for somebody who reads no further. */
import { describe, expect, it } from 'vitest';
import { entry, result, roofs } from '../../test/fixtures/result';
import { fiveLines } from './five-lines';
import type { DecodeLine } from './schema/line';

const spread = (median: number) => ({ median, low: 0.95 * median, high: 1.05 * median, samples: [median] });

const LINE: DecodeLine = {
  ...{ engine: 'tokamark', format: 'int4', test: 'tg64', model: 'SmolLM2-135M', t0Of: 'dispatches', rounds: 10 },
  t0Seconds: spread(0.004),
  secondsPerByte: spread(1 / 125e9),
  bandwidth: { median: 125e9, low: 119e9, high: 131e9 },
  points: [],
};

const WHERE = 'All figures: tokamark history show x';

describe('the last lines of a run', () => {
  it('are five: speed with interval and GPU, INT4 : FP16, B and t0, time to first token, where all figures are', () => {
    expect(fiveLines(result({ lines: [LINE], roofs: roofs() }), WHERE)).toEqual([
      '200 ± 4 tokens/s (within one run), writing 64 tokens (tg64) at INT4 on Acme R-1: SmolLM2-135M’s shape, 135M parameters (not the headline, Llama-3.2-1B), synthetic weights.',
      'INT4 : FP16 is 2.00 × (1.94 to 2.06); FP16 writes 100.0 ± 2.0 tokens/s.',
      'B 125 ± 6 GB/s (31 % of the measured bandwidth) and t0 4.00 ± 0.20 ms per token at INT4.',
      'Time to first token: 500 ± 10 ms after a prompt of 512 tokens (INT4).',
      WHERE,
    ]);
  });

  it('mark a software adapter beside the number, and say what to do about it', () => {
    const adapter = { ...result().adapter, description: 'llvmpipe', software: true };
    const lines = fiveLines(result({ adapter }), WHERE);
    expect(lines[0]).toContain(' at INT4 on SOFTWARE ADAPTER (llvmpipe): ');
    expect(lines.at(-1)).toContain('Why it may be low: No GPU did the work');
    expect(lines.join('\n').match(/SOFTWARE/g)).toHaveLength(1);
  });

  it('leave out what was not measured', () => {
    const alone = result({ results: [entry({ format: 'int8', phase: 'decode' })] });
    expect(fiveLines(alone, WHERE)).toEqual([expect.stringContaining('(tg64) at INT8 on Acme R-1'), WHERE]);
    expect(fiveLines(result({ results: [] }), WHERE)).toEqual(['No speed was measured.', WHERE]);
  });

  it('say first that a run ended early', () => {
    const [first, second] = fiveLines(result({ status: 'cancelled' }), WHERE);
    expect(first).toMatch(/^Cancelled after 42\.5 s/);
    expect(second).toContain('tokens/s');
  });

  it('are one line each, whatever a driver calls its adapter', () => {
    const adapter = { ...result().adapter, description: 'Acme\n\u001b[31mR-1\r\nfake: 9000 tokens/s' };
    for (const line of fiveLines(result({ adapter }), WHERE)) expect(line).not.toMatch(/[\n\r\u001b]/);
  });
});
