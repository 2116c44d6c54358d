import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cohortId, type CohortKey } from './key';

const keys = fc.record({
  ...{ suite: fc.string(), workloadId: fc.string(), gpu: fc.string(), engine: fc.string(), modified: fc.boolean() },
});

it('is one id a cohort, whatever stands in its parts', () => {
  const parts = ({ suite, workloadId, gpu, engine, modified }: CohortKey) => [suite, workloadId, gpu, engine, modified];
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      expect(cohortId(a) === cohortId(b)).toBe(parts(a).every((part, i) => part === parts(b)[i]));
    }),
  );
  const key = { suite: 's', workloadId: 'w', gpu: 'a","b', engine: 'c', modified: false };
  expect(cohortId(key)).not.toBe(cohortId({ ...key, gpu: 'a', engine: 'b","c' }));
});
