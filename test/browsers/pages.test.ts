/** Both pages before anything runs, in each browser: by keyboard, for assistive technology, at narrow and wide. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe';
import { BROWSERS, launchBrowser } from './support/browsers';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import { untilState } from './support/run-page';
import { serveIsolated, type Site } from './support/site';

/** More than lie before Run: the link that skips to the results. */
const TABS = 3;

/** As many columns, tiles and texts as there can be. */
async function showAllFormats(page: Page): Promise<void> {
  const unticked = '#options-fields [aria-label="Formats"] input:not(:checked)';
  await page.$$eval(unticked, (boxes) =>
    boxes.forEach((box) => (box instanceof HTMLInputElement ? box.click() : null)),
  );
  await page.waitForFunction(
    () => document.querySelectorAll('#results-table thead [data-format]:not([hidden])').length === 7,
  );
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

describe.each(BROWSERS)('the pages in %s', (name) => {
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
    // The pressed button is off now, and Cancel has the focus.
    expect(await focused(page)).toBe('cancel-button');
    await page.keyboard.press('Enter');
    await untilState(page, 'cancelled', 5);
    expect(await focused(page)).toBe('run-button');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('meet a stranger with what there is to do, and show what a run fills from Run on', async () => {
    const { page, problems } = await openPage(browser, site.url);
    await gpuKnown(page);
    const filled = [
      '#results',
      '#stories',
      '#fidelity',
      '#waterfall',
      '#details',
      '#checks-summary',
      '#copy-share',
      '.skip-link',
    ];
    for (const selector of filled) expect(await isVisible(page, selector), selector).toBe(false);
    expect(await isVisible(page, '#gpu-facts')).toBe(false);
    await page.click('#gpu-details summary');
    expect(await textOf(page, '#gpu-facts')).toContain('f16 in shaders');
    expect(await isVisible(page, '#gpu-facts')).toBe(true);
    await beginAndCancel(page);
    for (const selector of filled) expect(await isVisible(page, selector), selector).toBe(true);
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
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(problems).toEqual([]);
      await page.close();
    });

    it.each([360, 1280, 1920])('needs no sideways scrolling at %d pixels', async (width) => {
      const { page } = await openPage(browser, site.url + file, { width, height: 900 });
      if (file === 'index.html') {
        await gpuKnown(page);
        await showAllFormats(page);
        await beginAndCancel(page);
      }
      const { scrollWidth, clientWidth } = await widths(page);
      expect(clientWidth).toBeGreaterThan(width - 30);
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      await page.close();
    });
  });
});
