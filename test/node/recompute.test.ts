/** Every figure of a run on the adapter at hand, recomputed by others: docs/recompute.py. The browsers’ are in their quick run. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { toJson } from '../../src/report/json';
import type { Result } from '../../src/report/schema';
import { engineOn, runOn } from '../fixtures/engine';
import { recomputed } from '../fixtures/recompute';

describe('a result that Python recomputes', () => {
  let result: Result;
  beforeAll(async () => {
    const { engine } = engineOn();
    ({ result } = await runOn(engine, {
      ...{ formats: ['fp16', 'int4'], line: ['int4'], roofs: true, repetitions: 10 },
      tests: testsAt(32, 8, [0], [1, 2]),
    }));
  });

  it('has the same figures, of ten repetitions of several models and batches, with ratios, line and roofs', () => {
    expect(result.status).toBe('complete');
    expect(result.lines).toHaveLength(1);
    const { code, said } = recomputed(toJson(result));
    expect(said).toMatch(/: \d{3} figures recomputed, 0 differ/);
    expect(code).toBe(0);
  });

  it.each([
    ['a median', /("tokensPerSecond": \{\s*"median": )[\d.]+/, '$112345', 'tokensPerSecond'],
    ['an id', /("workloadId": ")\w{8}/, '$1deadbeef', 'id'],
    ['t0', /("t0Seconds": \{\s*"median": )[-\d.e]+/, '$10.5', 't0 int4'],
  ])('is refused with %s that its samples do not give', (_, figure, other, named) => {
    const text = JSON.stringify(JSON.parse(toJson(result)), null, 2);
    const changed = text.replace(figure, other);
    expect(changed).not.toBe(text);
    const { code, said } = recomputed(changed);
    expect(code).toBe(1);
    expect(said).toContain(named);
  });
});
