/** Whose median stands for a cohort. */
import { describe, expect, it } from 'vitest';
import { basisOf, standingOf } from './basis';
import { figureOf } from './figure';
import type { Member } from './members';

const members = (count: number, value: number, confirmed: boolean): readonly Member[] =>
  Array.from({ length: count }, (_, i) => ({
    device: `${confirmed} ${i}`,
    confirmed,
    value: value + i / 100,
    runs: 1,
  }));

describe('the basis of a cohort', () => {
  it('is all devices while few are confirmed', () => {
    expect(standingOf([...members(9, 100, true), ...members(91, 150, false)])?.basis).toBe('all');
    expect(standingOf(members(20, 150, false))?.basis).toBe('all');
  });

  it('is the confirmed ones where they are enough, and the figure of all stands beside', () => {
    const [sure, other] = [members(40, 100, true), members(60, 150, false)];
    const standing = standingOf([...sure, ...other]);
    expect(standing?.basis).toBe('confirmed');
    expect(standing?.figure).toEqual(figureOf(sure.map(({ value }) => value)));
    expect(standing?.all).toEqual(figureOf([...sure, ...other].map(({ value }) => value)));
  });

  it('is the confirmed ones where all are', () => {
    expect([1, 4, 5, 7, 80].map((n) => standingOf(members(n, 100, true))?.basis)).toEqual(Array(5).fill('confirmed'));
  });

  it('never turns back as more devices are confirmed', () => {
    for (let devices = 1; devices <= 400; devices++) {
      const bases = Array.from({ length: devices + 1 }, (_, confirmed) => basisOf(devices, confirmed));
      expect(bases.lastIndexOf('all'), `of ${devices}`).toBe(bases.indexOf('confirmed') - 1);
    }
  });

  it('is nothing without a device', () => {
    expect(standingOf([])).toBeNull();
  });
});
