/** `--svg`: which pictures go where, and what is refused before anything is measured. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { waterfall } from '../../test/fixtures/waterfall';
import { tokamark } from './fixtures/scripted-host';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const withWaterfall = result({ waterfalls: [waterfall()] });

describe('pictures', () => {
  it('are that of the speeds, or every picture where a folder is named, which is made', async () => {
    const file = join(folder, 'speed.svg');
    await tokamark(['--svg', file]);
    expect(await readFile(file, 'utf8')).toContain('<title id="chart-speed-title">');
    const { code, stderr } = await tokamark(['--svg', `${join(folder, 'all')}/`], { result: withWaterfall });
    expect(code).toBe(0);
    expect((await readdir(join(folder, 'all'))).sort()).toEqual(['bits.svg', 'speed.svg', 'token-time.svg']);
    expect(stderr).toContain(`written: ${join(folder, 'all', 'token-time.svg')}`);
  });

  it('are none of a run without a speed, which is said', async () => {
    const { code, stderr } = await tokamark(['--svg', join(folder, 'r.svg')], { result: result({ results: [] }) });
    expect(code).toBe(0);
    expect(stderr).toContain('there is no picture of a run without a speed (--svg)');
    expect(await readdir(folder)).toEqual([]);
  });

  it('cannot be a folder below something that is none', async () => {
    const file = join(folder, 'r.json');
    await writeFile(file, '');
    const { code, stderr, engine } = await tokamark(['--svg', `${join(file, 'pictures')}/`]);
    expect(code).toBe(2);
    expect(stderr).toContain('(--svg)');
    expect(engine.runs).toEqual([]);
  });

  it('may go to standard output, which holds nothing else', async () => {
    const { stdout } = await tokamark(['--svg', '-']);
    expect(stdout).toMatch(/^<svg .*<\/svg>\n$/s);
  });
});
