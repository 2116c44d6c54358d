/** What who runs a board does with it, on both databases: each act with its row of the audit, and cohorts that follow at once. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testBoard, type TestBoard } from '../../test/board';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { makeDeviceKey, deviceId } from '../contract/device-key';
import { openDatabase, type Database } from '../database/open';
import { carryOut, type Act } from './act';
import { exportAll } from './export';
import { auditRows, listRuns, showRun } from './look';
import { confirmDevice, unnameDevice, warnCohort, withdrawSuite } from './marks';
import { aliasGpu, nameGpu } from './names';
import { restoreAll } from './restore';
import { acceptRun, eraseDevice, eraseRun, rejectRun } from './review';
import { runOperator } from './run';
import { wholeTables } from './whole-tables';
import { sweep } from '../operations/sweep';

describe.each(DATABASES)('the operator on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let board: TestBoard;
  let folder: string;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    board = await testBoard(database);
    folder = mkdtempSync(join(tmpdir(), 'tokamark-export-'));
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const act = (of: Act): Promise<object> => carryOut(database, 'ada', of);
  const state = async (id: string) => (await showRun(database.read, id)).state;
  /** Devices in the first cohort of a GPU. */
  const devices = async (gpu: string): Promise<number> => {
    const row = await database.read
      .selectFrom('cohorts')
      .select('n')
      .where('gpu_id', '=', gpu)
      .orderBy('id')
      .executeTakeFirst();
    return row?.n ?? 0;
  };
  const count = async (table: 'runs' | 'sample_digests' | 'devices' | 'cohort_members'): Promise<number> => {
    const { n } = await database.read
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };

  test('a run in doubt is listed with its reason, accepted into its cohort, and taken out again', async () => {
    await board.send(await board.run({ seed: 1 }));
    const copy = await board.send(await board.run({ seed: 1 }));
    expect(copy.state).toBe('ranked');
    expect(await devices('rtx-4090')).toBe(1);
    const [listed] = await listRuns(database.read, ['quarantined'], 10);
    expect(listed).toMatchObject({ id: copy.id, state: 'quarantined', gpuId: 'rtx-4090' });
    expect(listed?.reasons.map(({ code }) => code)).toContain('copied');

    expect(await act(acceptRun(copy.id, 'a twin'))).toMatchObject({ from: 'quarantined', to: 'ranked' });
    expect([await state(copy.id), await devices('rtx-4090')]).toEqual(['ranked', 2]);
    await expect(act(acceptRun(copy.id, 'again'))).rejects.toMatchObject({ code: 'option' });
    await act(rejectRun(copy.id, 'no twin'));
    expect([await state(copy.id), await devices('rtx-4090')]).toEqual(['rejected', 1]);
    await act(acceptRun(copy.id, 'a twin after all'));
    expect(await devices('rtx-4090')).toBe(2);
    // What no word of the operator's can bound stays practice, whatever else was doubted.
    const late = await board.send(await board.run({ seed: 1 }));
    const reason = (verdict: string, code: string) => ({ verdict, code, says: 'No.', remedy: 'Again.', found: '' });
    const reasons = JSON.stringify([reason('quarantine', 'copied'), reason('practice', 'chain-sparse')]);
    await database.write.updateTable('runs').set({ reasons }).where('id', '=', late.id).execute();
    expect(await act(acceptRun(late.id, 'a third'))).toMatchObject({ from: 'quarantined', to: 'practice' });
    expect(await devices('rtx-4090')).toBe(2);
    await expect(act(acceptRun('nothing', 'x'))).rejects.toMatchObject({ message: 'There is no such run.' });
    const audit = await auditRows(database.read, 10);
    // What failed has left none.
    expect(audit.map(({ act: name }) => name)).toEqual(['accept', 'accept', 'reject', 'accept']);
    expect(audit[3]).toMatchObject({ actor: 'ada', subject: copy.id, detail: { why: 'a twin' } });
  });

  /** Figures of energy that a run has. */
  const energies = async (id: string): Promise<number> =>
    (await database.read.selectFrom('energy').select('rung').where('run_id', '=', id).execute()).length;

  test('runs that wait for a name are judged by what is known of that GPU, and move with it', async () => {
    const waits = await board.send(await board.run({ seed: 2, gpu: 'Mystery 9000' }));
    expect([waits.state, await state(waits.id), await energies(waits.id)]).toEqual(['pending', 'pending', 0]);
    await expect(act(aliasGpu('Mystery 9000', 'mystery-9000'))).rejects.toMatchObject({ where: 'mystery-9000' });

    const gpu = {
      id: 'mystery-9000',
      name: 'Mystery 9000 SE',
      kind: 'desktop',
      vendor: 'nvidia',
      source: 'a letter',
    } as const;
    await act(nameGpu({ ...gpu, bandwidth: 100 }));
    expect(await act(aliasGpu('Mystery 9000', 'mystery-9000'))).toEqual({
      gpu: 'mystery-9000',
      runs: { quarantined: 1 },
    });
    const [slow] = await listRuns(database.read, ['quarantined'], 10);
    expect(slow?.reasons.map(({ code }) => code)).toContain('above-the-catalogue');
    // Its owner hears what an honest one of that name would.
    expect((await board.ask('GET', `/api/runs/${waits.id}`)).body).toMatchObject({ state: 'ranked' });

    expect(await act(aliasGpu('Mystery 9000', 'rtx-4090'))).toMatchObject({ runs: { ranked: 1 } });
    expect(await devices('rtx-4090')).toBe(3);
    expect(await energies(waits.id)).toBeGreaterThan(0);
    await act(nameGpu({ ...gpu, bandwidth: 1008 }));
    expect(await act(aliasGpu('Mystery 9000', 'mystery-9000'))).toMatchObject({ runs: { ranked: 1 } });
    expect([await devices('rtx-4090'), await devices('mystery-9000')]).toEqual([2, 1]);
    // Nobody knows what it draws.
    expect(await energies(waits.id)).toBe(0);
    // Without a bandwidth there is nothing to hold it against, until that is entered.
    await act(nameGpu({ ...gpu, id: 'unknown-1', bandwidth: null }));
    const unbounded = await board.send(await board.run({ seed: 7, gpu: 'Unbounded' }));
    expect(await act(aliasGpu('Unbounded', 'unknown-1'))).toMatchObject({ runs: { pending: 1 } });
    await act(nameGpu({ ...gpu, id: 'unknown-1', bandwidth: 1008 }));
    expect(await act(aliasGpu('Unbounded', 'unknown-1'))).toMatchObject({ runs: { ranked: 1 } });
    await act(eraseRun(unbounded.id));
    // Whoever comes with that name from now on need not wait.
    expect((await board.send(await board.run({ seed: 3, gpu: 'Mystery 9000' }))).state).toBe('ranked');
    expect(await devices('mystery-9000')).toBe(2);
    await expect(act(nameGpu({ ...gpu, id: 'rtx-4090', bandwidth: null }))).rejects.toMatchObject({
      where: 'rtx-4090',
    });
  });

  test('a rejected run stays so when its GPU is named, and is accepted or not by what that GPU says', async () => {
    const codes = async (id: string) => (await showRun(database.read, id)).reasons.map(({ code }) => code);
    const { id } = await board.send(await board.run({ seed: 10, gpu: 'Named late' }));
    await act(rejectRun(id, 'not now'));
    expect(await codes(id)).toEqual(['unknown-gpu']);
    expect(await act(aliasGpu('Named late', 'rtx-4090'))).toMatchObject({ runs: { rejected: 1 } });
    expect(await codes(id)).toEqual([]);
    const slow = { id: 'slow-1', name: 'Slow 1', kind: 'desktop', vendor: 'nvidia', source: 'a letter' } as const;
    await act(nameGpu({ ...slow, bandwidth: 100 }));
    expect(await act(aliasGpu('Named late', 'slow-1'))).toMatchObject({ runs: { rejected: 1 } });
    expect(await codes(id)).toContain('above-the-catalogue');
    await act(aliasGpu('Named late', 'rtx-4090'));
    expect(await act(acceptRun(id, 'now'))).toMatchObject({ from: 'rejected', to: 'ranked', doubts: [] });
    expect((await board.ask('GET', `/api/runs/${id}`)).body).toMatchObject({ state: 'ranked', reasons: [] });
    await act(eraseRun(id));
  });

  test('a run that waits for a look at its proof is accepted by that look, and one without a name is not', async () => {
    const { id } = await board.send(await board.run({ seed: 8 }));
    const differs = { code: 'proof-differs', says: 'x', remedy: 'y', found: 'z', verdict: 'pending' };
    await database.write
      .updateTable('runs')
      .set({ state: 'pending', reasons: JSON.stringify([differs]) })
      .where('id', '=', id)
      .execute();
    expect(await act(acceptRun(id, 'its driver rounds so'))).toMatchObject({ to: 'ranked', doubts: ['proof-differs'] });
    expect((await board.ask('GET', `/api/runs/${id}`)).body).toMatchObject({ state: 'ranked', reasons: [] });
    const nameless = await board.send(await board.run({ seed: 9, gpu: 'Nobody knows' }));
    await expect(act(acceptRun(nameless.id, 'x'))).rejects.toMatchObject({
      message: 'Nobody has named its GPU yet.',
    });
    await act(eraseRun(id));
    await act(eraseRun(nameless.id));
  });

  test('a device is confirmed, a cohort warned of, and what is erased is gone with all that hangs on it', async () => {
    const key = await makeDeviceKey();
    const device = deviceId(key.x);
    const before = { digests: await count('sample_digests'), members: await count('cohort_members') };
    const first = await board.send(await board.run({ seed: 4, key }));
    await board.send(await board.run({ seed: 5, key, gpu: 'Nameless' }));
    await act(confirmDevice(device, true));
    expect((await showRun(database.read, first.id)).isConfirmed).toBe(true);
    const { id: cohort } = await database.read.selectFrom('cohorts').select('id').executeTakeFirstOrThrow();
    await act(warnCohort(cohort, 'two of these are twins'));
    const warned = await database.read
      .selectFrom('cohorts')
      .select('warning')
      .where('id', '=', cohort)
      .executeTakeFirst();
    expect(warned).toEqual({ warning: 'two of these are twins' });

    await act(eraseRun(first.id));
    expect(await devices('rtx-4090')).toBe(2);
    expect(await act(eraseDevice(device))).toEqual({ runs: 1 });
    expect({ digests: await count('sample_digests'), members: await count('cohort_members') }).toEqual(before);
    const { rows } = await sql<{ text: string }>`
      select string_agg(audit::text, '') || (select string_agg(devices::text, '') from devices)
        || (select string_agg(gpu_aliases::text, '') from gpu_aliases) as text from audit`.execute(database.read);
    expect(rows[0]?.text).not.toContain(device);
    expect(rows[0]?.text).not.toContain('Nameless');
    await expect(act(eraseDevice(device))).rejects.toMatchObject({ message: 'There is no such device.' });
  });

  test('a machine’s name is taken away, and no later run brings it one, until that is taken back', async () => {
    const key = await makeDeviceKey();
    const device = deviceId(key.x);
    const sendNamed = async (seed: number, machineName: string) => {
      const sending = await board.run({ seed, key });
      return board.send({ ...sending, declared: { ...sending.declared, machineName } });
    };
    const machine = async (id: string) => (await board.ask('GET', `/api/runs/${id}`)).body;
    const first = await sendNamed(11, 'a person’s name');
    expect(await machine(first.id)).toMatchObject({ machine: 'a person’s name' });
    expect(await act(unnameDevice(device, true))).toEqual({ unnamed: true });
    expect(await machine(first.id)).toMatchObject({ state: 'ranked', machine: null });
    const second = await sendNamed(12, 'a person’s name again');
    expect(await machine(second.id)).toMatchObject({ state: 'ranked', machine: null });
    const [row] = await auditRows(database.read, 1);
    expect(row).toMatchObject({ act: 'unname', subject: device, detail: { unnamed: true } });
    expect(JSON.stringify(row)).not.toContain('person');
    await act(eraseRun(second.id));
    await act(eraseRun(first.id));
    // All of its runs are gone, and days have passed: it is still known.
    const long = new Date(Date.now() - 9 * 86_400_000);
    await database.write.updateTable('devices').set({ first_seen: long }).where('id', '=', device).execute();
    await sweep(database, ['devices']);
    expect(await machine((await sendNamed(13, 'once more')).id)).toMatchObject({ machine: null });
    await act(unnameDevice(device, false));
    expect(await machine((await sendNamed(14, 'grey desk')).id)).toMatchObject({ machine: 'grey desk' });
    await act(eraseDevice(device));
    await expect(act(unnameDevice(device, true))).rejects.toMatchObject({ message: 'There is no such device.' });
  });

  test('an export in an empty database is the same rows and cohorts, and goes on from there', async () => {
    const file = join(folder, 'board.gz');
    await exportAll(database, file);
    expect(statSync(file).mode & 0o077).toBe(0);
    const other = await make();
    const target = await openDatabase(other.config, () => undefined);
    await restoreAll(target, file);
    const tables = await wholeTables(database.read);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['runs', 'cohorts', 'audit', 'settings']));
    for (const { name } of tables) {
      const rows = async ({ read }: Database) =>
        (await sql`select one::text as text from ${sql.table(name)} as one order by 1`.execute(read)).rows;
      expect([name, await rows(target)]).toEqual([name, await rows(database)]);
    }
    const restored = await testBoard(target);
    expect((await restored.send(await restored.run({ seed: 6 }))).state).toBe('ranked');
    await expect(restoreAll(target, file)).rejects.toMatchObject({ message: 'The database has rows already.' });
    await target.close();
    await other.remove();
  });

  test('a file that is no whole export changes nothing', async () => {
    const file = join(folder, 'board.gz');
    const cut = join(folder, 'cut.gz');
    writeFileSync(cut, readFileSync(file).subarray(0, -2000));
    const other = await make();
    const target = await openDatabase(other.config, () => undefined);
    for (const broken of [cut, join(folder, 'none.gz'), folder]) {
      await expect(restoreAll(target, broken)).rejects.toMatchObject({ code: 'option', where: broken });
    }
    expect(await target.read.selectFrom('runs').select('id').execute()).toEqual([]);
    await target.close();
    await other.remove();
  });

  test('a suite that was withdrawn has no more challenges', async () => {
    expect((await board.ask('POST', '/api/challenges')).status).toBe(201);
    await act(withdrawSuite('tokamark-2', 'weights were changed'));
    expect(await board.ask('POST', '/api/challenges')).toMatchObject({
      status: 409,
      body: { code: 'suite-withdrawn' },
    });
  });

  test('the commands do the same from a command line, and say what they cannot do', async () => {
    await database.close();
    const { config } = empty;
    const environment = config.kind === 'pglite' ? { BOARD_FOLDER: config.folder } : { DATABASE_URL: config.url };
    const run = async (...args: string[]) => {
      const [out, error]: [string[], string[]] = [[], []];
      const streams = { out: (text: string) => void out.push(text), error: (text: string) => void error.push(text) };
      return { code: await runOperator(args, environment, streams), out: out.join(''), error: error.join('') };
    };
    const file = join(folder, 'by-command.gz');
    expect(await run('export', file)).toMatchObject({ code: 0, error: '' });
    expect(existsSync(file)).toBe(true);
    const { out } = await run('audit', '--most', '1', '--json', '--as', 'ada');
    expect(z.array(z.looseObject({ act: z.string() })).parse(JSON.parse(out))).toMatchObject([{ act: 'export' }]);
    expect(await run('accept', 'x')).toMatchObject({ code: 2, error: expect.stringContaining('--why') });
    expect((await run('--help')).out).toContain('quarantine');
    expect((await run()).out).toContain('Usage');
    expect((await run('warn', 'x')).code).toBe(2);
    // To open a folder takes seconds.
    if (config.kind === 'pglite') return;
    // A device's id may look like an option, also like the one for the version.
    const id = `-V${'x'.repeat(41)}`;
    for (const words of [
      ['erase', 'device', id],
      ['confirm', id, '--deny'],
      ['confirm', '--undo', '--', id],
    ]) {
      expect(await run(...words)).toMatchObject({
        code: 1,
        error: expect.stringContaining('There is no such device.'),
      });
    }
    expect(await run('erase', 'device', '-x')).toMatchObject({ code: 2 });
    const list = await run('list', '--state', 'ranked');
    expect(list.out).toMatch(/^id: [\w-]{22}\nstate: ranked\n/);
    expect(await run('list')).toMatchObject({ code: 0, out: 'nothing\n' });
    expect(await run('accept', 'x', '--why', 'y')).toMatchObject({
      code: 1,
      error: expect.stringContaining('no such run'),
    });
    expect(await run('restore', file)).toMatchObject({ code: 1, error: expect.stringContaining('has rows already') });
  });
});
