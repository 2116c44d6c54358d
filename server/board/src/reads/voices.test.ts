/** Devices as the database gives them in one text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_RUNS, membersOf, type DeviceRun } from '../cohorts/members';
import { membersIn, voicesIn } from './voices';

/** As the statement writes it. */
const voiceOf = (runs: readonly DeviceRun[]): string => {
  const latest = runs.toSorted((a, b) => b.receivedAt - a.receivedAt || b.value - a.value);
  return `${runs.some(({ confirmed }) => confirmed) ? '!' : ''}${latest.map(({ value }) => value).join(' ')}`;
};

const device = (index: number) =>
  fc
    .tuple(
      fc.boolean(),
      fc.array(fc.tuple(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), fc.nat(1000)), {
        minLength: 1,
        maxLength: 130,
      }),
    )
    .map(([confirmed, runs]): readonly DeviceRun[] =>
      runs.map(([value, receivedAt]) => ({ device: `d-_${index}`, confirmed, value, receivedAt })),
    );
const devices = fc.nat(6).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => device(i))));

describe('devices in one text', () => {
  it('have the voices that their runs have', () => {
    fc.assert(
      fc.property(devices, (all) => {
        const members = membersOf(all.flat());
        expect(membersIn(all.map((runs) => `${runs[0]?.device}:${voiceOf(runs)}`).join(','))).toEqual(members);
        const { every, sure, runs } = voicesIn(all.map(voiceOf).join(','));
        const values = (of: typeof members) => of.map(({ value }) => value).sort((a, b) => a - b);
        expect(every).toEqual(values(members));
        expect(sure).toEqual(values(members.filter(({ confirmed }) => confirmed)));
        expect(runs).toBe(members.reduce((sum, member) => sum + member.runs, 0));
      }),
    );
  });

  it('are no more than their latest runs, and none of no text', () => {
    const many = Array.from({ length: MOST_RUNS + 20 }, (_, i) => (i < MOST_RUNS ? 1 : 9)).join(' ');
    expect(voicesIn(`${many},2`)).toEqual({ every: [1, 2], sure: [], runs: MOST_RUNS + 1 });
    expect(voicesIn('')).toEqual({ every: [], sure: [], runs: 0 });
    expect(membersIn('')).toEqual([]);
  });
});
