/** The order in which engines are timed, and what becomes of a side that fails. */
import { expect, test } from 'vitest';
import { measureRounds, medians, type Side } from './pairs';

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

const sides = (log: string[], ...names: readonly string[]) => new Map(names.map((name) => [name, side(name, log)]));

test('two engines take turns at going first, after both are warm', async () => {
  const log: string[] = [];
  await measureRounds(sides(log, 'A', 'B'), 3);
  expect(log.join(' ')).toBe('prepare A prepare B A B B A A B release A release B');
});

test('of three engines the first and the second run next to each other in every round', async () => {
  const log: string[] = [];
  await measureRounds(sides(log, 'ours', 'before', 'peer'), 2);
  expect(log.slice(3, -3).join(' ')).toBe('ours before peer peer before ours');
});

test('a side that fails keeps its samples and its reason, and the other is measured on', async () => {
  let runs = 0;
  const failing = () => {
    runs += 1;
    return runs === 2 ? Promise.reject(new Error('lost')) : Promise.resolve(2);
  };
  const outcomes = await measureRounds(new Map([...sides([], 'A'), ['B', side('B', [], failing)]]), 4);
  expect(outcomes.get('A')).toMatchObject({ samples: [1, 1, 1, 1], failure: null, bytesPerToken: 7 });
  expect(outcomes.get('B')).toMatchObject({ samples: [2], failure: 'lost' });
  expect(runs).toBe(2);
});

test('several processes are one outcome a side, with the median of each in which all sides ran', () => {
  const ran = (samples: readonly number[], note: string, failure: string | null = null) => ({
    samples,
    bytesPerToken: 7,
    note,
    failure,
  });
  const merged = medians([
    new Map([
      ['A', ran([1, 2, 9], 'one')],
      ['B', ran([3, 3, 4], 'same')],
    ]),
    new Map([
      ['A', ran([1], 'one')],
      ['B', ran([], '', 'lost')],
    ]),
    new Map([
      ['A', ran([5, 4, 6], 'two')],
      ['B', ran([2, 2, 8], 'same')],
    ]),
  ]);
  expect(merged.get('A')).toEqual(ran([2, 5], 'one or two'));
  expect(merged.get('B')).toEqual(ran([3, 2], 'same', 'lost'));
});
