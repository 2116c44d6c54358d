/** What anybody hears of a run, by what the board thinks of it. */
import { expect, it } from 'vitest';
import { heardOf } from './run';
import { cellsOf, withNames } from './support';

const reason = { code: 'clock-steps', says: 'It ticks.', remedy: 'Run again.' };
const judged = (verdict: string, code: string) => ({ ...reason, code, found: '3 times', verdict });
const answer = { state: 'practice', reasons: [reason], figures: [] };

it('is of a quarantined run what its owner was answered', () => {
  const reasons = [judged('quarantine', 'above-its-roof'), judged('practice', 'clock-steps')];
  expect(heardOf({ state: 'quarantined', answer, reasons })).toEqual({ state: 'practice', reasons: [reason] });
});

it('has no word of the operator’s, and nothing of what a run was doubted for before', () => {
  const reasons = [judged('quarantine', 'copied'), judged('practice', 'clock-steps')];
  expect(heardOf({ state: 'practice', answer, reasons })).toEqual({ state: 'practice', reasons: [reason] });
  expect(heardOf({ state: 'ranked', answer, reasons })).toEqual({ state: 'ranked', reasons: [] });
});

it('is nothing of a run that was rejected', () => {
  expect(heardOf({ state: 'rejected', answer, reasons: [] })).toBeNull();
});

it('counts devices that ran and that failed apart, in each cell of the table', () => {
  const place = { format: 'int4', browser: 'Chrome 156', family: 'ada' };
  const rows = [
    { ...place, code: null, devices: 5, runs: 9 },
    { ...place, code: 'device-lost', devices: 2, runs: 2 },
    { ...place, code: 'out-of-memory', devices: 1, runs: 4 },
    { ...place, browser: 'Firefox 150', code: 'device-lost', devices: 1, runs: 1 },
  ];
  expect(cellsOf(rows)).toMatchObject([
    { browser: 'Chrome 156', ran: 5, failed: 2, runs: 15, codes: [{ devices: 2 }, { devices: 1 }] },
    { browser: 'Firefox 150', ran: 0, failed: 1, runs: 1 },
  ]);
});

it('offers a browser by its name before its versions', () => {
  const versions = [
    { value: 'Firefox 150', runs: 5 },
    { value: 'Chrome 156', runs: 4 },
    { value: 'Chrome 155', runs: 3 },
    { value: 'Node', runs: 1 },
  ];
  expect(withNames(versions).map(({ value, runs }) => `${value}: ${runs}`)).toEqual([
    ...['Chrome: 7', 'Firefox: 5', 'Node: 1', 'Firefox 150: 5', 'Chrome 156: 4', 'Chrome 155: 3'],
  ]);
});
