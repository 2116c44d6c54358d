/**
 * Pictures of every room before, during and after a run, at four widths, in both themes and on paper: `npm run screenshots` writes them
 * to test/output/screens, to be looked at. Not among the tests that `npm test` runs.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from './support/browsers';
import { gpuKnown, openPage, widths } from './support/open-page';
import { chooseOptions, enterRoom, LONG, SHORT, untilEnded, untilSample } from './support/run-page';
import { serveIsolated } from './support/site';

const FOLDER = join(import.meta.dirname, '..', 'output', 'screens');
const SCREENS = [
  { width: 360, height: 640 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
] as const;

describe('pictures of the page', () => {
  it('are taken of every room and state, and none is wider than its screen', async () => {
    mkdirSync(FOLDER, { recursive: true });
    const site = await serveIsolated();
    const browser = await launchBrowser('chromium');
    const { page, problems } = await openPage(browser, site.url);
    await gpuKnown(page);
    for (const room of ROOMS) await takeAll(page, 'before', room);
    await page.setViewport(SCREENS[2]);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, LONG);
    await page.click('#run-button');
    await untilSample(page, 120);
    for (const room of ['benchmark', 'compare'] as const) await takeAll(page, 'during', room);
    await page.setViewport(SCREENS[2]);
    await page.reload();
    await gpuKnown(page);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, { ...SHORT, roofs: true, waterfalls: true });
    // Which those options leave out.
    await page.$eval('#option-int4', (box) => (box instanceof HTMLElement ? box.click() : undefined));
    await page.click('#run-button');
    expect(await untilEnded(page, 240)).toBe('complete');
    for (const room of ROOMS) await takeAll(page, 'after', room);
    await page.emulateMediaType('print');
    for (const room of ROOMS) {
      await enterRoom(page, room);
      await page.screenshot({ path: join(FOLDER, `after-${room}-print.png`), fullPage: true });
    }
    expect(problems).toEqual([]);
    await browser.close();
    await site.close();
  });
});

async function takeAll(page: Page, state: string, room: Room): Promise<void> {
  await enterRoom(page, room);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    for (const screen of SCREENS) {
      await page.setViewport(screen);
      const path = join(FOLDER, `${state}-${room}-${value}-${screen.width}.png`);
      await page.screenshot({ path, fullPage: true });
      const { scrollWidth, clientWidth } = await widths(page);
      expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
    }
  }
  await page.emulateMediaFeatures([]);
}
