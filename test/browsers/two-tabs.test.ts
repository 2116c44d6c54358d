/** Two tabs of one site in Chromium: the second is told of the first, and both share what was tuned. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browsers';
import { gpuKnown, openPage } from './support/open-page';
import { chooseOptions, LONG, readResult, SHORT, untilEnded, untilSample, untilState } from './support/run-page';
import { serveWithoutFable, type Site } from './support/site';

describe('two tabs', () => {
  let site: Site;
  let browser: Browser;
  let first: Page;
  let second: Page;

  const open = async (): Promise<Page> => {
    const { page } = await openPage(browser, site.url);
    await gpuKnown(page);
    return page;
  };

  beforeAll(async () => {
    site = await serveWithoutFable();
    browser = await launchBrowser('chromium');
    first = await open();
    second = await open();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('are told of each other only while both run', async () => {
    await first.bringToFront();
    await chooseOptions(first, LONG);
    await first.click('#run-button');
    await untilSample(first, 120);

    await second.bringToFront();
    await chooseOptions(second, SHORT);
    await second.click('#run-button');
    await untilSample(second, 120);
    await second.click('#cancel-button');
    await untilState(second, 'cancelled', 30);
    expect(codesOf(await readResult(second))).toContain('another-tab');

    await first.bringToFront();
    await first.click('#cancel-button');
    await untilState(first, 'cancelled', 30);
    expect(codesOf(await readResult(first))).not.toContain('another-tab');

    await second.bringToFront();
    // Beside another run it would take minutes.
    await second.$eval('#option-tune', (box) => (box instanceof HTMLElement ? box.click() : undefined));
    await second.click('#run-button');
    await second.waitForFunction(() => document.getElementById('status')?.dataset['state'] === 'running');
    expect(await untilEnded(second, 240)).toBe('complete');
    const alone = await readResult(second);
    expect(codesOf(alone)).not.toContain('another-tab');
    expect(alone.tuning?.sites.length).toBeGreaterThan(0);
  });

  it('keep what was tuned in one database, whatever becomes of the tabs', async () => {
    await second.close();
    const keys = await first.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open('tokamark');
          opening.onerror = () => reject(new Error('no database'));
          // Nothing has been tuned: a database without stores would be made here.
          opening.onupgradeneeded = () => opening.transaction?.abort();
          opening.onsuccess = () => {
            const all = opening.result.transaction('tuning').objectStore('tuning').getAllKeys();
            all.onerror = () => reject(new Error('no keys'));
            all.onsuccess = () => resolve(all.result.map(String));
          };
        }),
    );
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^\["tokamark-tuning\/2",\{"vendor":/);
  });
});

const codesOf = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  warnings.map(({ code }) => code);
