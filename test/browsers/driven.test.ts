/** `tokamark run --browser`: the built command opens a browser by itself, measures in its page, and leaves nothing behind. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResult } from '../../src/report/json';
import { storyIn } from './support/browsers';

const COMMAND = join(import.meta.dirname, '../../dist/cli/tokamark.js');
/** As short as a run can be. */
const SHORT = [
  ...['--shape', 'Fable', '--formats', 'int4', '--prompt', '8', '--generate', '4', '--delivery', 'streamed'],
  ...['--repetitions', '2', '--line', 'none', '--budget', 'none', '--no-tune', '--no-roofs', '--no-waterfall'],
  ...['--no-story', '--no-fidelity', '--no-history', '--json', '-'],
];
const STARTED_WITH = { chromium: ['--browser-args', '--use-webgpu-adapter=swiftshader'], firefox: [] };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-driven-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tokamark = (...given: string[]) =>
  promisify(execFile)(process.execPath, [COMMAND, 'run', ...given], { env: { ...process.env, TMPDIR: folder } });

describe.each(storyIn('firefox'))('a run in %s by command', (name) => {
  it('is a result of that browser, and takes its profile away again', async () => {
    const { stdout, stderr } = await tokamark('--browser', name, ...STARTED_WITH[name], ...SHORT);
    const { status, environment, adapter, results } = parseResult(stdout);
    expect({ status, runtime: environment.runtime }).toEqual({ status: 'complete', runtime: 'browser' });
    expect(environment.name.toLowerCase()).toContain(name === 'firefox' ? 'firefox' : 'chrom');
    expect(adapter.software).toBe(true);
    expect(results.map(({ test, durations }) => [test, durations.length])).toEqual([
      ['tg4', 2],
      ['pp8', 2],
    ]);
    expect(stderr).toContain('SOFTWARE ADAPTER');
    expect(await readdir(folder)).toEqual([]);
  });
});

it('of a browser that is not there says so', async () => {
  const asked = tokamark('--browser', join(folder, 'no-browser'), ...SHORT);
  await expect(asked).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('did not open the page') });
});
