/** Pictures of the room of the board: filled with invented figures, empty, and on a page that has none. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serveBoard, type Machine } from '../browsers/support/board-site';
import { launchBrowser } from '../browsers/support/browsers';
import { keepForBoard } from '../browsers/support/kept-for-board';
import { openPage, widths } from '../browsers/support/open-page';
import { serveIsolated } from '../browsers/support/site';
import { FOLDER } from './take-pictures';

const MACHINES: readonly Machine[] = [
  ['rtx-5090', 'NVIDIA GeForce RTX 5090', 'desktop', 212, 7, 3, 2.1],
  ['rtx-4090', 'NVIDIA GeForce RTX 4090', 'desktop', 176, 12, 3, 1.9],
  ['rx-9070-xt', 'AMD Radeon RX 9070 XT', 'desktop', 173, 6, 3, 1.6],
  ['apple-m4-max', 'Apple M4 Max', 'laptop', 141, 8, 3, 0.28],
  ['rtx-4060-laptop', 'NVIDIA GeForce RTX 4060 Laptop GPU', 'laptop', 94, 9, 1, 0.62],
  ['apple-m2', 'Apple M2', 'laptop', 61, 6, 1, 0.21],
  ['arc-a770', 'Intel Arc A770', 'desktop', 59, 5, 1, null],
  ['adreno-830', 'Qualcomm Adreno 830', 'phone', 19.4, 3, 1, 0.14],
  ['iris-xe', 'Intel Iris Xe', 'integrated', 11.7, 1, 1, null],
].map(([id, name, kind, speed, devices, days, joules]) => ({
  ...{ id: String(id), name: String(name), kind: String(kind), speed: Number(speed), devices: Number(devices) },
  ...{ days: Number(days), joules: joules === null ? null : Number(joules) },
}));

const VIEWS = {
  ranking: '',
  filtered: '?format=fp16&kind=laptop&browser=Chrome',
  energy: '?metric=joulesPerToken',
  empty: '?format=int8',
  gpu: '?one=rtx-4090',
  months: '?one=rtx-4090&by=month',
  latest: '?see=latest',
  support: '?see=support',
  about: '?see=about',
} as const;

it('are taken of every view of the board, and none is wider than its screen', async () => {
  const folder = join(FOLDER, 'board');
  mkdirSync(folder, { recursive: true });
  const [site, plain, browser] = await Promise.all([
    serveBoard(MACHINES),
    serveIsolated(),
    launchBrowser('chromium', false),
  ]);
  const { page } = await openPage(browser, site.url);
  const take = async (view: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewport({ width, height: 900 });
        await new Promise((resolve) => setTimeout(resolve, 300));
        const path = join(folder, `${view}-${theme}-${width}.png`);
        await page.screenshot({ path, fullPage: true });
        const { scrollWidth, clientWidth } = await widths(page);
        expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
      }
    }
  };
  for (const [view, query] of Object.entries(VIEWS)) {
    await page.goto(`${site.url}#/board${query}`);
    await page.waitForSelector(view === 'about' ? '[data-testid="board-trust"]' : '.board-shown:not([data-old])');
    await take(view);
  }
  await page.click('.board-ways a[href="#/board?see=latest"]');
  await page.waitForSelector('[data-testid="board-latest"] td a');
  await page.click('[data-testid="board-latest"] td a');
  await page.waitForSelector('.board-facts');
  await take('run');
  await keepForBoard(page, await site.honestText());
  await page.goto(`${site.url}#/board?see=send`);
  await page.waitForSelector('.board-send-kept button');
  await take('send');
  await page.click('.board-send-kept button');
  await page.waitForSelector('#board-send-send');
  await take('send-ready');
  await page.click('#board-send-send');
  await page.waitForSelector('#board-send-sent');
  await take('send-sent');
  await page.goto(`${plain.url}#/board`);
  await page.waitForSelector('[data-testid="board-none"]');
  await take('none');
  await browser.close();
  await site.close();
  await plain.close();
});
