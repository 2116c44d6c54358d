/** What any GPU would cost, for a visitor whose browser has no WebGPU and who runs nothing. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe';
import { launchBrowser } from './support/browsers';
import { openPage, textOf } from './support/open-page';
import { serveIsolated, type Site } from './support/site';

describe('the cost of a GPU that is not here', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser('chromium', false);
    ({ page, problems } = await openPage(browser, `${site.url}#/cost`));
    await page.waitForSelector('#what-if', { timeout: 30_000 });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('is a picture as soon as its name is typed in, and is there after a reload', async () => {
    await page.type('#cost-gpu', 'GeForce RTX 3060');
    await page.waitForFunction(() => document.getElementById('what-if-heading')?.textContent.includes('RTX 3060'));
    expect(await textOf(page, '[data-testid="what-if-known"]')).toMatch(/^Expected, not measured/);
    expect(await page.$eval('#what-if svg desc', (element) => element.textContent)).toContain('FP16 costs about');
    await page.reload();
    await page.waitForFunction(() => document.getElementById('what-if-heading')?.textContent.includes('RTX 3060'));
    expect(await page.$eval('#cost-gpu', (field) => 'value' in field && field.value)).toBe('GeForce RTX 3060');
  });

  it('has no accessibility violation with everything open, in both themes, and nothing on the console', async () => {
    await page.$$eval('#room-cost details', (all) => {
      for (const one of all) one.open = true;
    });
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await accessibilityViolations(page), value).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
});
