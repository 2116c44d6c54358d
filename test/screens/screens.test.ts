/**
 * Pictures of every room before, during and after a run, at four widths, in both themes and on paper, in both browsers: `npm run
 * screenshots` writes them to test/output/screens, to be looked at. Not among the tests that `npm test` runs.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage } from '../browsers/support/open-page';
import { chooseOptions, enterRoom, LONG, SHORT, untilEnded, untilSample } from '../browsers/support/run-page';
import { serveIsolated } from '../browsers/support/site';
import { FOLDER, LAPTOP_SCREEN, printRooms, takePictures } from './take-pictures';

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
    await page.setViewport(LAPTOP_SCREEN);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, LONG);
    await page.click('#run-button');
    await untilSample(page, 120);
    await takeAll('during', ['benchmark', 'compare']);
    await page.setViewport(LAPTOP_SCREEN);
    await page.reload();
    await gpuKnown(page);
    await enterRoom(page, 'benchmark');
    await chooseOptions(page, { ...SHORT, roofs: true, waterfalls: true, delivery: true });
    // Which those options leave out.
    await page.$eval('#option-int4', (box) => (box instanceof HTMLElement ? box.click() : undefined));
    await page.click('#run-button');
    expect(await untilEnded(page, 240)).toBe('complete');
    await takeAll('after', ROOMS);
    await printRooms(page, folder, 'after');
    expect(problems).toEqual([]);
    await browser.close();
    await site.close();
  });
});
