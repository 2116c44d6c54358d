/** `device` and `energy`: documents, tables, and what they refuse. */
import { describe, expect, it } from 'vitest';
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

  it('knows nothing of nothing', async () => {
    const { code, stdout } = await tokamark(['device']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('unknown:') });
  });
});
