/** The name that a person gives the machine: what is kept of it, and what leaves with a result. */
import { expect, it } from 'vitest';
import { compareMachine } from '../../report/compare/machine';
import { toCsv } from '../../report/csv';
import { toMarkdown } from '../../report/markdown';
import { shareText } from '../../report/share';
import { entry, result } from '../fixtures/results';
import { exportedRun, machineName, namedMachine } from './machine-name';

const kept = namedMachine(result([entry('int4', 'decode', 171)]), 'attic box');

it('is one line of at most sixty letters, or none', () => {
  expect(machineName('  attic\nbox ')).toBe('attic box');
  expect(machineName('   ')).toBeNull();
  expect(machineName('x'.repeat(99))).toHaveLength(60);
  expect(namedMachine(result([]), null)).toEqual(result([]));
});

it('is in the kept run and the comparison, and in no text that is made of a run', () => {
  expect(compareMachine('attic box', [kept]).machine).toBe(kept.machine);
  for (const text of [toMarkdown(kept), toCsv(kept), shareText(kept, 'https://example.org/')]) {
    expect(text).not.toContain('attic');
  }
});

it('leaves with a run of this machine, never with one from a file, which keeps the name of its own', () => {
  const bare = result([]);
  const named = namedMachine(bare, 'a friend’s');
  expect(exportedRun({ result: bare, imported: false }, 'attic box').machine).toBe('attic box');
  expect(exportedRun({ result: bare, imported: true }, 'attic box')).toBe(bare);
  for (const imported of [true, false]) expect(exportedRun({ result: named, imported }, 'attic box')).toEqual(named);
});
