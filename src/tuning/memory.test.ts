/** What the tuner remembers between runs, of a store that works and of those that do not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokamarkError } from '../foundation/errors';
import { observedStore } from './fixtures/scripted';
import { TuningMemory } from './memory';
import type { SiteOutcome } from './outcome';
import type { AdapterProbe } from '../device/probe';
import { storeInMemory, tuningKey, type TuningStore } from './store';

const SITE: SiteOutcome = {
  id: 'decode int4 qkv',
  rows: 1,
  uses: 30,
  chosen: 'b',
  default: 'a',
  seconds: 0.5,
  defaultSeconds: 1,
  attemptSeconds: 2,
  remembered: false,
  candidates: [{ id: 'b', status: 'timed', seconds: 0.5, check: null, message: '' }],
};

async function memoryOf(store: TuningStore, key = 'device') {
  const problems: TokamarkError[] = [];
  const memory = new TuningMemory(store, key, (problem) => problems.push(problem));
  await memory.load();
  return { memory, problems };
}

describe('a memory', () => {
  it('gives the next run what was found, on this device alone', async () => {
    const store = storeInMemory();
    await (await memoryOf(store)).memory.remember([SITE]);
    const { memory, problems } = await memoryOf(store);
    expect(memory.siteOf(SITE.id)).toEqual(SITE);
    expect((await memoryOf(store, 'another device')).memory.siteOf(SITE.id)).toBeNull();
    expect(problems).toEqual([]);
  });

  it('blacklists what was running when the last run ended without a word, and says so once', async () => {
    const store = storeInMemory();
    await (await memoryOf(store)).memory.begin({ site: 'site', candidate: 'deadly' });
    const next = await memoryOf(store);
    expect(next.memory.isBlacklisted('site', 'deadly')).toBe(true);
    expect(next.memory.isBlacklisted('other site', 'deadly')).toBe(false);
    expect(next.problems.map(({ message }) => message)).toEqual(['The last run ended while it tried deadly for site.']);
    const later = await memoryOf(store);
    expect(later.memory.isBlacklisted('site', 'deadly')).toBe(true);
    expect(later.problems).toEqual([]);
  });

  it('holds nothing against a variant that ran to its end, or whose run was cancelled', async () => {
    const store = storeInMemory();
    const { memory } = await memoryOf(store);
    await memory.begin({ site: 'site', candidate: 'first' });
    await memory.begin({ site: 'site', candidate: 'second' });
    await memory.clear();
    const next = await memoryOf(store);
    expect([next.memory.isBlacklisted('site', 'first'), next.memory.isBlacklisted('site', 'second')]).toEqual([
      false,
      false,
    ]);
  });

  it('forgets winners and blacklist when it is told to', async () => {
    const store = storeInMemory();
    const { memory } = await memoryOf(store);
    await memory.remember([SITE]);
    await memory.begin({ site: 'site', candidate: 'deadly' });
    await memory.blacklist();
    await (await memoryOf(store)).memory.forget();
    const next = await memoryOf(store);
    expect(next.memory.isBlacklisted('site', 'deadly')).toBe(false);
    expect(next.memory.siteOf(SITE.id)).toBeNull();
  });

  it('writes its states in the order in which they came, though none is waited for', async () => {
    const { store, written } = observedStore();
    const { memory } = await memoryOf(store);
    await Promise.all([memory.begin({ site: 'site', candidate: 'a' }), memory.clear(), memory.remember([SITE])]);
    expect(written.map((text) => text.includes('"running":{'))).toEqual([true, false, false]);
    expect((await memoryOf(store)).memory.siteOf(SITE.id)).toEqual(SITE);
  });
});

describe('a store that cannot be trusted', () => {
  it('is ignored, said once and overwritten where what it keeps is damaged', async () => {
    const damaged = [
      42,
      'text',
      [],
      {},
      { sites: [{ id: 1 }], blacklist: [], running: null },
      { sites: {}, blacklist: null },
    ];
    for (const value of damaged) {
      const store = storeInMemory(new Map([['device', value]]));
      const { memory, problems } = await memoryOf(store);
      expect(problems.map(({ code }) => code)).toEqual(['tuning']);
      await memory.remember([SITE]);
      expect((await memoryOf(store)).memory.siteOf(SITE.id)).toEqual(SITE);
      expect(problems).toHaveLength(1);
    }
  });

  it('never ends a run, whatever JSON it gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const { memory } = await memoryOf(storeInMemory(new Map([['device', value]])));
        await memory.begin({ site: 'site', candidate: 'a' });
        expect(memory.isBlacklisted('__proto__', 'constructor')).toBe(false);
      }),
    );
  });

  it('costs the memory and not the run where it throws, and says so once', async () => {
    const broken: TuningStore = {
      read: () => Promise.reject(new Error('no database')),
      write: () => Promise.reject(new Error('no database')),
    };
    const { memory, problems } = await memoryOf(broken);
    await memory.begin({ site: 'site', candidate: 'a' });
    await memory.remember([SITE]);
    expect(memory.siteOf(SITE.id)).toEqual(SITE);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ message: 'What is tuned cannot be read.', details: 'Error: no database' });
  });
});

describe('the key', () => {
  const granted: AdapterProbe = {
    ...{ vendor: 'acme', architecture: 'roadrunner', device: 'R-1', description: 'driver 1' },
    ...{ software: false, powerPreference: 'high-performance' },
    ...{ shaderF16: true, dot4: true, timestampQuery: false },
    subgroups: { minSize: 32, maxSize: 32 },
    features: ['shader-f16', 'subgroups'],
    limits: {
      ...{ maxBufferSize: 1, maxStorageBufferBindingSize: 1, maxStorageBuffersPerShaderStage: 1 },
      ...{ maxComputeWorkgroupStorageSize: 1, maxComputeInvocationsPerWorkgroup: 1, maxComputeWorkgroupSizeX: 1 },
      maxComputeWorkgroupsPerDimension: 1,
    },
  };
  const runtime = { name: 'Chrome', version: '150', dawn: null };

  it('is another for another driver, browser version, feature, limit or shader, and no other', () => {
    const key = tuningKey(granted, runtime, 'hash');
    const others = [
      tuningKey({ ...granted, description: 'driver 2' }, runtime, 'hash'),
      tuningKey(granted, { ...runtime, version: '151' }, 'hash'),
      tuningKey({ ...granted, features: ['shader-f16'] }, runtime, 'hash'),
      tuningKey({ ...granted, limits: { ...granted.limits, maxComputeWorkgroupStorageSize: 2 } }, runtime, 'hash'),
      tuningKey(granted, runtime, 'other hash'),
      tuningKey({ ...granted, dot4: false }, runtime, 'hash'),
      tuningKey({ ...granted, powerPreference: 'low-power' }, runtime, 'hash'),
    ];
    expect(new Set([key, ...others]).size).toBe(others.length + 1);
    // Nothing that a probe tells is left out.
    for (const name of Object.keys(granted)) {
      expect(tuningKey({ ...granted, [name]: ['other'] }, runtime, 'hash'), name).not.toBe(key);
    }
    expect(tuningKey({ ...granted, features: ['subgroups', 'shader-f16'] }, runtime, 'hash')).toBe(key);
  });
});
