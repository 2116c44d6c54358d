/** Runs from files in the room of Compare: dropped, named, there again after a reload, and two of them told apart. Measures nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe';
import { launchBrowser } from './support/browsers';
import { openPage, textOf, widths } from './support/open-page';
import { serveIsolated, type Site } from './support/site';

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'documents', 'result-2.json.txt'), 'utf8');
const STARTED = /"startedAt": "[^"]*"/;
const documentAt = (time: string): string => DOCUMENT.replace(STARTED, `"startedAt": "2026-01-0${time}.000Z"`);

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveIsolated(), launchBrowser('chromium')]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('keeps what is dropped and what a person calls it, and never confuses two runs', async () => {
  const { page, problems } = await openPage(browser, `${site.url}#/compare`);
  await page.waitForSelector('#compare-empty');
  // Two in one minute, and one that is none.
  await drop(page, {
    'a.json': documentAt('2T03:04:05'),
    'b.json': documentAt('2T03:04:09'),
    'c.json': '{"schema": 7}',
  });
  await page.waitForSelector('#compare-list > li:nth-child(2)');
  expect(await textOf(page, '#compare-notes')).toMatch(/c\.json is not imported\..*2 runs are imported\./s);

  // Nobody has said yet that they are of one machine.
  expect(await page.$('#compare-trend')).toBeNull();

  for (const run of ['run-1', 'run-2']) {
    await page.click(`#${run}-more`);
    await page.click(`#${run}-rename`);
    await page.waitForSelector(`#${run} input:focus`);
    if (run === 'run-1') await page.keyboard.type('before the driver');
    await page.keyboard.press('Tab');
    await page.keyboard.type('attic box');
    await page.keyboard.press('Enter');
    await page.waitForFunction((id) => document.activeElement?.id === id, {}, `${run}-rename`);
  }
  await page.reload();
  await page.waitForSelector('#compare-list > li:nth-child(2)');
  expect(await textOf(page, '#run-1-name')).toBe('before the driver');

  const options = await page.$$eval('#compare-two option', (all) => all.map(({ textContent }) => textContent));
  expect(new Set(options).size).toBe(2);
  const [older, newer] = await page.$$eval('#compare-two .facts-of-two tbody td', (cells) =>
    cells.slice(2, 4).map(({ textContent }) => textContent),
  );
  expect([older, newer]).toEqual(['2 Jan 2026, 03:04:05', '2 Jan 2026, 03:04:09']);
  expect(await textOf(page, '#compare-two')).toContain('equally fast in both');
  expect(await page.$$('#compare-trend svg .ink-int4')).not.toEqual([]);

  await page.click('#run-2-more');
  await page.click('#run-2-open');
  await page.click('#run-2-rename');
  await page.waitForSelector('#compare-opened');
  await page.$$eval('#compare-room details', (all) => all.forEach((one) => (one.open = true)));
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await accessibilityViolations(page), value).toEqual([]);
  }
  await page.setViewport({ width: 360, height: 640 });
  const { scrollWidth, clientWidth } = await widths(page);
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);

  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  await page.click('#run-1-delete');
  await page.waitForFunction(() => document.activeElement?.id === 'compare-undo');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#compare-list > li:nth-child(2)');
  expect(await textOf(page, '#run-1-name')).toContain('before the driver');

  // All of them only once that was said: Escape keeps them, and Undo brings them back.
  await page.focus('#compare-delete-all');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('compare-keep');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('compare-delete-all');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'compare-undo');
  expect(await page.$('#compare-list')).toBeNull();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#compare-list > li:nth-child(2)');
  expect(problems).toEqual([]);
});

async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) dataTransfer.items.add(new File([text], name));
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, files);
}
