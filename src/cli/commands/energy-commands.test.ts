/** `device` and `energy`: documents, tables, and what they refuse. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tokamark } from '../fixtures/scripted-host';

const RENDERER = 'ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Laptop GPU (0x00002820) Direct3D11 vs_5_0 ps_5_0, D3D11)';

describe('device', () => {
  it('writes one JSON document with status and candidates', async () => {
    const { code, stdout } = await tokamark(['device', '--renderer', RENDERER, '--json', '-']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'known',
      candidates: [{ id: 'rtx-4070-laptop', boardPowerW: 115, powerRangeW: [35, 115] }],
      askPowerLimit: true,
    });
  });

  it('goes by vendor and architecture where there is no name', async () => {
    const { stdout } = await tokamark('device --vendor intel --architecture xe-2-hpg --json -'.split(' '));
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'ambiguous',
      candidates: [{ id: 'arc-b570' }, { id: 'arc-b580' }],
    });
  });

  it('says in words what is known, and what to do', async () => {
    const { stdout } = await tokamark(['device', '--renderer', 'Apple M1, or similar']);
    expect(stdout).toContain('masked: The browser gives one name for a whole range of GPUs. Choose your GPU by hand');
  });

  it('takes a name or a line of lspci, and says what kind of device it is', async () => {
    const line =
      '01:00.0 VGA compatible controller: NVIDIA Corporation AD107M [GeForce RTX 4060 Max-Q / Mobile] (rev a1)';
    expect((await tokamark(['device', '--name', line])).stdout).toContain('rtx-4060-laptop');
    const { stdout } = await tokamark(['device', '--name', 'Quadro P2200']);
    expect(stdout).toMatch(/unknown: .*"Quadro P2200"[^]*kind of device: workstation card/);
    expect((await tokamark(['device', '--name', 'Matrox G200eW3'])).stdout).toContain('kind of device: not known');
  });

  it('names those near a name that it has not', async () => {
    const { stdout } = await tokamark(['device', '--name', 'RTX 409', '--json', '-']);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'unknown',
      class: null,
      suggestions: [{ id: 'rtx-4090' }, { id: 'rtx-4090-laptop' }],
    });
  });

  it('refuses two names at once', async () => {
    const { code, stderr } = await tokamark(['device', '--name', 'T4', '--renderer', 'L4']);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('one name at a time') });
  });

  it('knows nothing of nothing', async () => {
    const { code, stdout } = await tokamark(['device']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('unknown:') });
  });
});

async function calculated(options: string) {
  const { code, stdout, stderr } = await tokamark(`energy ${options} --json -`.split(' '));
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const document: unknown = JSON.parse(stdout);
  return document;
}

describe('energy', () => {
  it('makes 1.171 J a token of 293.9 W at 251 tokens/s, and 0.052 $ of 1 J', async () => {
    expect(await calculated('--watts 293.9 --tokens-per-second 251.0')).toMatchObject({
      joulesPerToken: { central: expect.closeTo(1.171, 3) },
      provenance: { kind: 'typed', boundary: 'gpu', idle: 'included' },
    });
    expect(await calculated('--watts 100 --tokens-per-second 100 --country US')).toMatchObject({
      joulesPerToken: { low: 1, central: 1, high: 1 },
      cost: { currency: 'USD', electricityPerMillionTokens: { central: expect.closeTo(0.052, 6) } },
      carbon: { gramsPerMillionTokens: { central: expect.closeTo(0.27778 * 369.5, 2) } },
    });
  });

  it.each(['rtx-4090', 'RTX4090', 'NVIDIA_GeForce_RTX_4090/PCIe/SSE2'])(
    'knows %s by its id or a name',
    async (name) => {
      const options = ['energy', '--device', name.replaceAll('_', ' '), '--tokens-per-second', '50', '--json', '-'];
      const { stdout } = await tokamark(options);
      expect(JSON.parse(stdout)).toMatchObject({ device: { id: 'rtx-4090' } });
    },
  );

  it('gives a range for a device of the catalogue', async () => {
    expect(await calculated('--device rtx-4090 --tokens-per-second 128 --bytes-per-token 5e9')).toMatchObject({
      device: { id: 'rtx-4090' },
      bandwidthUse: expect.closeTo(0.634, 3),
      joulesPerToken: { central: expect.closeTo((20 + 430 * (0.1 + 1.1 * 0.6337)) / 128, 2) },
      provenance: { kind: 'estimated', badge: 'estimated · GPU only · idle power included' },
      cost: { hardware: { basis: 'owned', currency: 'USD' } },
    });
  });

  it('multiplies money and carbon by the PUE, and no joule', async () => {
    const home = await calculated('--watts 100 --tokens-per-second 100 --country DE');
    const centre = await calculated('--watts 100 --tokens-per-second 100 --country DE --pue 1.5');
    expect(home).toMatchObject({ joulesPerToken: { central: 1 }, cost: { currency: 'EUR' } });
    expect(centre).toMatchObject({
      joulesPerToken: { central: 1 },
      cost: { electricityPerMillionTokens: { central: expect.closeTo((0.3835 / 3.6) * 1.5, 6) } },
    });
  });

  it('says that a country has no sourced price, and takes one that is given', async () => {
    expect(await calculated('--watts 100 --tokens-per-second 100 --country FR')).toMatchObject({
      cost: { electricityPerMillionTokens: null, missing: expect.arrayContaining([expect.stringContaining('FR')]) },
      carbon: { gramsPerMillionTokens: { central: expect.closeTo(0.27778 * 56, 2) } },
    });
    const typed = '--watts 100 --tokens-per-second 100 --country FR --electricity-price 0.2 --currency EUR';
    expect(await calculated(typed)).toMatchObject({ cost: { currency: 'EUR' }, tariff: { priceSource: 'typed in' } });
  });

  it('adds machine and electricity only in one currency', async () => {
    const owned = '--watts 100 --tokens-per-second 100 --price 2000';
    expect(await calculated(`${owned} --country DE`)).toMatchObject({ cost: { totalPerMillionTokens: null } });
    expect(await calculated(`${owned} --country US`)).toMatchObject({
      cost: { totalPerMillionTokens: { central: expect.closeTo(0.052 + 0.6342, 3) } },
    });
    expect(await calculated('--watts 100 --tokens-per-second 1000 --rent 1.3 --utilisation 1')).toMatchObject({
      cost: { hardware: { basis: 'rented' }, totalPerMillionTokens: { central: expect.closeTo(0.361, 3) } },
    });
  });

  it.each([
    ['--watts 0 --tokens-per-second 1', '--watts is 0, but power is a number of watts above 0'],
    ['--watts -5 --tokens-per-second 1', '--watts is -5'],
    ['--watts NaN --tokens-per-second 1', '--watts must be a number, not "NaN"'],
    ['--device rtx-4090 --watts 900 --tokens-per-second 1', 'draws at most 608 W'],
    ['--device rtx-4060-laptop --power-limit 200 --tokens-per-second 1', 'draws at most 115 W'],
    ['--watts 50 --idle-watts 60 --tokens-per-second 1', '--idle-watts is 60 W, not below'],
    ['--watts 50 --tokens-per-second 0', '--tokens-per-second is 0'],
    ['--watts 50 --tokens-per-second 1 --pue 0.9', '--pue is 0.9'],
    ['--watts 50 --tokens-per-second 1 --country XX', 'no price and no grid intensity for "XX"'],
    ['--watts 50', '--tokens-per-second is missing'],
    ['--tokens-per-second 50', 'Neither a device nor a power is given'],
    ['--device rtx-409 --tokens-per-second 50', 'The catalogue has no device "rtx-409"'],
    ['--device rtx-409 --tokens-per-second 50', 'near it are rtx-4090, rtx-4090-laptop'],
    ['--device H100 --tokens-per-second 50', 'near it are h100-pcie, h100-sxm'],
    [
      '--device gtx1650 --tokens-per-second 50',
      'Several devices of the catalogue answer to "gtx1650": gtx-1650, gtx-1650-laptop',
    ],
    ['--device xyz --tokens-per-second 50', 'The catalogue has no device "xyz" (--device)'],
    ['--watts 50 --tokens-per-second 1 --grid -3', '--grid is -3, but it must lie between 0.1 and 3000'],
    ['--watts 50 --tokens-per-second 1 --price 0', '--price is 0'],
    ['--watts 50 --tokens-per-second 1 --prompt-tokens 9', '--prefill-tokens-per-second is missing'],
    ['--power-file /nowhere.json --tokens-per-second 1', '/nowhere.json cannot be read'],
    ['--watts 50 --tokens-per-second 1 --utilisation 2', '--utilisation is 2'],
  ])('refuses %s and says why', async (options, message) => {
    const { code, stdout, stderr } = await tokamark(`energy ${options}`.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.split('\n')[1]).toMatch(/^ {2}\S/);
  });

  it('reads as text: the range first, its badge above', async () => {
    const { stdout } = await tokamark(
      'energy --device rtx-4090 --tokens-per-second 128 --bytes-per-token 5e9'.split(' '),
    );
    expect(stdout).toContain('decode on GeForce RTX 4090: estimated · GPU only · idle power included');
    expect(stdout).toMatch(/energy +1\.4 to 4\.7 J\/token, about 2\.8/);
  });

  it('adds the prompt of an answer, and shows it beside what others publish of everyday things', async () => {
    const options = '--watts 100 --tokens-per-second 50 --prompt-tokens 300 --prefill-tokens-per-second 1000';
    expect(await calculated(`${options} --country US`)).toMatchObject({
      answer: {
        ...{ promptTokens: 300, answerTokens: 500 },
        joules: { central: expect.closeTo(500 * 2 + 300 * 0.1, 9) },
        provenance: { badge: 'typed in · GPU only · idle power included' },
      },
      everyday: expect.arrayContaining([expect.objectContaining({ id: 'phone', wattHours: 12 })]),
    });
    const { stdout } = await tokamark(`energy ${options}`.split(' '));
    expect(stdout).toContain('an answer of 500 tokens to a prompt of 300: typed in · GPU only');
    expect(stdout).toMatch(/one charge of a smartphone, 12 Wh: as much as 42 of these; counted: at the wall \(US EPA/);
    expect(stdout).toMatch(/per megawatt +500,000 tokens\/s/);
    expect(stdout).toContain('PUE 1: no cooling is counted.');
  });

  it('takes a power that was measured outside from a file, and refuses another unit', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'tokamark-test-')), 'power.json');
    const measured = { schema: 'tokamark-power/1', unit: 'W', power: 212.5, boundary: 'wall', instrument: 'a meter' };
    await writeFile(file, JSON.stringify(measured));
    expect(await calculated(`--power-file ${file} --tokens-per-second 100`)).toMatchObject({
      joulesPerToken: { central: 2.125 },
      provenance: { badge: 'measured outside · whole machine, at the wall · idle power included' },
    });
    await writeFile(file, JSON.stringify({ ...measured, unit: 'mW' }));
    const { code, stderr } = await tokamark(`energy --power-file ${file} --tokens-per-second 100`.split(' '));
    expect(code).not.toBe(0);
    expect(stderr).toContain('unit is "mW", and only W is read');
  });

  it('holds the model against published measurements', async () => {
    const { stdout } = await tokamark(['energy', '--check-model']);
    expect(stdout).toContain('| Llama 3.1 8B Instruct, H100, lm-arena-chat, batch 8');
    expect(stdout).toContain("25 of 28 inside the model's band, 26 with 3 % of slack, 28 inside the band shown.");
    const { rows } = z.object({ rows: z.array(z.unknown()) }).parse(await calculated('--check-model'));
    expect(rows).toHaveLength(28);
    expect(rows[0]).toMatchObject({
      publisher: 'ML.ENERGY leaderboard',
      modelWatts: { low: expect.any(Number), central: expect.any(Number), high: expect.any(Number) },
      inModelBand: true,
      centralError: expect.closeTo(-0.094, 3),
    });
  });

  it.each([
    ['a board used at less than was measured', '--device rtx-4090 --tokens-per-second 50 --bytes-per-token 5e9'],
    ['a board used at more', '--device rtx-4090 --tokens-per-second 190 --bytes-per-token 5e9'],
    ['a data-centre board above its range', '--device h100-sxm --tokens-per-second 550 --bytes-per-token 5e9'],
    ['a laptop', '--device rtx-4090-laptop --tokens-per-second 60 --bytes-per-token 5e9'],
    ['an integrated GPU', '--device apple-m4 --tokens-per-second 18 --bytes-per-token 5e9'],
    ['a use that is not known', '--device rtx-4090 --tokens-per-second 128'],
    ['prefill', '--device rtx-4090 --tokens-per-second 4000 --phase prefill --answer-tokens 0'],
  ])('marks %s as outside the measured range', async (_what, options) => {
    expect(await calculated(options)).toMatchObject({
      provenance: {
        measuredRange: 'outside',
        badge: expect.stringMatching(/^estimated, outside the measured range · /),
        notes: expect.arrayContaining([expect.stringMatching(/^Outside the measured range: .*1\.5 times as wide/)]),
      },
    });
    const { stdout } = await tokamark(`energy ${options}`.split(' '));
    expect(stdout).toMatch(/: estimated, outside the measured range · GPU only/);
  });
});
