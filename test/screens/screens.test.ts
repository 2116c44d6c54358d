/**
 * Pictures of every room before, during and after a run, at four widths, in both themes and on paper, in both browsers: `npm run
 * screenshots` writes them to test/output/screens, to be looked at. Not among the tests that `npm test` runs.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import type { Page } from 'puppeteer-core';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage, widths } from '../browsers/support/open-page';
import { chooseOptions, enterRoom, LONG, SHORT, untilEnded, untilSample } from '../browsers/support/run-page';
import { serveIsolated } from '../browsers/support/site';

const FOLDER = join(import.meta.dirname, '..', 'output', 'screens');
const SCREENS = [
  { width: 360, height: 640 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
] as const;

describe.each(BROWSERS)('pictures of the page in %s', (name) => {
  it('are taken of every room and state, and none is wider than its screen', async () => {
    const folder = join(FOLDER, name);
    mkdirSync(folder, { recursive: true });
    const site = await serveIsolated();
    const browser = await launchBrowser(name);
    const { page, problems } = await openPage(browser, site.url);
    const takeAll = (state: string, rooms: readonly Room[]): Promise<void> =>
      takePictures(page, { folder, state, rooms, themes: name === 'chromium' ? ['light', 'dark'] : ['light'] });
    await gpuKnown(page);
    await takeAll('before', ROOMS);
    await page.setViewport(SCREENS[2]);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, LONG);
    await page.click('#run-button');
    await untilSample(page, 120);
    await takeAll('during', ['benchmark', 'compare']);
    await page.setViewport(SCREENS[2]);
    await page.reload();
    await gpuKnown(page);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, { ...SHORT, roofs: true, waterfalls: true });
    // Which those options leave out.
    await page.$eval('#option-int4', (box) => (box instanceof HTMLElement ? box.click() : undefined));
    await page.click('#run-button');
    expect(await untilEnded(page, 240)).toBe('complete');
    await takeAll('after', ROOMS);
    for (const room of ROOMS) {
      await enterRoom(page, room);
      await page.pdf({ path: join(folder, `after-${room}.pdf`), format: 'a4' });
    }
    expect(problems).toEqual([]);
    await browser.close();
    await site.close();
  });
});

interface Pictures {
  readonly folder: string;
  readonly state: string;
  readonly rooms: readonly Room[];
  readonly themes: readonly ('light' | 'dark')[];
}

async function takePictures(page: Page, { folder, state, rooms, themes }: Pictures): Promise<void> {
  for (const room of rooms) {
    await enterRoom(page, room);
    for (const theme of themes) {
      // Firefox cannot be told which theme it is in, and is in the light one.
      if (themes.length > 1) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const screen of SCREENS) {
        await page.setViewport(screen);
        const path = join(folder, `${state}-${room}-${theme}-${screen.width}.png`);
        await page.screenshot({ path, fullPage: true });
        const { scrollWidth, clientWidth } = await widths(page);
        expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
      }
    }
  }
  if (themes.length > 1) await page.emulateMediaFeatures([]);
}
