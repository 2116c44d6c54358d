/** The room of the board over a real server and database: first rows before any code, filters, pages, a run, a GPU, a workload that nobody sent, and sending. */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe';
import { serveBoard, type BoardSite, type Machine } from './support/board-site';
import { launchBrowser, storyIn } from './support/browsers';
import { keepForBoard } from './support/kept-for-board';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';

/** More than a page has. */
const MACHINES: readonly Machine[] = Array.from({ length: 52 }, (_, i) => ({
  ...{ id: `gpu-${i}`, name: `GPU ${i}`, kind: i % 2 === 0 ? 'desktop' : 'laptop', speed: 300 - 5 * i },
  ...{ devices: i === 0 ? 6 : 1, days: 1, joules: i < 3 ? 1 + i : null },
}));

describe.each(storyIn('chromium'))('the board in %s', (name) => {
  let site: BoardSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveBoard(MACHINES), launchBrowser(name, false)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('is read from its first rows to a run, and says what nobody has sent yet', async () => {
    const { page, problems } = await openPage(browser, 'about:blank');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const rows = '[data-testid="board-row"]';
    const firstRow = (): Promise<string> => textOf(page, `${rows} .board-gpu a`);
    const until = (text: string): Promise<unknown> =>
      page.waitForFunction(
        (wanted) =>
          document.querySelector('.board-shown:not([data-old])') !== null &&
          document.getElementById('board-title-of-view')?.textContent.includes(wanted) === true,
        {},
        text,
      );

    await page.goto(`${site.url}board`);
    // The page has taken over what the server drew, asked for none of it again, and has the address of its own room.
    await page.waitForFunction(() => location.hash === '#/board' && document.querySelector('[data-first]') === null);
    await page.waitForSelector('#board-format option[value="fp16"]');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await firstRow()).toBe('GPU 0');
    expect(asked.filter((path) => path === '/api/cohorts')).toEqual([]);
    expect(await page.title()).toBe('Board · Tokamark');
    if (name === 'chromium') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    expect(await accessibilityViolations(page)).toEqual([]);
    if (name === 'chromium') await page.emulateMediaFeatures([]);
    for (const width of [360, 768, 1920]) {
      await page.setViewport({ width, height: 900 });
      const { scrollWidth, clientWidth } = await widths(page);
      expect(scrollWidth, String(width)).toBeLessThanOrEqual(clientWidth);
    }

    await page.select('#board-format', 'fp16');
    await until('FP16 writing');
    expect(page.url()).toMatch(/#\/board\?format=fp16$/);
    await page.click('#board-next');
    await page.waitForFunction(
      () => location.hash.includes('after=') && document.querySelector('#board-next') === null,
    );
    await page.waitForFunction((selector) => document.querySelectorAll(selector).length === 2, {}, rows);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('board-title-of-view');
    await page.goBack();
    await page.waitForSelector('#board-next');

    await page.select('#board-format', 'int8');
    await page.waitForSelector('[data-testid="board-empty"]');
    expect(await textOf(page, '[data-testid="board-empty"]')).toContain('How to be the first');

    // Nor is anything asked again of what the server drew of another view.
    for (const [query, path] of [
      ['see=latest', '/api/runs'],
      ['see=support', '/api/support'],
      ['one=gpu-1', '/api/gpus/gpu-1'],
    ] as const) {
      await page.goto(`${site.url}board?${query}`);
      await page.waitForFunction(
        (hash) => location.hash === hash && document.querySelector('[data-first]') === null,
        {},
        `#/board?${query}`,
      );
      await page.waitForSelector('.board-shown:not([data-old])');
      expect(asked.filter((one) => one === path)).toEqual([]);
    }

    await page.goto(`${site.url}#/board?one=gpu-0`);
    await page.waitForSelector('[data-testid="board-slices"] svg');
    expect(await textOf(page, '[data-testid="board-slices"]')).toContain('Firefox 150');
    expect(await accessibilityViolations(page)).toEqual([]);

    await page.evaluate(() => (location.hash = '#/board?see=latest'));
    await page.waitForSelector('[data-testid="board-latest"] td a');
    await page.click('[data-testid="board-latest"] td a');
    await page.waitForSelector('[data-testid="board-run"] .board-facts');
    expect(await textOf(page, '[data-testid="board-run"]')).toContain('GPU, as its owner says');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows the very JSON of a run that was kept, sends it, and deletes it again', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#/board?see=about`);
    await gpuKnown(page);
    await page.evaluate(keepSent);
    const sent = (): Promise<readonly string[]> => page.evaluate(() => window.sent ?? []);
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    await keepForBoard(page, await site.honestText());
    await page.click('.board-ways a[href="#/board?see=send"]');
    await page.waitForSelector('.board-send-kept[open] button');
    await expect.poll(focused).toBe('board-title-of-view');
    // This browser has no adapter: nothing is measured, and what was kept can be sent.
    expect(await textOf(page, '.board-send-form')).toContain('WebGPU');
    await page.click('.board-send-kept button');
    await page.waitForSelector('#board-send-json');
    expect(await focused()).toBe('board-send-ready');
    expect(await accessibilityViolations(page, '#board')).toEqual([]);
    await page.setViewport({ width: 360, height: 900 });
    const { scrollWidth, clientWidth } = await widths(page);
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    const shown = await page.$eval('#board-send-json', (field) => ('value' in field ? String(field.value) : ''));
    expect(await sent()).toEqual([]);
    await page.click('#board-send-send');
    await page.waitForSelector('#board-send-sent[data-state="ranked"]');
    expect(await sent()).toEqual([`/api/runs ${shown}`]);
    expect(await focused()).toBe('board-send-sent');
    expect(await accessibilityViolations(page, '#board')).toEqual([]);
    const place = await page.$eval('#board-send-place', (link) => link.getAttribute('href') ?? '');
    const run = `${site.url}api/runs/${place.replace('#/board?run=', '')}`;
    expect((await fetch(run)).status).toBe(200);
    await page.click('#board-send-delete');
    await page.waitForSelector('#board-send-sent[data-state="deleted"]');
    expect((await fetch(run)).status).toBe(404);
    expect(problems).toEqual([]);
    await page.close();
  });
});

declare global {
  interface Window {
    /** Addresses and bodies. */
    sent?: string[];
  }
}

/** Of all that the page sends from now on. */
function keepSent(): void {
  const own = window.fetch.bind(window);
  const all: string[] = [];
  window.sent = all;
  window.fetch = (asked, init) => {
    const body = typeof init?.body === 'string' ? init.body : '';
    if (init?.method === 'POST') all.push(`${asked instanceof URL ? asked.pathname : ''} ${body}`);
    return own(asked, init);
  };
}
