/** What the board answers to who reads, through the API, on both databases. All figures are invented. */
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { DATABASES } from '../../test/databases';
import { addRun, prepare, runId, workloadId } from '../../test/filled';
import { withDatabase } from '../../test/with-database';
import { createApp, type BoardApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { cohortsSchema, workloadsSchema } from '../contract/reads/cohorts';
import { energySchema } from '../contract/reads/energy';
import { gpuPageSchema, slicesSchema } from '../contract/reads/gpus';
import { cohortsQuerySchema } from '../contract/reads/query';
import { runSchema, runsSchema } from '../contract/reads/runs';
import { filtersSchema, supportSchema } from '../contract/reads/support';
import { problemSchema } from '../contract/problem';
import { figureOf } from '../cohorts/figure';
import type { Database } from '../database/open';
import { boardSecrets } from '../submission/secret';
import { createReads } from './reads';

const unheard = (thrown: unknown): never => expect.fail(`nobody asked, and it failed: ${String(thrown)}`);

const GPUS = ['rtx-4090', 'radeon-rx-7900-xtx', 'arc-b580'] as const;
const [NVIDIA, AMD, INTEL] = GPUS;
const DAY = 86_400_000;
const START = Date.parse('2026-09-20T12:00:00Z');
const on = (day: number): Date => new Date(START + day * DAY);
/** Of a device, ascending with its number. */
const speedOf = (device: number): number => 100 + device;

describe.each(DATABASES)('what is read on $kind', ({ make }) => {
  let database: Database;
  let app: BoardApp;
  const TELLING = 900;

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.fetch(new Request(`http://board.test${path}`, { headers }));
    const text = await response.text();
    const body: unknown = /json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, body };
  };
  const cohorts = async (query: string) => cohortsSchema.parse((await ask(`/api/cohorts?${query}`)).body);

  withDatabase(make, async (opened) => {
    database = opened;
    const [secrets, log] = [await boardSecrets(database), createLog('silent')];
    const checkProof = () => Promise.resolve('untested' as const);
    app = createApp({ database, secrets, checkProof, log, metrics: createMetrics() });
    await prepare(database, GPUS);
    let number = 0;
    // Ten devices of one GPU, each once in Chrome, and seven in Firefox a month later, a tenth faster.
    for (let device = 0; device < 10; device += 1) {
      const speed = speedOf(device);
      await addRun(database, (number += 1), {
        ...{ device: `n${device}`, gpu: NVIDIA, receivedAt: on(0), joules: { estimated: 2, measured: 100 / speed } },
        speeds: { 'tg64 int4': speed, 'pp512 int4': 50 * speed },
      });
      if (device >= 7) continue;
      const speeds = { 'tg64 int4': 1.1 * speed };
      const place = { browser: 'Firefox 150', os: 'Linux', receivedAt: on(30) };
      await addRun(database, (number += 1), { device: `n${device}`, gpu: NVIDIA, speeds, ...place });
    }
    // Six of another that is as fast, and two of a third that is clearly slower.
    for (let device = 0; device < 6; device += 1) {
      const speeds = { 'tg64 int4': speedOf(device) + 4 };
      await addRun(database, (number += 1), { device: `a${device}`, gpu: AMD, speeds, receivedAt: on(1) });
    }
    for (let device = 0; device < 2; device += 1) {
      const told = { device: `i${device}`, gpu: INTEL, receivedAt: on(2), speeds: { 'tg64 int4': 50 } };
      await addRun(database, (number += 1), told);
    }
    await addRun(database, TELLING, {
      device: 'q',
      gpu: NVIDIA,
      state: 'quarantined',
      speeds: { 'tg64 int4': 123.456 },
    });
    await addRun(database, 901, { device: 'f', gpu: NVIDIA, state: 'failed', speeds: {}, code: 'device-lost' });
    await addRun(database, 902, { device: 'r', gpu: NVIDIA, state: 'rejected', code: 'device-lost' });
  });

  test('the board has a rank for each that has an interval, shared by ties, and n of each', async () => {
    const { total, measure, workload, sampling, cohorts: rows } = await cohorts('');
    expect([total, measure.unit, workload.test, sampling.method]).toEqual([3, 'tokens per second', 'tg64', 'stored']);
    expect(rows.map(({ gpu, rank, n, devices, runs }) => [gpu.id, rank, n, devices, runs])).toEqual([
      [NVIDIA, { from: 1, to: 2 }, 10, 10, 17],
      [AMD, { from: 1, to: 2 }, 6, 6, 6],
      [INTEL, null, 2, 2, 2],
    ]);
    expect((await cohorts(`gpu=${AMD}`)).cohorts.map(({ gpu, rank }) => [gpu.id, rank])).toEqual([
      [AMD, { from: 1, to: 2 }],
    ]);
    expect((await cohorts('kind=laptop')).cohorts).toEqual([]);
    expect((await cohorts('test=pp512&format=fp16')).total).toBe(0);
    const { workloads } = workloadsSchema.parse((await ask('/api/workloads')).body);
    expect(workloads.filter((one) => one.cohorts > 0)).toMatchObject([
      { test: 'tg64', format: 'int4', isHeadline: true, cohorts: 3, devices: 18, runs: 25 },
      { test: 'pp512', format: 'int4', cohorts: 1, devices: 10, runs: 10 },
    ]);
  });

  test('a filter makes the figures anew from the runs that it leaves, and other metrics from theirs', async () => {
    const firefox = await cohorts('browser=Firefox');
    expect(firefox.sampling).toEqual({ method: 'every device', runs: 7, share: 1, isFirst: false });
    expect(firefox.cohorts).toMatchObject([{ gpu: { id: NVIDIA }, n: 7, runs: 7, id: null, error: null }]);
    expect(firefox.cohorts[0]?.median).toBeCloseTo(1.1 * speedOf(3), 10);
    expect((await cohorts('browser=Firefox%20150&os=Linux&power=mains')).cohorts).toHaveLength(1);
    expect((await cohorts('browser=Firefox%20151')).cohorts).toEqual([]);
    const first = await cohorts('test=pp512&metric=ttftSeconds');
    expect(first.measure).toMatchObject({ unit: 'seconds', better: 'smaller' });
    expect(first.cohorts[0]?.median).toBeCloseTo((512 / 50 / 104 + 512 / 50 / 105) / 2, 10);
    const joules = await cohorts('metric=joulesPerToken');
    expect(joules.measure).toMatchObject({ better: 'smaller', rung: 'measured', boundary: 'gpu' });
    expect(joules.cohorts).toMatchObject([{ gpu: { id: NVIDIA }, n: 10 }]);
    expect((await cohorts('rung=measured')).sampling.runs).toBe(10);
    expect((await cohorts('rung=typed')).cohorts).toEqual([]);
  });

  test('more runs than are read are stood for by a sample of devices, and the answer says how far off it may be', async () => {
    const few = createReads({ ...database, mostRows: 12 }, unheard);
    const { cohorts: rows, sampling } = await few.cohorts(cohortsQuerySchema.parse({ os: 'Windows' }));
    expect(sampling.method).toBe('sample of devices');
    const { rows: read } = await sql<{ median: number }>`
      select median from samples join runs on runs.id = run_id join devices on devices.id = device_id
      where workload_id = ${workloadId('tg64 int4')} and metric = 'tokensPerSecond' and state = 'ranked'
        and os = 'Windows' and runs.gpu_id = ${NVIDIA} and devices.draw < ${sampling.share}`.execute(database.read);
    const mine = rows.find(({ gpu }) => gpu.id === NVIDIA);
    expect(mine?.median).toBe(figureOf(read.map(({ median }) => median))?.median);
    expect(mine?.error).toMatchObject({ level: 0.99 });
    expect(sampling.runs).toBeLessThanOrEqual(12);
    // Of one version of a browser the sample is of its own runs.
    const chrome = await few.cohorts(cohortsQuerySchema.parse({ browser: 'Chrome 156' }));
    expect(chrome.sampling.method).toBe('sample of devices');
    expect(chrome.sampling.runs).toBeGreaterThan(6);
    expect(chrome.sampling.runs).toBeLessThanOrEqual(12);
  });

  test('who asks first gets an answer of few runs, and who asks again one of all that are read', async () => {
    const reads = createReads({ ...database, fewRows: 12 }, unheard);
    const query = cohortsQuerySchema.parse({ browser: 'Chrome 156' });
    for (let asked = 0; asked < 2; asked += 1) expect((await reads.cohorts(query)).sampling.share).toBeLessThan(1);
    await vi.waitFor(async () => {
      const { sampling, cohorts: rows } = await reads.cohorts(query);
      expect(sampling).toEqual({ method: 'every device', runs: 18, share: 1, isFirst: false });
      expect(rows.find(({ gpu }) => gpu.id === NVIDIA)).toMatchObject({ n: 10, error: null });
    });
  });

  test('a device whose sessions lie days apart is confirmed; of two such a cohort has no place, and comes last', async () => {
    for (const [index, day] of [40, 41, 42].entries()) {
      for (const device of [0, 1]) {
        const told = { device: `i${device}`, gpu: INTEL, receivedAt: on(day), speeds: { 'tg64 int4': 50 } };
        await addRun(database, 700 + 2 * index + device, told);
      }
    }
    const { cohorts: rows } = await createReads(database, unheard).cohorts(cohortsQuerySchema.parse({}));
    expect(rows.map(({ gpu, basis, confirmed, rank }) => [gpu.id, basis, confirmed, rank?.from])).toEqual([
      [NVIDIA, 'all', 0, 1],
      [AMD, 'all', 0, 1],
      [INTEL, 'confirmed', 2, undefined],
    ]);
  });

  test('a run has its place; one in quarantine looks as ranked, and is in no list and no cohort', async () => {
    const ranked = runSchema.parse((await ask(`/api/runs/${runId(1)}`)).body);
    expect(ranked).toMatchObject({ state: 'ranked', reasons: [], gpu: { id: NVIDIA }, receipt: { text: 'a receipt' } });
    const decode = ranked.figures.find(({ test: name }) => name === 'tg64');
    // Device 0's own voice is the mean of its two runs, and does not count beside this run.
    expect(decode?.place).toMatchObject({ devices: 10, worse: 0, equal: 1, percentile: 5, rank: { from: 10, to: 10 } });
    expect(ranked.energy.map(({ rung, mid }) => [rung, mid])).toEqual(
      expect.arrayContaining([
        ['estimated', 2],
        ['measured', 1],
      ]),
    );
    const held = runSchema.parse((await ask(`/api/runs/${runId(TELLING)}`)).body);
    expect(held).toMatchObject({ state: 'ranked', reasons: [] });
    expect(held.figures[0]?.place).toMatchObject({ devices: 11, percentile: expect.any(Number) });
    for (const path of ['/api/runs?limit=100', `/api/gpus/${NVIDIA}/slices`, '/api/cohorts', '/api/energy']) {
      const { text } = await ask(path);
      expect(text).not.toContain(runId(TELLING));
      expect(text).not.toContain('123.456');
    }
    expect(await ask(`/api/runs/${runId(901)}`)).toMatchObject({
      status: 200,
      body: { state: 'failed', formats: [{ format: 'int4', code: 'device-lost' }] },
    });
    for (const id of [runId(902), runId(999)]) {
      expect(problemSchema.parse((await ask(`/api/runs/${id}`)).body)).toMatchObject({
        status: 404,
        code: 'no-such-run',
      });
    }
  });

  test('the page of a run is made once, until something of that run changes, and is gone with it at once', async () => {
    const { run } = createReads(database, unheard);
    const id = runId(903);
    // It counts nowhere and has no place: nothing but its row says that it has changed.
    await addRun(database, 903, { device: 'z', gpu: INTEL, state: 'practice', joules: { estimated: 2 } });
    const first = await run(id);
    expect(first).toMatchObject({ state: 'practice', gpu: { id: INTEL }, machine: null });
    expect(await run(id)).toBe(first);
    await database.write.updateTable('devices').set({ machine_name: 'a desk' }).where('id', '=', 'z').execute();
    expect(await run(id)).toMatchObject({ machine: 'a desk' });
    // As where the operator has named its GPU: its joules are others then.
    await database.write.updateTable('energy').set({ mid: 3, high: 4 }).where('run_id', '=', id).execute();
    await database.write.updateTable('runs').set({ gpu_id: AMD }).where('id', '=', id).execute();
    expect(await run(id)).toMatchObject({ gpu: { id: AMD }, energy: [{ mid: 3 }] });
    await database.write.deleteFrom('runs').where('id', '=', id).execute();
    await expect(run(id)).rejects.toMatchObject({ said: { status: 404, code: 'no-such-run' } });
  });

  test('the latest runs come page by page, each once, also those of one moment', async () => {
    const met: string[] = [];
    for (let path = `/api/runs?limit=4&gpu=${NVIDIA}`; ;) {
      const { body, headers } = await ask(path);
      const { runs, next } = runsSchema.parse(body);
      met.push(...runs.map(({ id }) => id));
      expect(headers.get('Link') === null).toBe(next === null);
      if (next === null) break;
      path = /<(.*)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1] ?? '';
    }
    expect(new Set(met).size).toBe(17);
    expect(met).toHaveLength(17);
    const { runs } = runsSchema.parse((await ask('/api/runs?limit=1')).body);
    expect(runs).toMatchObject([{ gpu: { id: INTEL }, speeds: [{ test: 'tg64', format: 'int4', median: 50 }] }]);
  });

  test('one GPU is seen over its workloads, across browsers, and over the months', async () => {
    const { gpu, cohorts: rows } = gpuPageSchema.parse((await ask(`/api/gpus/${NVIDIA}`)).body);
    expect(gpu).toMatchObject({ id: NVIDIA, bandwidth: 1000 });
    expect(rows.map(({ workload }) => workload.test)).toEqual(['tg64', 'pp512']);
    const slices = async (query: string) =>
      slicesSchema.parse((await ask(`/api/gpus/${NVIDIA}/slices?${query}`)).body).slices;
    const browsers = await slices('by=browser');
    expect(browsers).toMatchObject([
      { label: 'Chrome 156', n: 10, comparison: null },
      { label: 'Firefox 150', n: 7, comparison: { than: 'Chrome 156', same: { devices: 7 } } },
    ]);
    expect(browsers[1]?.comparison?.same?.median).toBeCloseTo(1.1, 10);
    const months = await slices('by=month');
    expect(months.map(({ label, n }) => [label, n])).toEqual([
      ['2026-09', 10],
      ['2026-10', 7],
    ]);
    expect((await slices('by=version')).map(({ label }) => label)).toEqual(['1.0.0']);
    // Of names that differ behind what is shown of them, a device has one voice.
    const long = 'a'.repeat(80);
    for (const [number, end] of [' one', ' other'].entries()) {
      await sql`update runs set about = jsonb_set(about, '{adapter}', to_jsonb(${long + end}::text))
        where id = ${runId(number + 1)}`.execute(database.write);
    }
    const adapters = await slices('by=adapter');
    expect(adapters.map(({ label, n, runs }) => [label, n, runs])).toEqual([
      [long, 1, 2],
      ['an adapter', 9, 15],
    ]);
    expect(adapters[0]?.median).toBeCloseTo((1.1 * speedOf(0) + speedOf(0)) / 2, 10);
  });

  test('speed stands against joules, of the same runs and rung by rung', async () => {
    const { points } = energySchema.parse((await ask('/api/energy')).body);
    expect(points.map(({ gpu, rung, runs }) => [gpu.id, rung, runs])).toEqual([
      [NVIDIA, 'estimated', 10],
      [NVIDIA, 'measured', 10],
    ]);
    const measured = points[1];
    expect(measured?.speed.median).toBe(104.5);
    expect(measured?.joules.median).toBeCloseTo((100 / 104 + 100 / 105) / 2, 10);
    expect(measured?.open.low).toBeCloseTo(0.9 * (measured?.joules.median ?? NaN), 10);
    expect(energySchema.parse((await ask('/api/energy?rung=typed')).body).points).toEqual([]);
  });

  test('what ran where and what failed is counted by devices, and what there is to filter by is listed', async () => {
    const { cells, of } = supportSchema.parse((await ask('/api/support')).body);
    expect(of.runs).toBe(32);
    expect(cells.find(({ browser, gpuFamily }) => browser === 'Chrome 156' && gpuFamily === NVIDIA)).toEqual({
      ...{ format: 'int4', browser: 'Chrome 156', gpuFamily: NVIDIA, ran: 10, failed: 1, runs: 11 },
      codes: [{ code: 'device-lost', devices: 1 }],
    });
    const filters = filtersSchema.parse((await ask('/api/filters')).body);
    expect(filters).toMatchObject({ kinds: ['desktop'], engines: ['tokamark'], rungs: ['estimated', 'measured'] });
    expect(filters.browsers.map(({ value }) => value)).toEqual(['Chrome', 'Firefox', 'Chrome 156', 'Firefox 150']);
  });

  test('each address has CSV, an ETag and a time, and nothing in CSV is run', async () => {
    const paths = [
      ...['/api/cohorts', '/api/workloads', '/api/runs', `/api/runs/${runId(1)}`, `/api/gpus/${NVIDIA}`],
      ...[`/api/gpus/${NVIDIA}/slices`, '/api/energy', '/api/support', '/api/filters'],
    ];
    for (const path of paths) {
      const csv = await ask(path, { Accept: 'text/csv' });
      expect([path, csv.status, csv.headers.get('Content-Type')]).toEqual([path, 200, expect.stringContaining('csv')]);
      expect((await ask(`${path}?as=csv`)).text).toBe(csv.text);
      expect(csv.text.split('\r\n').length).toBeGreaterThan(2);
      expect(csv.text).not.toMatch(/(^|,|\n)"?[=+@-][a-z]/);
      const { headers } = await ask(path);
      expect(headers.get('Vary')).toBe('Accept');
      expect(headers.get('Cache-Control')).toMatch(/max-age=\d+|no-cache/);
      const again = await ask(path, { 'If-None-Match': headers.get('ETag') ?? '' });
      expect([path, again.status, again.headers.get('X-Content-Type-Options')]).toEqual([path, 304, 'nosniff']);
    }
  });

  test('what is asked wrongly is refused with the field, and what nobody has with 404', async () => {
    const wrong: readonly (readonly [string, number, string])[] = [
      ['/api/cohorts?power=sun', 400, 'query.power'],
      ['/api/cohorts?colour=red', 400, 'query.colour'],
      ['/api/cohorts?limit=1000', 400, 'query.limit'],
      ['/api/cohorts?gpu=A', 400, 'query.gpu'],
      ['/api/cohorts?workload=1', 400, 'query.workload'],
      ['/api/cohorts?after=x', 400, 'query.after'],
      [`/api/cohorts?after=${Buffer.from('[1,3000000000]').toString('base64url')}`, 400, 'query.after'],
      [
        `/api/runs?after=${Buffer.from('["0000-01-01T00:00:00.000000Z","x"]').toString('base64url')}`,
        400,
        'query.after',
      ],
      ['/api/runs/short', 400, 'param.id'],
      ['/api/cohorts?test=tg65', 404, 'query.test'],
      [`/api/cohorts?workload=${'0'.repeat(64)}`, 404, 'query.workload'],
      ['/api/cohorts?suite=none', 404, 'query.suite'],
      ['/api/gpus/none', 404, 'param.id'],
      ['/api/gpus/none/slices', 404, 'param.id'],
    ];
    for (const [path, status, field] of wrong) {
      const { body } = await ask(path);
      expect([path, problemSchema.parse(body)]).toMatchObject([path, { status, field }]);
    }
    const hostile = encodeURIComponent(`' or 1=1; drop table runs; --`);
    expect((await cohorts(`browser=${hostile}&os=${hostile}&engine=${hostile}`)).cohorts).toEqual([]);
  });

  test('a suite that was withdrawn is still answered, and says why', async () => {
    await database.write
      .insertInto('suites')
      .values({ id: 'tokamark-1', withdrawn_at: on(0), withdrawn_why: 'a fault' })
      .execute();
    await sql`update cohorts set suite_id = 'tokamark-1' where workload_id = ${workloadId('pp512 int4')}`.execute(
      database.write,
    );
    const old = await cohorts('suite=tokamark-1&test=pp512');
    expect(old.suite.withdrawn).toMatchObject({ why: 'a fault' });
    expect(old.cohorts).toMatchObject([{ gpu: { id: NVIDIA }, n: 10 }]);
    const { workloads } = workloadsSchema.parse((await ask('/api/workloads?suite=tokamark-1')).body);
    expect(workloads.map(({ test: name }) => name)).toEqual(['pp512']);
  });
});
