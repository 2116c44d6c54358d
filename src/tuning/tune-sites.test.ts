/** Tuning on a real device, with variants of a real kernel that are good, wasteful, wrong, too large or deadly. */
import { describe, expect, it } from 'vitest';
import { create, kernel } from '../../shaders/swiglu/index';
import { gpu, withDevice, withEditedKernels } from '../../test/fixtures/device';
import { GpuContext } from '../device/context';
import { openContext } from '../device/open';
import { TokamarkError } from '../foundation/errors';
import { bind } from '../kernels/bind';
import { outcome } from './contest';
import { orHang } from './hang';
import { TuningMemory } from './memory';
import type { Variant, Site } from './site';
import { storeInMemory, type TuningStore } from './store';
import { TuningLoss, tuneSites, type TuneOptions } from './tune-sites';

const context = withDevice();
const damaged = withEditedKernels(context, (code) => code.replace('exp(', '1.01 * exp('));
const clock = { now: () => performance.now() / 1000 };
const WIDTH = 4096;

function swiglu(on: GpuContext) {
  const buffers = {
    gate_up: on.buffers.create('gate and up', 8 * WIDTH),
    out: on.buffers.create('out', 4 * WIDTH),
  };
  return create(on, { width: WIDTH }, buffers);
}

/** A variant that runs the kernel `times` times. */
const repeated = (on: GpuContext, id: string, times: number): Variant => ({
  id,
  dispatches: async () => {
    const dispatch = await swiglu(on);
    return Array.from({ length: times }, () => dispatch);
  },
});

const wasteful = (on: GpuContext) => repeated(on, 'wasteful', 200);
const good = (on: GpuContext) => repeated(on, 'good', 2);

const wrong = (on: GpuContext): Variant => ({
  id: 'wrong',
  dispatches: async () => {
    const dispatch = await swiglu(on);
    const use = { ...dispatch.use, id: `${dispatch.use.id} damaged`, check: () => dispatch.use.check(damaged()) };
    return [{ ...dispatch, use }];
  },
});

const large = (on: GpuContext): Variant => ({
  id: 'large',
  dispatches: () => {
    on.buffers.create('a little', 64);
    on.buffers.create('too much', 2 ** 50);
    return Promise.resolve([]);
  },
});

const refused = (on: GpuContext): Variant => ({
  id: 'refused',
  dispatches: async () => [
    await bind(on, {
      use: kernel.use({ width: 1 }),
      program: {
        code: '@compute @workgroup_size(1) fn main() { let a: u32 = 1.5; }',
        bindings: [],
        constants: {},
        workgroups: () => [1, 1, 1],
      },
      buffers: {},
    }),
  ],
});

const deadly = (on: GpuContext): Variant => ({
  id: 'deadly',
  dispatches: async () => {
    const dispatch = await swiglu(on);
    on.device.destroy();
    await on.device.lost;
    return [dispatch];
  },
});

/** Says that it has no memory left at the end of what is done for the variant `hungry`, as a device does. */
class Starved extends GpuContext {
  override async guarded<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    const value = await super.guarded(what, work);
    if (!what.endsWith(': hungry')) return value;
    throw new TokamarkError({ code: 'out-of-memory', message: 'none left', where: what, remedy: '' });
  }
}

const site = (id: string, ...variants: readonly [Variant, ...Variant[]]): Site => ({
  id,
  rows: 1,
  uses: 1,
  variants,
});

function options(store: TuningStore = storeInMemory(), change: Partial<TuneOptions> = {}) {
  const problems: TokamarkError[] = [];
  const memory = new TuningMemory(store, 'device', (problem) => problems.push(problem));
  return { problems, options: { memory, clock, budget: 60, signal: null, ...change } };
}

describe('on a real device', () => {
  it('chooses the fastest sound variant, says what became of each, and leaves nothing there', async () => {
    const on = context();
    const before = on.buffers.current;
    const all = [wasteful, wrong, large, refused, good].map((make) => make(on));
    const [first, ...others] = all;
    if (first === undefined) throw new Error('no variant');
    const checked: TuneOptions['checked'] = new Map();
    const { chosen, ...outcome } = await tuneSites(
      on,
      [site('swiglu', first, ...others)],
      options(undefined, { checked }).options,
    );
    expect(outcome).toMatchObject({ source: 'tuned', complete: true });
    expect(outcome.sites[0]?.candidates.map(({ id, status }) => `${id}: ${status}`)).toEqual([
      'wasteful: timed',
      'wrong: wrong',
      'large: failed',
      'refused: failed',
      'good: timed',
    ]);
    expect(outcome.sites[0]).toMatchObject({ chosen: 'good', default: 'wasteful', remembered: false });
    expect(chosen.get('swiglu')).toBe('good');
    expect([...checked.keys()]).toEqual(['swiglu 4096', 'swiglu 4096 damaged']);
    expect(on.buffers.current).toBe(before);
    expect(() => on.assertAlive()).not.toThrow();
  });

  it('frees what a variant got before there was no memory left, and goes on with the next', async () => {
    const { adapter, device, granted } = context();
    const on = new Starved(adapter, device, granted);
    const all = site('swiglu', wasteful(on), repeated(on, 'hungry', 1), good(on));
    const { chosen, sites } = await tuneSites(on, [all], options().options);
    expect(sites[0]?.candidates.map(({ id, status }) => `${id}: ${status}`)).toEqual([
      'wasteful: timed',
      'hungry: out-of-memory',
      'good: timed',
    ]);
    expect(chosen.get('swiglu')).toBe('good');
    expect(on.buffers.current).toBe(0);
  });

  it('takes what an earlier run found, without trying anything, and goes on where it was left', async () => {
    const on = context();
    const store = storeInMemory();
    await tuneSites(on, [site('a', wasteful(on), good(on))], options(store).options);
    const again = await tuneSites(on, [site('a', wasteful(on), good(on))], options(store).options);
    expect(again).toMatchObject({ source: 'remembered', seconds: 0, sites: [{ chosen: 'good', remembered: true }] });
    const more = await tuneSites(on, [site('a', wasteful(on), wrong(on), good(on))], options(store).options);
    expect(more).toMatchObject({ source: 'tuned', sites: [{ chosen: 'good', remembered: false }] });
    expect(more.sites[0]?.candidates.map(({ status }) => status)).toEqual(['timed', 'wrong', 'timed']);
  });

  it('gives what an earlier run left by few looks another chance in a later one, and what many sites spoke against none', async () => {
    const on = context();
    const store = storeInMemory();
    const { options: first } = options(store);
    const [known] = (await tuneSites(on, [site('a', wasteful(on))], first)).sites;
    if (known === undefined || first.memory === null) throw new Error('nothing is remembered');
    const before = { ...known, candidates: [...known.candidates, outcome('good', 'unpromising')] };
    const elsewhere = ['b', 'c', 'd'].map((id) => ({ ...known, id, candidates: [outcome('good', 'slower', 1)] }));
    const sites = [site('a', wasteful(on), good(on))];

    await first.memory.remember([before, ...elsewhere]);
    const barred = await tuneSites(on, sites, options(store).options);
    expect(barred).toMatchObject({ source: 'remembered', complete: true, seconds: 0 });
    expect(barred.sites[0]?.candidates.map(({ status }) => status)).toEqual(['timed', 'unpromising']);

    await first.memory.remember([{ ...known, id: 'd', candidates: [] }]);
    const later = options(store).options;
    expect(await tuneSites(on, sites, { ...later, budget: 0 })).toMatchObject({ sites: [{ chosen: 'wasteful' }] });
    expect(await tuneSites(on, sites, later)).toMatchObject({ sites: [{ chosen: 'good' }] });
  });

  it('runs the defaults where it is switched off', async () => {
    const { chosen, source } = await tuneSites(context(), [site('a', wasteful(context()))], {
      ...options().options,
      memory: null,
    });
    expect([source, chosen.size]).toEqual(['off', 0]);
  });

  it('blacklists what lost the device, so that the next try passes with what was found before', async () => {
    const store = storeInMemory();
    const sitesOn = (on: GpuContext) => [site('a', wasteful(on), good(on)), site('b', good(on), deadly(on))];
    const first = await openContext(gpu, 'high-performance');
    const lost = await tuneSites(first, sitesOn(first), options(store).options).catch((thrown: unknown) => thrown);
    first.close();
    if (!(lost instanceof TuningLoss)) throw new Error('nothing was lost');
    expect(lost).toMatchObject({ code: 'device-lost', site: 'b', variant: 'deadly', where: 'b: deadly' });

    const second = await openContext(gpu, 'high-performance');
    const { options: later, problems } = options(store);
    const { sites, chosen } = await tuneSites(second, sitesOn(second), later);
    expect(Object.fromEntries(chosen)).toEqual({ a: 'good', b: 'good' });
    expect(sites[1]?.candidates.map(({ status }) => status)).toEqual(['timed', 'blacklisted']);
    expect(problems).toEqual([]);
    second.close();
  });

  it('holds nothing against the variant at which it was cancelled', async () => {
    const on = context();
    const store = storeInMemory();
    const controller = new AbortController();
    const slow: Variant = {
      id: 'slow',
      dispatches: async () => {
        controller.abort();
        return [await swiglu(on)];
      },
    };
    const { options: cancelled } = options(store, { signal: controller.signal });
    await expect(tuneSites(on, [site('a', slow, good(on))], cancelled)).rejects.toMatchObject({ code: 'cancelled' });
    const next = options(store);
    await tuneSites(on, [site('b', good(on))], next.options);
    expect(next.options.memory?.isBlacklisted('a', 'slow')).toBe(false);
    expect(next.problems).toEqual([]);
  });
});

describe('work that never ends', () => {
  it('is given up after its limit, as a loss that names it', async () => {
    const never = new Promise<never>(() => undefined);
    await expect(orHang(never, 0.4, 'a: hanging')).rejects.toMatchObject({ code: 'device-lost', where: 'a: hanging' });
  });

  it('is not confused with a thread that is busy itself', async () => {
    const work = new Promise<string>((resolve) => setTimeout(() => resolve('done'), 500));
    const until = performance.now() + 450;
    while (performance.now() < until);
    expect(await orHang(work, 0.3, 'a: busy')).toBe('done');
  });
});
