/** Pictures of the page with a laptop's GPU, whose run is played: what most visitors see, of which no test machine has one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import { shaderHashModule } from '../../src/build/shader-hash-module';
import { buildConstants } from '../../vite.config';
import { launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage } from '../browsers/support/open-page';
import { enterRoom, untilEnded, untilState } from '../browsers/support/run-page';
import { serveIsolated } from '../browsers/support/site';
import { trueResult } from '../fixtures/true-ids';
import { laptopResult } from './laptop';
import { FOLDER, LAPTOP_SCREEN, printRooms, takePictures } from './take-pictures';

it('are taken of a run of a laptop’s GPU, which is played', async () => {
  const folder = join(FOLDER, 'played');
  mkdirSync(folder, { recursive: true });
  const site = await serveIsolated();
  const browser = await launchBrowser('chromium');
  const { page, problems } = await openPage(browser, 'about:blank');
  await page.evaluateOnNewDocument(await playedWorker());
  await page.goto(site.url);
  const take = (state: string, rooms: readonly Room[]): Promise<void> =>
    takePictures(page, { folder, state, rooms, themes: ['light', 'dark'] });
  await gpuKnown(page);
  await take('before', ['benchmark']);
  await page.setViewport(LAPTOP_SCREEN);
  await enterRoom(page, 'benchmark');
  await page.click('#run-button');
  await untilState(page, 'running', 10);
  await page.waitForFunction(() => window.finish !== undefined);
  await take('during', ['benchmark', 'compare']);
  await page.evaluate(() => window.finish?.());
  expect(await untilEnded(page, 30)).toBe('complete');
  await keepMore(page);
  await take('after', ROOMS);
  await printRooms(page, folder, 'after');
  // The page asks WebGL for the name of a GPU, and this machine has none for it either.
  expect(problems.filter((problem) => !problem.includes('fallback to software WebGL'))).toEqual([]);
  await browser.close();
  await site.close();
});

/** For Compare: an older run, and one of another browser. */
async function keepMore(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-screens-'));
  const { environment } = laptopResult();
  // An import looks whether these agree with the entries.
  const plain = { lines: [], waterfalls: null, latency: null, sustained: null, fidelity: null };
  const runs = [
    laptopResult({ ...plain, startedAt: '2026-10-01T09:30:00.000Z' }, 0.94),
    laptopResult(
      {
        ...plain,
        startedAt: '2026-11-02T18:12:00.000Z',
        environment: { ...environment, name: 'Firefox', version: '148.0' },
      },
      0.81,
    ),
  ];
  await enterRoom(page, 'compare');
  for (const [i, run] of runs.entries()) {
    const file = join(folder, `${i}.json`);
    writeFileSync(file, JSON.stringify(trueResult(run)));
    const input = await page.waitForSelector('input#compare-file');
    await input?.uploadFile(file);
    await page.waitForFunction((least) => document.querySelectorAll('#compare-list > li').length >= least, {}, i + 2);
  }
  rmSync(folder, { recursive: true });
}

async function playedWorker(): Promise<string> {
  const built = await build({
    ...{ configFile: false, logLevel: 'silent', define: buildConstants(), plugins: [shaderHashModule()] },
    build: {
      ...{ write: false, minify: false },
      lib: { entry: join(import.meta.dirname, 'played-worker.ts'), formats: ['iife'], name: 'played' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [];
  const [chunk] = bundle?.output ?? [];
  if (chunk === undefined) throw new Error('the played worker was not built');
  return chunk.code;
}
