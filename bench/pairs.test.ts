/** The order in which two engines are timed, and what becomes of a side that fails. */
import { expect, test } from 'vitest';
import { measurePairs, type Side } from './pairs';

const workload = { kind: 'prefill', format: 'int4', tokens: 4 } as const;

function side(name: string, log: string[], run: () => Promise<number> = () => Promise.resolve(1)): Side {
  return {
    workload,
    engine: {
      facts: () => Promise.resolve({ engine: name, adapter: '', settings: [] }),
      prepare: () => {
        log.push(`prepare ${name}`);
        return Promise.resolve({ bytesPerToken: 7, note: '' });
      },
      run: () => {
        log.push(name);
        return run();
      },
      release: () => {
        log.push(`release ${name}`);
        return Promise.resolve();
      },
    },
  };
}

test('the engines take turns at going first, after both are warm', async () => {
  const log: string[] = [];
  await measurePairs(side('A', log), side('B', log), 3);
  expect(log.join(' ')).toBe('prepare A prepare B A B B A A B release A release B');
});

test('a side that fails keeps its samples and its reason, and the other is measured on', async () => {
  let runs = 0;
  const failing = () => {
    runs += 1;
    return runs === 2 ? Promise.reject(new Error('lost')) : Promise.resolve(2);
  };
  const { ours, theirs } = await measurePairs(side('A', []), side('B', [], failing), 4);
  expect(ours).toMatchObject({ samples: [1, 1, 1, 1], failure: null, bytesPerToken: 7 });
  expect(theirs).toMatchObject({ samples: [2], failure: 'lost' });
  expect(runs).toBe(2);
});
