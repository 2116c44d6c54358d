/** What the profiles promise, and by what a run is known to be of one. */
import { describe, expect, it } from 'vitest';
import { shapeNamed } from '../../model/shapes';
import { positionsOf } from '../subject';
import { testName } from '../workload';
import { HEADLINE_TESTS, PROFILE_NAMES, PROFILES, profileOf, testsAt } from './suite';

describe.each(PROFILE_NAMES)('the profile %s', (name) => {
  const profile = PROFILES[name];

  it('holds the headline in both of its formats', () => {
    expect(HEADLINE_TESTS.map(testName)).toEqual(['tg64', 'pp512']);
    expect(profile.shape).toBe('Llama-3.2-1B');
    expect(profile.formats).toEqual(expect.arrayContaining(['fp16', 'int4']));
    for (const test of HEADLINE_TESTS) expect(profile.tests).toContainEqual(test);
    expect(profile.tests.map(testName)).toContain('tg64 batched');
  });

  it('fits its shape, and repeats often enough for an interval', () => {
    expect(positionsOf(profile.tests)).toBeLessThanOrEqual(shapeNamed(profile.shape).maxPositions);
    expect(profile.repetitions).toBeGreaterThanOrEqual(5);
  });

  it('is known by what it measures, in whatever order', () => {
    expect(profileOf(profile)).toBe(name);
    expect(profileOf({ ...profile, tests: profile.tests.toReversed(), formats: profile.formats.toReversed() })).toBe(
      name,
    );
  });

  it('is not claimed by a run that measures something else', () => {
    expect(profileOf({ ...profile, formats: ['fp16'] })).toBe('custom');
    expect(profileOf({ ...profile, tests: testsAt(512, 32, [0]) })).toBe('custom');
    expect(profileOf({ ...profile, repetitions: 6 })).toBe('custom');
    expect(profileOf({ ...profile, line: [] })).toBe('custom');
    expect(profileOf({ ...profile, shape: null })).toBe('custom');
    expect(profileOf({ ...profile, seed: 2 })).toBe('custom');
  });
});

describe('the times of the profiles', () => {
  it('are what is said of them', () => {
    expect(PROFILES.quick.budget).toBe(60);
    expect(PROFILES.standard.budget).toBe(240);
    expect(PROFILES.sustained.sustained?.seconds).toBe(300);
  });

  it('leave room for depth in the standard one alone', () => {
    expect(PROFILES.standard.tests.map(({ depth }) => depth)).toContain(2048);
    expect(PROFILES.quick.tests.every(({ depth }) => depth === 0)).toBe(true);
  });
});
