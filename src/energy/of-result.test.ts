/** From a result to what its tokens cost: for a device that is known, several, none, typed-in watts, and a CPU. */
import { beforeAll, describe, expect, it } from 'vitest';
import { figure, result, roofs as roofsFixture } from '../../test/fixtures/result';
import { toMarkdown } from '../report/markdown';
import { energySchema } from '../report/schema/energy';
import { loadCatalogue } from '../hardware/catalogue';
import { loadConstants } from './constants';
import { identify } from '../hardware/identify/resolve';
import { energyOf, type EnergyContext } from './of-result';
import { energySettingsSchema, type EnergySettings } from './fields';

let context: EnergyContext;
beforeAll(async () => {
  context = { catalogue: await loadCatalogue(), constants: await loadConstants(), identity: null, better: null };
});

const gpu = (over: Partial<ReturnType<typeof result>['adapter']> = {}) => {
  const made = result();
  return {
    ...made,
    adapter: { ...made.adapter, vendor: '', architecture: '', device: '', description: '', software: false, ...over },
  };
};
const settings = (over: Partial<EnergySettings> = {}) => energySettingsSchema.parse(over);

describe('energy of a result', () => {
  it('is a range with its badge for somebody who typed nothing', () => {
    const energy = energyOf(gpu({ vendor: 'nvidia', device: 'NVIDIA GeForce RTX 3090' }), settings(), context);
    expect(energySchema.parse(energy)).toEqual(energy);
    expect(energy).toMatchObject({ status: 'known', device: { id: 'rtx-3090' } });
    expect(energy.rows.length).toBe(result().results.filter((one) => one.tokensPerSecond !== null).length);
    for (const row of energy.rows) {
      // Its fixture uses a few per cent of the bandwidth, and of prefill there is no measurement at all.
      expect(row.provenance.badge).toBe('estimated, outside the measured range · GPU only · idle power included');
      expect(row.provenance.measuredRange).toBe('outside');
      expect(row.joulesPerToken.low).toBeLessThan(row.joulesPerToken.high);
    }
  });

  it('gains with a format of fewer bytes', () => {
    const { rows } = energyOf(gpu({ device: 'NVIDIA GeForce RTX 3090' }), settings(), context);
    const at = (format: string) => rows.find((row) => row.format === format && row.phase === 'decode');
    expect(at('int4')?.joulesPerToken.central).toBeLessThan(at('fp16')?.joulesPerToken.central ?? 0);
  });

  it('is of all tokens of a batch, outside of what was measured, and leaves the answer to one sequence', () => {
    const one = result().results.filter(({ format }) => format === 'int4');
    const eight = one.map((entry) => ({ ...entry, batch: 8, test: `${entry.test} b8`, workloadId: 'b'.repeat(64) }));
    const on = gpu({ device: 'NVIDIA GeForce RTX 3090' });
    const alone = energyOf({ ...on, results: one }, settings(), context);
    const { rows, answers } = energyOf({ ...on, results: [...eight, ...one] }, settings(), context);
    expect(answers).toEqual(alone.answers);
    const at = (batch: number) => rows.find((row) => row.phase === 'decode' && row.batch === batch);
    expect(at(8)?.provenance.measuredRange).toBe('outside');
    expect(at(8)?.provenance.notes.join(' ')).toContain('several at once compute more per byte');
    // At the same speed in all and the same bytes per token: it may draw more, up to what a prefill does.
    expect(at(8)?.powerWatts.low).toBe(at(1)?.powerWatts.low);
    expect(at(8)?.powerWatts.high).toBeGreaterThan(at(1)?.powerWatts.high ?? NaN);
    expect(at(8)?.joulesPerToken.high).toBeGreaterThan(at(1)?.joulesPerToken.high ?? NaN);
  });

  it('takes an answer of the shallowest decode and prefill, in whatever order the run had them', () => {
    const int4 = result().results.filter(({ format }) => format === 'int4');
    const deep = int4.map((entry) => ({
      ...entry,
      ...{ depth: 2048, test: `${entry.test} @ 2048`, workloadId: 'd'.repeat(64), tokensPerSecond: figure(20) },
    }));
    const on = gpu({ device: 'NVIDIA GeForce RTX 3090' });
    const { answers } = energyOf({ ...on, results: [...deep, ...int4] }, settings(), context);
    expect(answers).toEqual(energyOf({ ...on, results: int4 }, settings(), context).answers);
    expect(answers).toHaveLength(1);
  });

  it('is of our own engine alone, and says of every other one why it has none', () => {
    const on = gpu({ device: 'NVIDIA GeForce RTX 3090' });
    const ours = on.results.filter(({ format }) => format === 'int4');
    const theirs = ours.map((entry) => ({ ...entry, engine: 'waiter' }));
    const alone = energyOf({ ...on, results: ours }, settings(), context);
    const reason = 'waiter has no energy here:';
    for (const watts of [null, 300]) {
      const beside = energyOf({ ...on, results: [...ours, ...theirs] }, settings({ watts }), context);
      expect(new Set([...beside.rows, ...beside.answers].map(({ engine }) => engine))).toEqual(new Set(['tokamark']));
      expect(beside.reason).toContain(reason);
      expect(toMarkdown({ ...on, results: [...ours, ...theirs], energy: beside })).toContain(reason);
    }
    expect(alone.reason).not.toContain(reason);
    const unmeasured = theirs.map((entry) => ({ ...entry, tokensPerSecond: null }));
    expect(energyOf({ ...on, results: [...ours, ...unmeasured] }, settings(), context)).toEqual(alone);
  });

  it('has none for a software adapter, and says why', () => {
    expect(energyOf(gpu({ software: true }), settings({ device: 'rtx-3090' }), context)).toMatchObject({
      status: 'software',
      reason: expect.stringContaining('A CPU does the work'),
      rows: [],
      answers: [],
    });
  });

  it('is a figure of the CPU for who types the watts of a software adapter, and never one of a GPU', () => {
    const energy = energyOf(gpu({ software: true }), settings({ watts: 50 }), context);
    expect(energySchema.parse(energy)).toEqual(energy);
    expect(energy).toMatchObject({ status: 'software', device: null });
    expect(energy.rows[0]?.provenance.badge).toBe('typed in · CPU only, no GPU worked · idle power included');
    const metered = energyOf(gpu({ software: true }), settings({ watts: 50, boundary: 'wall' }), context);
    expect(metered.rows[0]?.provenance.boundary).toBe('wall');
  });

  it('takes nothing of a GPU that is chosen beside a software adapter, and says so', () => {
    const on = gpu({ software: true });
    const alone = energyOf(on, settings({ watts: 50 }), context);
    const beside = energyOf(on, settings({ watts: 50, device: 'rtx-3090', powerLimit: 200 }), context);
    expect(beside.rows).toEqual(alone.rows);
    const why = ({ field }: { readonly field: string }) => field === 'device' || field === 'powerLimit';
    expect(beside.unused?.filter(why).map(({ why: said }) => said)).toEqual([
      'The device plays no part: a CPU does the work.',
      'The power limit plays no part: a CPU does the work.',
    ]);
    expect(() => energyOf(on, settings({ device: 'rtx-31000' }), context)).toThrow('has no device "rtx-31000"');
    expect(() => energyOf(on, settings({ powerLimit: -1 }), context)).toThrow('powerLimit is -1');
  });

  it('is an order of magnitude where nothing is known of the GPU', () => {
    const energy = energyOf(gpu(), settings(), context);
    expect(energy).toMatchObject({ status: 'unknown', device: { id: null, class: 'unknown' } });
    const decode = energy.rows.find(({ phase }) => phase === 'decode');
    expect((decode?.powerWatts.high ?? 0) / (decode?.powerWatts.low ?? 1)).toBeGreaterThan(20);
  });

  it('spans the devices that a browser leaves open', () => {
    const energy = energyOf(gpu({ vendor: 'intel', architecture: 'xe-2-hpg' }), settings(), context);
    expect(energy).toMatchObject({ status: 'ambiguous', candidates: ['arc-b570', 'arc-b580'] });
  });

  it('takes a power limit that was typed in where the device is not sure', () => {
    const open = gpu({ vendor: 'intel', architecture: 'xe-2-hpg' });
    const of = (powerLimit: number | null) =>
      energyOf(open, settings({ powerLimit }), context).rows.find(({ phase }) => phase === 'prefill')?.powerWatts;
    expect(of(60)?.high).toBeLessThanOrEqual(60);
    expect(of(null)?.high).toBeGreaterThan(100);
    expect(() => energyOf(open, settings({ powerLimit: -1 }), context)).toThrow('powerLimit is -1');
  });

  it('takes the bandwidth that the run measured where none is published, and the published one where it is', () => {
    const decode = (made: ReturnType<typeof gpu>) =>
      energyOf(made, settings(), context).rows.find(({ phase }) => phase === 'decode');
    const roofs = (median: number) => {
      const { bandwidth, ...rest } = roofsFixture();
      return { ...rest, bandwidth: bandwidth === null ? null : { ...bandwidth, median } };
    };
    const open = gpu({ vendor: 'intel', architecture: 'xe-2-hpg' });
    expect(decode({ ...open, roofs: null })?.bandwidthUse).toBeNull();
    expect(decode({ ...open, roofs: roofs(4e11) })?.bandwidthUse).toBeGreaterThan(0);
    expect(decode({ ...open, roofs: roofs(4e11) })?.provenance.notes.join(' ')).toContain('that this run measured');
    const known = gpu({ device: 'NVIDIA GeForce RTX 3090' });
    expect(decode({ ...known, roofs: roofs(1e11) })?.bandwidthUse).toBe(
      decode({ ...known, roofs: null })?.bandwidthUse,
    );
  });

  it("goes by the page's renderer string before the adapter's name", () => {
    const renderer = 'ANGLE (Apple, ANGLE Metal Renderer: Apple M4, Unspecified Version)';
    const identity = identify({ renderer, vendor: 'apple', architecture: 'metal-3' }, context.catalogue);
    const page = { ...context, identity };
    expect(energyOf(gpu({ vendor: 'apple', architecture: 'metal-3' }), settings(), page)).toMatchObject({
      status: 'known',
      device: { id: 'apple-m4' },
    });
  });

  it('is one figure for somebody who types watts', () => {
    const { status, rows } = energyOf(gpu(), settings({ watts: 200, boundary: 'wall' }), context);
    expect(status).toBe('chosen');
    expect(rows[0]?.provenance).toMatchObject({ kind: 'typed', boundary: 'wall' });
    expect(rows[0]?.powerWatts).toEqual({ low: 200, central: 200, high: 200 });
  });

  it('tells of a typical answer for each format', () => {
    const { answers } = energyOf(
      gpu({ device: 'Apple M4' }),
      settings({ promptTokens: 100, answerTokens: 200 }),
      context,
    );
    expect(answers.map(({ format }) => format)).toEqual(expect.arrayContaining(['fp16', 'int4']));
    expect(answers[0]).toMatchObject({ promptTokens: 100, answerTokens: 200 });
  });

  it('refuses a setting before anything else, naming it', () => {
    expect(() => energyOf(gpu(), settings({ watts: 0 }), context)).toThrow('watts is 0');
  });
});
