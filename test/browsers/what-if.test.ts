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

  it('keeps each letter, also before the first of them is drawn', async () => {
    await page.click('#cost-gpu', { count: 3 });
    await page.keyboard.press('Backspace');
    // So that the list is shut, and opens with the first letter.
    await page.keyboard.press('Escape');
    const typed = await page.evaluate(async () => {
      const field = document.getElementById('cost-gpu');
      if (!(field instanceof HTMLInputElement)) throw new Error('there is no field');
      for (const letter of 'RTX') {
        field.value += letter;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        // The field may be drawn by itself now, the room not before the next frame.
        await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
      }
      return field.value;
    });
    expect(typed).toBe('RTX');
    await page.click('#cost-gpu', { count: 3 });
    await page.keyboard.press('Backspace');
  });

  it('takes a part of a name by keyboard or mouse, and says for which', async () => {
    // What is chosen is drawn a frame later.
    const untilValue = (pattern: RegExp) =>
      page.waitForFunction(
        (source) => {
          const field = document.getElementById('cost-gpu');
          return field instanceof HTMLInputElement && new RegExp(source).test(field.value);
        },
        { timeout: 5000 },
        pattern.source,
      );
    const clear = async (): Promise<void> => {
      await page.click('#cost-gpu', { count: 3 });
      await page.keyboard.press('Backspace');
    };
    await clear();
    await page.type('#cost-gpu', '4090');
    await page.waitForFunction(() => document.getElementById('what-if-heading')?.textContent.includes('RTX 4090'));
    await expect.poll(() => textOf(page, '#cost-gpu-says')).toMatch(/^Taken for the GeForce RTX 4090\./);
    expect(await page.$$eval('#cost-gpu-list [role=option]', (all) => all.length)).toBe(2);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await page.$eval('#cost-gpu', (field) => field.getAttribute('aria-activedescendant'));
    expect(await textOf(page, `#${active ?? ''}`)).toMatch(/^GeForce RTX 4090 Laptop GPU/);
    await page.keyboard.press('Enter');
    await untilValue(/^GeForce RTX 4090 Laptop GPU$/);
    await page.waitForSelector('#cost-gpu-list', { hidden: true });
    await clear();
    await page.type('#cost-gpu', 'h100');
    // A person takes what they see.
    await page.waitForFunction(
      () =>
        document.querySelector('#cost-gpu-list li')?.textContent.startsWith('NVIDIA H100') === true &&
        document.getElementById('cost-gpu-says')?.textContent.includes('H100'),
    );
    await page.click('#cost-gpu-list li');
    await untilValue(/^NVIDIA H100/);
    await clear();
    await page.type('#cost-gpu', 'm3');
    await page.waitForFunction(() => document.getElementById('cost-gpu-says')?.textContent.includes('Apple M3'));
    // What was typed gives way to the name as soon as the field is left.
    await page.keyboard.press('Tab');
    await untilValue(/^Apple M3$/);
  });

  it('is at most six screens of a phone, and three of a laptop, with the findings in sight', async () => {
    for (const [width, height, most] of [
      [360, 640, 6],
      [1280, 900, 3],
    ] as const) {
      await page.setViewport({ width, height });
      await page.$$eval('#room-cost details', (all) => {
        for (const one of all) one.open = false;
      });
      await page.waitForFunction((wide) => window.innerWidth === wide, {}, width);
      const screens = await page.evaluate(() => document.documentElement.scrollHeight / window.innerHeight);
      expect(screens, `${width}`).toBeLessThanOrEqual(most);
      const seen = await page.$$eval('#room-cost .finding h2', (all) => all.map((one) => one.offsetHeight > 0));
      expect(new Set(seen)).toEqual(new Set([true]));
    }
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
