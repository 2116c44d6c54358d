/** A speed to be felt: the room by its address, and the same in a frame of another origin's page. */
import { createServer } from 'node:http';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { openPage, textOf, widths } from './support/open-page';
import { listening, serveIsolated, type Site } from './support/site';

const FRAGMENT = '#/feel?at=3.5m:Slow%20%3Cb%3E&at=300s:Quick';

const lettersIn = (page: Page): Promise<readonly number[]> =>
  page.$$eval('.pace-text p', (all) => all.map(({ textContent }) => textContent.length));

/** Moves the slider to its start and lets go: what is shown of it while it moves, and in the address then and after. */
const drag = (page: Page) =>
  page.evaluate(() => {
    const slider = document.getElementById('feel-slider');
    if (!(slider instanceof HTMLInputElement)) throw new Error('there is a slider');
    const inAddress = (): string => /at=([\d.]+)c/.exec(location.hash)?.[1] ?? '';
    slider.value = '0';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const shown = document.querySelector('.pace[data-basis="chosen"] strong')?.textContent ?? '';
    const meanwhile = inAddress();
    slider.dispatchEvent(new Event('change', { bubbles: true }));
    return { shown, meanwhile, after: inAddress() };
  });

/** Removes the first pace again and again: of which pace, or else what, the focus is on then. */
const focusesAfterRemovals = (page: Page, times: number): Promise<readonly string[]> =>
  page.evaluate(
    (count) =>
      Array.from({ length: count }, () => {
        const first = document.querySelector<HTMLElement>('.pace-remove');
        first?.focus();
        first?.click();
        const { activeElement: on } = document;
        return on?.closest('.pace')?.getAttribute('data-basis') ?? on?.id ?? '';
      }),
    times,
  );

describe.each(storyIn('chromium'))('a speed to be felt in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveIsolated(), launchBrowser(name)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('is typed as its address says, stands still at Pause, and writes what is changed into the address', async () => {
    const { page, problems } = await openPage(browser, `${site.url}${FRAGMENT}`, { width: 360, height: 740 });
    await page.waitForSelector('.pace-text');
    await page.waitForFunction(() => (document.querySelectorAll('.pace-text p')[1]?.textContent.length ?? 0) > 200);
    await page.click('#feel-play');
    await expect.poll(() => textOf(page, '#feel-play')).toBe('Play');
    const [slow = 0, quick = 0, reading = 0] = await lettersIn(page);
    expect(slow).toBeLessThanOrEqual(reading);
    expect(reading).toBeLessThan(quick);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await lettersIn(page)).toEqual([slow, quick, reading]);

    const heads = await page.$$eval('.pace-head', (all) => all.map(({ textContent }) => textContent));
    expect(heads[0]).toContain('Slow <b>');
    expect(heads[1]).toContain('software adapter, not a GPU');
    expect(await textOf(page, '.paces')).toContain('Measured, says the link; unverified.');
    expect(await textOf(page, '.paces')).toContain('Brysbaert 2019');

    await page.$eval('#feel-rate', (field) => {
      if (field instanceof HTMLInputElement) field.value = '55';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.waitForSelector('.pace[data-basis="chosen"]');
    await page.type('#feel-filter', 'phone apple');
    await page.waitForFunction(() => document.querySelector('.feel-add [role=status]')?.textContent.endsWith('found.'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pace[data-basis="expected"]');
    expect(new URL(page.url()).hash).toMatch(/at=55c%3AYour\+choice&at=[\d.]+e%3A/);
    expect(await page.$('aria/A speed of your choice tokens/s[role="spinbutton"]')).not.toBeNull();
    expect(await drag(page)).toEqual({ shown: '1.00', meanwhile: '55', after: '1' });
    const { scrollWidth, clientWidth } = await widths(page);
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await focusesAfterRemovals(page, 4)).toEqual(['software', 'chosen', 'expected', 'feel-play']);
    expect(problems).toEqual([]);
    await page.close();
  });

  // Firefox has no way to ask a test's page for less motion.
  it.skipIf(name === 'firefox')(
    'waits for Play where less motion is asked for, and says what is wrong with an address',
    async () => {
      const { page } = await openPage(browser, site.url);
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await page.goto(`${site.url}feel.html#/feel?at=300m:Quick`);
      await page.waitForSelector('.pace-text');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await lettersIn(page)).toEqual([0, 0]);
      await page.goto(`${site.url}feel.html?#/feel?at=%3Cimg%20src=x%20onerror=alert(1)%3E`);
      await page.waitForSelector('.message.error');
      expect(await textOf(page, '.message.error')).toContain('A pace must be such as 94.2m:Apple M3');
      await page.close();
    },
  );

  it('stands in a frame of another page, which the page itself does not', async () => {
    const frames = ['feel.html', 'index.html'].map((file) => `<iframe src="${site.url}${file}${FRAGMENT}"></iframe>`);
    const host = await serveIsolatedText(`<!doctype html><title>Somebody’s page</title>${frames.join('')}`);
    const page = await browser.newPage();
    try {
      await page.goto(host.url);
      const typed = await page.waitForFrame((frame) => frame.url().includes('feel.html'));
      await typed.waitForFunction(() => (document.querySelectorAll('.pace-text p')[1]?.textContent.length ?? 0) > 200);
      expect(await typed.$('footer')).toBeNull();
      const refused = page.frames().filter((frame) => frame.url().includes('index.html'));
      for (const frame of refused) expect(await frame.$('#run-button')).toBeNull();
    } finally {
      await page.close();
      await host.close();
    }
  });
});

/** A page of another origin that is isolated itself, and so takes only frames that allow it. */
const serveIsolatedText = (html: string): Promise<Site> =>
  listening(
    createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html;charset=utf-8');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.end(html);
    }),
  );
