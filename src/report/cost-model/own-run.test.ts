/** What a run lets expect of itself: nothing to say of a healthy device, and the one test or kernel that is slow on another. */
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../markdown';
import { resultSchema, type Result } from '../schema';
import { timedRun, type TimedDevice } from './fixtures/timed-device';
import { expectedOfRun, farOff, slowSite } from './own-run';

const HEALTHY: TimedDevice = { slowdown: () => 1.4, beyondSites: () => 1.2 };
/** Its gate|up at the headline's width is three times as slow. */
const SLOW_KERNEL: TimedDevice = { ...HEALTHY, slowdown: ({ rows }) => (rows === 16_384 ? 4.2 : 1.4) };

const measure = (device: TimedDevice): Result =>
  timedRun(device, {
    shapes: ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M'],
    formats: ['fp16', 'int4'],
    tests: [
      { phase: 'prefill', depth: 0, tokens: 512, batch: 1 },
      { phase: 'decode', depth: 0, tokens: 64, batch: 1 },
    ],
  });
const expectedOf = (device: TimedDevice) => expectedOfRun(measure(device)) ?? expect.fail('nothing expected');

describe('a healthy run', () => {
  it('is expected within a tenth, each test from other models or formats, and says nothing of it in a terminal', () => {
    const { tests, sites } = expectedOf(HEALTHY);
    expect(tests.map(({ model, test, from }) => `${model} ${test} ${from}`)).toContain('Llama-3.2-1B tg64 models');
    expect(tests.map(({ model, test, from }) => `${model} ${test} ${from}`)).toContain('Llama-3.2-1B pp512 formats');
    for (const { off } of [...tests, ...sites]) expect(Math.abs(off)).toBeLessThan(0.1);
    expect(farOff(expectedOf(HEALTHY))).toEqual([]);
    expect(toMarkdown(measure(HEALTHY))).not.toContain('Far from what');
    expect(toMarkdown(measure(HEALTHY))).toContain('## Expected and measured');
  });

  it('keeps what is expected as a field of its document', () => {
    const expected = expectedOf(HEALTHY);
    expect(resultSchema.parse({ ...measure(HEALTHY), expected }).expected).toEqual(expected);
  });
});

it('a document with more sites than any run has is refused before they are compared with one another', () => {
  const run = measure(HEALTHY);
  const tuning = run.tuning ?? expect.fail('not tuned');
  const [site = expect.fail('no site')] = tuning.sites;
  const isRead = (sites: typeof tuning.sites) =>
    resultSchema.safeParse({ ...run, tuning: { ...tuning, sites } }).success;
  expect(isRead(tuning.sites)).toBe(true);
  expect(isRead(Array.from({ length: 5000 }, () => site))).toBe(false);
  expect(isRead([{ ...site, id: 'x'.repeat(5000) }])).toBe(false);
});

describe('a run with one slow kernel', () => {
  it('names the test in the terminal, and the site in the report', () => {
    const { tests, sites } = expectedOf(SLOW_KERNEL);
    const far = sites.filter(({ off }) => off > 1).map(({ site, format }) => `${site} ${format}`);
    expect(far).toEqual(['gate|up fp16', 'gate|up int4']);
    expect(farOff({ tests, sites }).map(({ model }) => model)).toContain('Llama-3.2-1B');
    const text = toMarkdown(measure(SLOW_KERNEL));
    expect(text.match(/lets expect: .*Llama-3\.2-1B/g)).toHaveLength(1);
    expect(text).toMatch(/gate\\?\|up/);
  });
});

describe('no kernel is called slow', () => {
  it('for what a cache does for the smaller models, which are then no measure of it', () => {
    const inCache: TimedDevice = { ...HEALTHY, slowdown: ({ bytes }) => (bytes < 12e6 ? 0.4 : 1.05) };
    expect(slowSite(expectedOf(inCache))).toBeNull();
    expect(expectedOf(inCache).sites.map(({ site }) => site)).toEqual(['LM head']);
  });

  it('that runs near its own roof, whatever the others do', () => {
    const [site = expect.fail('no site')] = expectedOf(SLOW_KERNEL).sites.filter(({ off }) => off > 1);
    expect(slowSite({ tests: [], sites: [site] })).toEqual(site);
    const atRoof = { ...site, leastSeconds: 0.95 * site.timedSeconds };
    expect(slowSite({ tests: [], sites: [atRoof] })).toBeNull();
  });
});

describe('a run whose models differ by more than half for no one reason', () => {
  const erratic: TimedDevice = { slowdown: () => 1.4, beyondSites: (sum) => 2 + Math.sin(sum * 3000) };

  it('accuses no test within what its own cost model is off by', () => {
    const found = expectedOf(erratic);
    expect(found.tests.filter(({ off }) => Math.abs(Math.log(1 + off)) > Math.log(1.5))).not.toEqual([]);
    for (const { expectedLow, expectedHigh, measuredSeconds } of farOff(found)) {
      expect(measuredSeconds < (expectedLow ?? NaN) || measuredSeconds > (expectedHigh ?? NaN)).toBe(true);
    }
    expect(farOff(found).length).toBeLessThan(
      found.tests.filter(({ off }) => Math.abs(Math.log(1 + off)) > Math.log(1.5)).length,
    );
  });
});

it('nothing is expected of a run that was not tuned', () => {
  expect(expectedOfRun({ ...measure(HEALTHY), tuning: null })).toBeNull();
});
