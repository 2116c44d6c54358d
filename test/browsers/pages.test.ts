/** Both pages before anything runs: by keyboard, for assistive technology, at narrow and wide. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMS } from '../../src/page/rooms/rooms';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import { enterRoom, untilState } from './support/run-page';
import { serveIsolated, type Site } from './support/site';

/** As many as lie before Run, and Run itself: the link that skips the head, the sign, the six rooms, and the link to what a speed feels like. */
const TABS = 10;

/** As many columns, tiles and texts as there can be. */
async function showAllFormats(page: Page): Promise<void> {
  const unticked = '#options-fields [aria-label="Formats"] input:not(:checked)';
  await page.$$eval(unticked, (boxes) =>
    boxes.forEach((box) => (box instanceof HTMLInputElement ? box.click() : null)),
  );
  await page.waitForFunction(() => document.querySelectorAll('#results-table thead [data-format]').length === 7);
}

/** What a run fills is there from Run on, and stays when it is cancelled. */
async function beginAndCancel(page: Page): Promise<void> {
  await page.click('#run-button');
  await page.click('#cancel-button');
  await untilState(page, 'cancelled', 30);
}

const isVisible = (page: Page, selector: string): Promise<boolean> =>
  page.$eval(selector, (element) => element.checkVisibility());

async function tabTo(page: Page, id: string): Promise<string> {
  for (let presses = 0; presses < TABS; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === id) break;
  }
  return focused(page);
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

describe.each(storyIn('chromium'))('the pages in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('start and cancel a run by keyboard alone', async () => {
    const { page, problems } = await openPage(browser, site.url);
    await gpuKnown(page);
    expect(await tabTo(page, 'run-button')).toBe('run-button');
    await page.keyboard.press('Enter');
    await untilState(page, 'running', 30);
    // The focus stays where it was, also on a button that does nothing now.
    expect(await focused(page)).toBe('run-button');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('cancel-button');
    await page.keyboard.press('Enter');
    await untilState(page, 'cancelled', 5);
    expect(await focused(page)).toBe('cancel-button');
    expect(await textOf(page, '#announcement')).toMatch(/^Cancelled/);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('meet a stranger with what there is to do, and show what a run fills from Run on', async () => {
    const { page, problems } = await openPage(browser, site.url);
    await gpuKnown(page);
    const filled = [
      ...['#progress', '#copy-share'].map((selector) => ['benchmark', selector] as const),
      ...['#results', '#details', '#checks-summary'].map((selector) => ['details', selector] as const),
    ];
    const expectFilled = async (there: boolean): Promise<void> => {
      for (const [room, selector] of filled) {
        await enterRoom(page, room);
        expect(await isVisible(page, selector), selector).toBe(there);
      }
    };
    await expectFilled(false);
    expect(await textOf(page, '#gpu-facts')).toContain('f16 in shaders');
    expect(await isVisible(page, '#gpu-facts')).toBe(true);
    await enterRoom(page, 'benchmark');
    await beginAndCancel(page);
    await expectFilled(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('open their rooms by address, with back and forward, and go on with the run in each of them', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#/cost`);
    const shownRooms = (): Promise<string[]> =>
      page.$$eval('.room', (all) => all.filter((one) => one.checkVisibility()).map(({ id }) => id));
    await gpuKnown(page);
    expect(await shownRooms()).toEqual(['room-cost']);
    await enterRoom(page, 'benchmark');
    await page.click('#run-button');
    await untilState(page, 'running', 30);
    await enterRoom(page, 'compare');
    expect(await shownRooms()).toEqual(['room-compare']);
    expect(await focused(page)).toBe('compare-title');
    expect(await page.title()).toBe('Compare · Tokamark');
    expect(await page.$$eval('[aria-current="page"]', (all) => all.map((one) => one.textContent))).toEqual(['Compare']);
    await expect.poll(() => textOf(page, '#run-strip')).toMatch(/^Running/);
    await page.goBack();
    await page.waitForSelector('#room-benchmark:not([hidden])');
    expect(await focused(page)).toBe('benchmark-title');
    expect(await textOf(page, '#status')).toMatch(/^(Step|Preparing)/);
    await page.goForward();
    await page.waitForSelector('#strip-cancel');
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 640 });
      const { scrollWidth, clientWidth } = await widths(page);
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    }
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.click('#strip-cancel');
    await untilState(page, 'cancelled', 30);
    await expect.poll(() => textOf(page, '#run-strip')).toMatch(/^Cancelled/);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('start and stop a check by keyboard alone', async () => {
    const { page, problems } = await openPage(browser, `${site.url}check.html`);
    expect(await tabTo(page, 'check-button')).toBe('check-button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#verdict[data-state="running"]');
    expect(await focused(page)).toBe('stop-button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#verdict[data-state="stopped"]');
    expect(await textOf(page, '#verdict')).toBe('Stopped');
    expect(problems).toEqual([]);
    await page.close();
  });

  describe.each(['index.html', 'check.html'])('%s', (file) => {
    it('has no accessibility violation', async () => {
      const { page, problems } = await openPage(browser, site.url + file);
      if (file === 'index.html') await gpuKnown(page);
      for (const room of file === 'index.html' ? ROOMS : [null]) {
        if (room !== null) await enterRoom(page, room);
        const within = room === null || room === ROOMS[0] ? 'html' : `#room-${room}`;
        expect(await accessibilityViolations(page, within), room ?? file).toEqual([]);
      }
      expect(problems).toEqual([]);
      await page.close();
    });

    it('needs no sideways scrolling at 360, 1280 or 1920 pixels', async () => {
      const { page } = await openPage(browser, site.url + file, { width: 360, height: 900 });
      if (file === 'index.html') {
        await gpuKnown(page);
        await showAllFormats(page);
        await beginAndCancel(page);
      }
      for (const width of [360, 1280, 1920]) {
        await page.setViewport({ width, height: 900 });
        for (const room of file === 'index.html' ? ROOMS : [null]) {
          if (room !== null) await enterRoom(page, room);
          const { scrollWidth, clientWidth } = await widths(page);
          expect(clientWidth).toBeGreaterThan(width - 30);
          expect(scrollWidth, `${width} ${room ?? file}`).toBeLessThanOrEqual(clientWidth);
        }
      }
      await page.close();
    });
  });
});
