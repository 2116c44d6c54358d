/** What tells two runs apart: never a name alone, and never nothing. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import { factsOfTwo, identityOf, settingsOf } from './identity';
import { distinctLabels } from './labels';

const { environment, engine, adapter } = result();
const differing = (a: Result, b: Result) =>
  factsOfTwo([...identityOf(a), ...settingsOf(a)], [...identityOf(b), ...settingsOf(b)])
    .filter(({ differs }) => differs)
    .map(({ name, a: ofA, b: ofB }) => `${name}: ${ofA} / ${ofB}`);

describe('the identity of a run', () => {
  it('has date, GPU, browser, driver, system and version, and marks a software adapter', () => {
    const facts = identityOf(result({ adapter: { ...adapter, software: true } }));
    expect(facts.map(({ name }) => name)).toEqual([
      ...['Measured', 'Machine', 'GPU', 'Browser', 'Driver', 'System', 'Tokamark', 'Kernels'],
    ]);
    expect(facts.find(({ name }) => name === 'GPU')?.value).toBe('Acme R-1 (software adapter, not a GPU)');
  });

  it('differs from another in what differs, settings among it, and in nothing else', () => {
    const other = result({
      startedAt: '2026-11-23T12:00:00.000Z',
      environment: { ...environment, version: '22.1.0', crossOriginIsolated: false },
      engine: { ...engine, version: '0.2.0' },
      plan: { headline: true, budgetSeconds: null, shrunk: [] },
    });
    expect(differing(result(), other)).toEqual([
      'Measured: 22 Nov 2026, 12:00:00 / 23 Nov 2026, 12:00:00',
      'Browser: Node.js 20.20.2, Dawn 0.6.2 / Node.js 22.1.0, Dawn 0.6.2',
      'Tokamark: 0.1.0, abcdef01 / 0.2.0, abcdef01',
      'Time budget: 60.0 s / none',
      'Cross-origin isolated: yes / no',
    ]);
    expect(differing(result(), result())).toEqual([]);
  });

  it('has what the receipt says of its options, and does without one that cannot be read', () => {
    const receipt = { text: 'receipt=nonsense', workloadIds: [] };
    expect(settingsOf(result({ receipt })).map(({ name }) => name)).not.toContain('Seed');
  });
});

describe('the labels of several runs', () => {
  const words = fc.oneof(fc.constantFrom('', 'attic', 'attic · no. 1'), fc.string({ maxLength: 8 }));
  const run = fc
    .record({ name: words, version: words, system: words, minute: fc.constantFrom('00', '01') })
    .map(({ name, version, system, minute }) => ({
      name,
      result: result({
        startedAt: `2026-11-22T12:${minute}:00.000Z`,
        environment: { ...environment, version, operatingSystem: system },
      }),
    }));

  it('are never alike, whatever the runs say of themselves, and each has its date', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), (runs) => {
        const labels = distinctLabels(runs);
        expect(new Set(labels).size).toBe(runs.length);
        for (const label of labels) expect(label).toContain('22 Nov 2026, 12:0');
      }),
    );
  });

  it('ask for the facts of each run once, however many runs are alike', () => {
    const runs = Array.from({ length: 300 }, () => ({ name: '', result: result() }));
    const dates = vi.spyOn(Date.prototype, 'toLocaleString');
    expect(new Set(distinctLabels(runs)).size).toBe(runs.length);
    // The label has the minute, the identity the second.
    expect(dates.mock.calls.length).toBeLessThanOrEqual(2 * runs.length);
    dates.mockRestore();
  });

  it('have the seconds, driver and version only where they are needed', () => {
    const first = { name: 'quiet room', result: result() };
    expect(distinctLabels([first])).toEqual([
      'quiet room · 22 Nov 2026, 12:00 · Node.js 20.20.2, Dawn 0.6.2 · Acme R-1',
    ]);
    const later = { ...first, result: result({ startedAt: '2026-11-22T12:00:20.000Z' }) };
    expect(distinctLabels([first, later])[1]).toMatch(/ · 22 Nov 2026, 12:00:20$/);
    expect(distinctLabels([first, first]).map((label) => label.slice(-5))).toEqual(['no. 1', 'no. 2']);
  });
});
