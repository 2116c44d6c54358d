/** A challenge from the link to the verdict, and on to a challenge and a card of one's own: in one browser. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { duelOf } from '../../src/report/links/duel';
import { encodeDuel } from '../../src/report/links/duel-link';
import { measured } from '../fixtures/duel';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { pasteOf } from './support/clipboard';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { enterRoom, untilEnded } from './support/run-page';
import { savedCard } from './support/saved-card';
import { beyondFable, serveWithoutFable, type Site } from './support/site';

/** A run of a few seconds, on a software adapter slower than any that there is. */
const slow = measured(
  { rate: 0.01, repetitions: 5, formats: ['fp16'] },
  {},
  { ...{ shape: 'Fable', tests: testsAt(16, 4, [0]), tuning: 'off', roofs: false, waterfalls: false } },
);
const LINK = await encodeDuel(duelOf({ ...slow, adapter: { ...slow.adapter, software: true } }, 'An abacus'));

/** Pictures to be looked at; git ignores them. */
const OUTPUT = join(import.meta.dirname, '..', 'output');

/** Of published models, while they cannot be reached, and when the card is opened anew: Firefox does not ask again for code that failed. */
async function opensModels(
  page: Page,
  asksAgain: boolean,
): Promise<{ readonly asked: boolean; readonly lost: string; readonly rows: number }> {
  let isLost = true;
  const ofCard = (url: string): boolean => url.includes('/assets/models-card');
  const before = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const asked = before.some(ofCard);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    void (isLost && ofCard(request.url()) ? request.abort() : request.continue());
  });
  const press = (): Promise<void> => page.click('#models-details summary');
  await press();
  await page.waitForSelector('#models-message .error');
  const lost = await textOf(page, '#models-details');
  isLost = false;
  await press();
  await press();
  if (asksAgain) {
    await page.waitForSelector('#models-table tbody tr');
    expect(await page.$('#models-message .error')).toBeNull();
  }
  return { asked, lost, rows: await page.$$eval('#models-table tbody tr', (all) => all.length) };
}

/** Tables in the folded lists of the details: before they are printed, and as they are printed. */
async function tablesOnPaper(page: Page): Promise<{ readonly before: number; readonly printed: number }> {
  await enterRoom(page, 'details');
  await page.waitForSelector('#kernel-details');
  // What a card listens to begins after its first frame.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return page.evaluate(async () => {
    const drawn = (): number => document.querySelectorAll('#details .printed table').length;
    const before = drawn();
    window.dispatchEvent(new Event('beforeprint'));
    // Paper waits for no other task, as the one that says that a list is open.
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
    const printed = drawn();
    window.dispatchEvent(new Event('afterprint'));
    return { before, printed };
  });
}

describe.each(storyIn('chromium'))('a challenge in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await serveWithoutFable();
    browser = await launchBrowser(name);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('says their speed, measures the same at the press of Run, says who won, and is passed on', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#${LINK}`);
    await gpuKnown(page);
    await page.waitForFunction(() => document.getElementById('benchmark-title')?.textContent.includes('Can yours?'));
    expect(await textOf(page, '#benchmark-title')).toContain('An abacus (software adapter) writes 0.0');
    expect(await textOf(page, '#hero-lead')).toContain('unverified');
    await page.setViewport({ width: 360, height: 640 });
    const end = await page.$eval('#run-button', (button) => button.getBoundingClientRect().bottom);
    expect(end).toBeLessThanOrEqual(640);
    await page.setViewport({ width: 1280, height: 900 });
    await page.click('#run-button');
    const ended = await untilEnded(page, 120);
    expect(ended, await textOf(page, '#run-error')).toBe('complete');
    await expect
      .poll(() => textOf(page, '#duel-text'))
      .toMatch(/You win: yours writes [\d.]+ times as fast as An abacus/);

    await page.click('#pass-on-name', { count: 3 });
    await page.type('#pass-on-name', 'My own <b>GPU</b>');
    await page.click('#challenge');
    const text = await pasteOf(page, 'passed-on');
    expect(text).toMatch(/^My own <b>GPU<\/b> \(software adapter\) writes [\d.]+ tokens per second in FP16/);
    // This page is served to this machine alone.
    expect(text).toContain('There is no link');
    expect(text).not.toMatch(/https?:/);

    const png = await savedCard(page);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    await mkdir(OUTPUT, { recursive: true });
    await writeFile(join(OUTPUT, 'card.png'), png);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(beyondFable(problems, site)).toEqual([]);

    const { asked, lost, rows } = await opensModels(page, name === 'chromium');
    expect(asked).toBe(false);
    expect(lost).toContain('The published models could not be loaded.');
    expect(lost).toContain('reload the page');
    expect(lost).not.toContain('Loading');
    expect(rows > 0).toBe(name === 'chromium');

    const { before, printed } = await tablesOnPaper(page);
    expect(before).toBe(0);
    expect(printed).toBeGreaterThan(0);
    await page.close();
  });

  it('that is hostile is refused with the reason, as text', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#duel=1.%3Cimg%20src=x%20onerror=alert(1)%3E.end`);
    await page.waitForSelector('#duel-problem .error');
    expect(await textOf(page, '#duel-problem')).toContain('letters that no link has');
    await page.click('#duel-clear');
    await page.waitForSelector('#duel', { hidden: true });
    expect(problems).toEqual([]);
    await page.close();
  });
});
