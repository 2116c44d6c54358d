/** Which variant wins, which is dropped, and when tuning stops: on a device and a clock that follow a script. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from './contest';
import { scripted, type ScriptedVariant, type ScriptedSite } from './fixtures/scripted';

const SLOW: ScriptedVariant = { id: 'default', seconds: [1] };

async function one(variants: readonly ScriptedVariant[]) {
  const device = scripted([{ id: 'site', variants: [SLOW, ...variants] }]);
  const { sites } = await device.run();
  const [site] = sites;
  if (site === undefined) throw new Error('no site');
  return { ...device, site, statuses: Object.fromEntries(site.candidates.map(({ id, status }) => [id, status])) };
}

describe('the choice', () => {
  it('picks the fastest correct one and drops a wrong fast one', async () => {
    const { site, statuses, sampled, live } = await one([
      { id: 'right', seconds: [0.6] },
      { id: 'wrong', seconds: [0.01], error: 1.5 },
      { id: 'better', seconds: [0.5] },
    ]);
    expect(site).toMatchObject({ chosen: 'better', default: 'default', seconds: 0.5, defaultSeconds: 1 });
    expect(statuses).toEqual({ default: 'timed', right: 'timed', wrong: 'wrong', better: 'timed' });
    expect(site.candidates[2]?.check).toEqual({ shape: 'site wrong', error: 1.5, tolerance: 1 });
    expect(sampled).not.toContain('site wrong');
    expect([...live]).toEqual([]);
  });

  it.each([Number.NaN, Infinity])('counts an error of %s as wrong', async (error) => {
    const { site, statuses } = await one([{ id: 'broken', seconds: [0.1], error }]);
    expect(statuses['broken']).toBe('wrong');
    expect(site.chosen).toBe('default');
    expect(Number.isFinite(site.candidates[1]?.check?.error)).toBe(true);
  });

  it('keeps the default where a variant is faster by no more than the noise', async () => {
    expect((await one([{ id: 'hardly', seconds: [0.98] }])).site.chosen).toBe('default');
    expect((await one([{ id: 'clearly', seconds: [0.95] }])).site.chosen).toBe('clearly');
  });

  it('takes more dispatches than the default only where every sample of them is faster', async () => {
    const chosen = async (seconds: readonly number[], dispatches: number) =>
      (await one([{ id: 'other', seconds, dispatches }])).site.chosen;
    expect(await chosen([0.8, 0.8, 1.1], 1)).toBe('other');
    expect(await chosen([0.8, 0.8, 1.1], 2)).toBe('default');
    expect(await chosen([0.8, 0.8, 0.8, 0.99], 2)).toBe('default');
    expect(await chosen([0.8, 0.8, 0.9], 2)).toBe('other');
  });

  it('times a variant that seems faster once more in turn with the default, which may have been slow at first', async () => {
    const device = scripted([
      {
        id: 'site',
        variants: [
          { id: 'default', seconds: [1, 1, 1, 0.5] },
          { id: 'later', seconds: [0.6] },
        ],
      },
    ]);
    const { sites } = await device.run();
    expect(sites[0]).toMatchObject({ chosen: 'default', seconds: 0.5, defaultSeconds: 0.5 });
  });

  it('stops a variant after two samples that are clearly slower than the best', async () => {
    const { statuses, sampled } = await one([{ id: 'slow', seconds: [1.6] }]);
    expect(statuses['slow']).toBe('slower');
    expect(sampled.filter((name) => name === 'site slow')).toHaveLength(2);
  });

  it('holds no stall against a variant: one slow sample does not end it', async () => {
    const { site, statuses } = await one([{ id: 'stalled', seconds: [9, 0.5] }]);
    expect([statuses['stalled'], site.chosen]).toEqual(['timed', 'stalled']);
  });

  it('goes on after one that is refused, too large or out of memory', async () => {
    const { site, statuses } = await one([
      { id: 'refused', seconds: [], refuses: 'shader' },
      { id: 'large', seconds: [], refuses: 'too-large' },
      { id: 'hungry', seconds: [], dies: 'out-of-memory' },
      { id: 'fine', seconds: [0.5] },
    ]);
    expect(statuses).toMatchObject({ refused: 'failed', large: 'failed', hungry: 'out-of-memory', fine: 'timed' });
    expect(site.candidates[1]?.message).toBe('shader here');
    expect(site.chosen).toBe('fine');
  });

  it('finds another variant where the default is wrong on this device, whatever the budget', async () => {
    const device = scripted([
      {
        id: 'site',
        variants: [
          { ...SLOW, error: 2 },
          { id: 'right', seconds: [5] },
          { id: 'right too', seconds: [6] },
        ],
      },
    ]);
    const { sites } = await device.run({ budget: 0.1 });
    expect(sites[0]).toMatchObject({ chosen: 'right', candidates: [{ status: 'wrong' }, { status: 'timed' }, {}] });
  });

  it('never builds one that is blacklisted', async () => {
    const device = scripted([{ id: 'site', variants: [SLOW, { id: 'deadly', seconds: [0.1] }] }]);
    const { sites, complete } = await device.run({
      isBlacklisted: (site, variant) => `${site} ${variant}` === 'site deadly',
    });
    expect(sites[0]).toMatchObject({ chosen: 'default', candidates: [{ status: 'timed' }, { status: 'blacklisted' }] });
    expect(device.built).toEqual(['site default']);
    expect(complete).toBe(true);
  });
});

describe('the order and the budget', () => {
  const two: readonly ScriptedSite[] = [
    {
      id: 'cheap',
      variants: [
        { id: 'a', seconds: [0.1] },
        { id: 'b', seconds: [0.09] },
        { id: 'c', seconds: [0.08] },
      ],
    },
    {
      id: 'dear',
      uses: 30,
      variants: [
        { id: 'a', seconds: [0.2] },
        { id: 'b', seconds: [0.1] },
        { id: 'c', seconds: [0.12] },
      ],
    },
  ];

  it('tries every default first, then what promises most of a pass: the costliest site first, in the order of its list', async () => {
    const device = scripted(two);
    await device.run({ rules: { ...RULES, worth: 0 } });
    expect(device.built).toEqual(['cheap a', 'dear a', 'dear b', 'dear c', 'cheap b', 'cheap c']);
  });

  it('does not try what can save next to nothing of a pass, and leaves nothing of it for another run', async () => {
    const device = scripted(two.map((site) => (site.id === 'cheap' ? { ...site, uses: 0.1 } : site)));
    const { sites, complete } = await device.run();
    expect(device.built).toEqual(['cheap a', 'dear a', 'dear b', 'dear c']);
    expect(sites[0]?.candidates.map(({ status }) => status)).toEqual(['timed', 'unpromising', 'unpromising']);
    expect(complete).toBe(true);
  });

  it('tries first what is quick to try, of two that promise the same', async () => {
    const variants = (buildSeconds: number): ScriptedSite['variants'] => [
      { id: 'a', seconds: [0.1], buildSeconds },
      { id: 'b', seconds: [0.05], buildSeconds },
    ];
    const device = scripted([
      { id: 'long', variants: variants(3) },
      { id: 'short', variants: variants(1) },
    ]);
    await device.run();
    expect(device.built).toEqual(['long a', 'short a', 'short b', 'long b']);
  });

  it('lets the winner of an earlier run meet the default again before it tries another', async () => {
    const device = scripted([
      {
        id: 'site',
        variants: [
          { id: 'a', seconds: [0.1] },
          { id: 'new', seconds: [0.05] },
          { id: 'won', seconds: [0.09] },
        ],
      },
    ]);
    const [known] = (await scripted([{ id: 'site', variants: [SLOW, { id: 'won', seconds: [0.95] }] }]).run()).sites;
    if (known === undefined) throw new Error('no site');
    await device.run({ evidence: [known] });
    expect(device.built).toEqual(['site a', 'site won', 'site new']);
  });

  it('begins nothing that would overrun the budget, and keeps the best so far', async () => {
    const device = scripted([
      {
        id: 'site',
        variants: [
          { id: 'default', seconds: [0.1], buildSeconds: 2, checkSeconds: 1 },
          { id: 'first', seconds: [0.05], buildSeconds: 2, checkSeconds: 1 },
          { id: 'second', seconds: [0.01], buildSeconds: 2, checkSeconds: 1 },
        ],
      },
    ]);
    const { sites, complete, seconds } = await device.run({ budget: 8 });
    expect(sites[0]).toMatchObject({ chosen: 'first', candidates: [{}, {}, { id: 'second', status: 'untried' }] });
    expect(complete).toBe(false);
    expect(seconds).toBeLessThanOrEqual(8);
  });

  it('begins nothing that took too long in an earlier run', async () => {
    const device = scripted([
      { id: 'site', variants: [SLOW, { id: 'compiles for ages', seconds: [0.1], buildSeconds: 20 }] },
    ]);
    const { sites, seconds } = await device.run({ budget: 5, expected: () => 20 });
    expect(sites[0]?.candidates.map(({ status }) => status)).toEqual(['timed', 'untried']);
    expect(seconds).toBeLessThanOrEqual(5);
    const patient = await device.run({ budget: 50, expected: () => 20 });
    expect(patient.sites[0]?.chosen).toBe('compiles for ages');
    expect(patient.sites[0]?.attemptSeconds).toBeGreaterThan(20);
  });

  it('compares nothing at a site whose default was not reached', async () => {
    const device = scripted([
      { id: 'long', variants: [{ id: 'a', seconds: [0.1], buildSeconds: 3 }] },
      {
        id: 'left',
        variants: [
          { id: 'a', seconds: [0.1] },
          { id: 'b', seconds: [0.01] },
        ],
      },
    ]);
    const { sites } = await device.run({ budget: 4 });
    expect(sites[1]).toMatchObject({
      chosen: 'a',
      seconds: null,
      candidates: [{ status: 'untried' }, { status: 'untried' }],
    });
  });

  it('ends at a cancel, says what was found until then and leaves nothing on the device', async () => {
    const device = scripted(two);
    const controller = new AbortController();
    let found: readonly string[] = [];
    const run = device.run({
      signal: controller.signal,
      onProgress: (_, detail) => {
        if (detail === 'dear: b') controller.abort();
      },
      onInterrupted: (sites) => (found = sites.map(({ chosen }) => chosen)),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(found).toEqual(['a', 'b']);
    expect([...device.live]).toEqual([]);
  });

  it('ends where the device is lost', async () => {
    const device = scripted([{ id: 'site', variants: [SLOW, { id: 'deadly', seconds: [], dies: 'device-lost' }] }]);
    await expect(device.run()).rejects.toMatchObject({ code: 'device-lost' });
    expect([...device.live]).toEqual([]);
  });
});

const seconds = fc.integer({ min: 1, max: 1000 }).map((n) => n / 100);
const variant = fc.record({
  seconds: fc.array(seconds, { minLength: 1, maxLength: 6 }),
  error: fc.constantFrom(0, 0, 0, 0.9, 1.1, Number.NaN, Infinity),
  buildSeconds: seconds,
  refuses: fc.constantFrom(undefined, undefined, undefined, 'shader' as const, 'out-of-memory' as const),
});
const site = fc.record({
  uses: fc.integer({ min: 1, max: 100 }),
  variants: fc.array(variant, { minLength: 1, maxLength: 6 }),
});

describe('whatever the device does', () => {
  it('the chosen variant is sound, and never slower than the default', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(site, { maxLength: 4 }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        async (sites, budget) => {
          const script = sites.flatMap(({ uses, variants }, index): ScriptedSite[] => {
            const [first, ...others] = variants.map(({ refuses, ...rest }, i) => ({
              id: `c${i}`,
              ...rest,
              ...(refuses === undefined ? {} : { refuses }),
            }));
            return first === undefined ? [] : [{ id: `s${index}`, uses, variants: [first, ...others] }];
          });
          const device = scripted(script);
          const { sites: outcomes } = await device.run({ budget });
          expect([...device.live]).toEqual([]);
          // Each at most once, the defaults before all others.
          expect(new Set(device.built).size).toBe(device.built.length);
          const defaults = device.built.map((name) => name.endsWith(' c0'));
          expect(defaults).toEqual(defaults.toSorted((a, b) => Number(b) - Number(a)));
          for (const { chosen, candidates, seconds: taken, defaultSeconds, ...rest } of outcomes) {
            const timed = candidates.filter(({ status }) => status === 'timed');
            expect(candidates[0]?.status).not.toBe('unpromising');
            if (timed.length === 0) expect(candidates.map(({ status }) => status)).not.toContain('unpromising');
            const status = candidates.find(({ id }) => id === chosen)?.status;
            if (timed.length > 0) expect(status).toBe('timed');
            else expect(chosen).toBe(rest.default);
            if (taken !== null && defaultSeconds !== null) expect(taken).toBeLessThanOrEqual(defaultSeconds);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('begins nothing after the budget, however long attempts take, but for a site that has nothing sound', async () => {
    const long = fc.record({
      uses: fc.integer({ min: 1, max: 100 }),
      times: fc.array(seconds, { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(long, { maxLength: 4 }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        async (sites, budget) => {
          const script = sites.flatMap(({ uses, times }, index): ScriptedSite[] => {
            const [first, ...others] = times.map((each, i) => ({
              id: `c${i}`,
              seconds: [each / 100],
              buildSeconds: each,
            }));
            return first === undefined ? [] : [{ id: `s${index}`, uses, variants: [first, ...others] }];
          });
          const device = scripted(script);
          let last = 0;
          await device.run({ budget, onProgress: () => (last = device.now()) });
          expect(last).toBeLessThanOrEqual(budget);
        },
      ),
    );
  });
});
