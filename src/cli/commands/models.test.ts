/** `tokamark models` over a scripted outside: from which run it predicts, what it allocates, and what it refuses. */
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { bytes } from '../../foundation/units';
import { trueResult } from '../../../test/fixtures/true-ids';
import { result } from '../../../test/fixtures/result';
import { toJson } from '../../report/json';
import type { Result } from '../../report/schema';
import { outside, tokamark } from '../fixtures/scripted-host';

const tableSchema = z.looseObject({
  schema: z.literal('tokamark-models/1'),
  device: z.looseObject({ startedAt: z.string(), software: z.boolean() }).nullable(),
  memory: z.array(z.looseObject({ bytes: z.number(), from: z.string(), isAll: z.boolean() })),
  models: z.array(
    z.looseObject({ name: z.string(), formats: z.array(z.looseObject({ format: z.string(), fit: z.unknown() })) }),
  ),
});

const keeping = (...results: readonly Result[]) => {
  const host = outside();
  const runs = results.map((one, i) => ({ id: String(i), result: one }));
  return { ...host, host: { ...host.host, history: { ...host.host.history, list: () => Promise.resolve(runs) } } };
};

const tableOf = (text: string) => tableSchema.parse(JSON.parse(text));

describe('models', () => {
  it('predicts from the newest kept run that measured something, and runs nothing', async () => {
    const older = result({ startedAt: '2026-11-27T00:00:00Z' });
    const empty = result({ startedAt: '2026-11-28T00:00:00Z', results: [] });
    const { code, stdout, engine } = await tokamark(['models', '--json', '-'], keeping(older, empty));
    expect(code).toBe(0);
    expect(tableOf(stdout).device?.startedAt).toBe(older.startedAt);
    expect(engine.runs).toEqual([]);
    expect(engine.allocations).toEqual([]);
  });

  it('shows bytes without any run, and says how to get one', async () => {
    const { code, stdout } = await tokamark(['models', '--formats', 'int4']);
    expect(code).toBe(0);
    expect(stdout).toContain('No run of this device is kept');
    expect(stdout).toMatch(/\| gpt-oss-20b † +\| 20\.9 B, 3\.61 B active \| INT4 /);
    expect(stdout).toContain('no kernel chooses experts');
  });

  it('marks a software adapter before any figure', async () => {
    const { adapter } = result();
    const software = result({ adapter: { ...adapter, software: true } });
    const { stdout } = await tokamark(['models'], keeping(software));
    expect(stdout.indexOf('Software adapter, not a GPU')).toBeGreaterThan(0);
    expect(stdout.indexOf('Software adapter, not a GPU')).toBeLessThan(stdout.indexOf('tokens/s'));
  });

  it('reads a result from standard input, and refuses what is none', async () => {
    const stdin = (text: string) => ({ stdin: new TextEncoder().encode(text) });
    const read = await tokamark(['models', '--result', '-', '--json', '-'], stdin(toJson(trueResult())));
    expect(tableOf(read.stdout).device).not.toBeNull();
    for (const text of ['', '{}', '[1]', toJson(trueResult()).replace('"layers": 30', '"layers": -30')]) {
      const refused = await tokamark(['models', '--result', '-'], stdin(text));
      expect(refused.code, text.slice(0, 20)).toBe(1);
      expect(refused.stdout).toBe('');
    }
  });

  it('allocates only when asked, with 4 GiB at most or what was said, and counts a refusal as all there is', async () => {
    const asked = outside();
    const { stdout, stderr } = await tokamark(['models', '--allocate', '--json', '-'], asked);
    expect(asked.engine.allocations).toEqual([4 * 2 ** 30]);
    expect(stderr).toContain('allocated and freed: 4.00 GiB, as much as was allowed');
    expect(tableOf(stdout).memory).toEqual([{ bytes: 4 * 2 ** 30, from: 'allocated', isAll: false }]);
    const refused = outside({ allocated: { bytes: bytes(2 ** 30), refusal: 'no memory left' } });
    const found = tableOf((await tokamark(['models', '--allocate', '--most', '2', '--json', '-'], refused)).stdout);
    expect(refused.engine.allocations).toEqual([2 * 2 ** 30]);
    expect(found.memory).toEqual([{ bytes: 2 ** 30, from: 'allocated', isAll: true }]);
    const fits = found.models.map(({ formats }) => JSON.stringify(formats.at(-1)?.fit));
    expect(fits.some((fit) => fit.includes('"no"'))).toBe(true);
  });

  it('shows speeds beside allocated memory only of the adapter that gave it', async () => {
    const own = result({ startedAt: '2026-11-27T00:00:00Z' });
    const other = result({ startedAt: '2026-11-28T00:00:00Z', adapter: { ...own.adapter, device: 'R-2' } });
    const startOf = async (args: readonly string[], ...kept: readonly Result[]) =>
      tableOf((await tokamark(['models', ...args, '--json', '-'], keeping(...kept))).stdout).device?.startedAt;
    expect(await startOf([], own, other)).toBe(other.startedAt);
    expect(await startOf(['--allocate'], own, other)).toBe(own.startedAt);
    expect(await startOf(['--allocate'], other)).toBeUndefined();
    const given = trueResult({ adapter: other.adapter });
    const stdin = { stdin: new TextEncoder().encode(toJson(given)) };
    const { code, stdout, stderr } = await tokamark(['models', '--allocate', '--result', '-'], stdin);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--allocate tested another adapter');
  });

  it('ends an allocation test at Ctrl-C, and shows nothing', async () => {
    const around = outside({ endless: true });
    const running = tokamark(['models', '--allocate'], around);
    await vi.waitFor(() => expect(around.engine.allocations).toHaveLength(1));
    around.send('SIGINT');
    const { code, stdout } = await running;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(around.waiting()).toBe(0);
  });

  it.each([
    ['--most 3', '--most is for --allocate'],
    ['--memory 0', '--memory must be a number of GiB'],
    ['--memory 1e9', '--memory must be a number of GiB'],
    ['--allocate --most -1', '--most must be a number of GiB'],
    ['--context 0', '--context must be a whole number'],
    ['--context 1e3', '--context must be a whole number'],
    ['--formats int3', '--formats has no format "int3"'],
    ['--prompt many', '--prompt must be a whole number'],
  ])('refuses %s', async (args, message) => {
    const { code, stderr, stdout, engine } = await tokamark(['models', ...args.split(' ')]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(engine.allocations).toEqual([]);
  });
});
