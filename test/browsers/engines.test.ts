/** The room of engines: a kept comparison is read by anybody, and a run of it begins in a real engine and ends at once on Cancel. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toJson } from '../../src/report/json';
import { compared } from '../fixtures/compared';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { pressAndTime } from './support/engines-page';
import { movements, readInstruments } from './support/instruments';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import { enterRoom } from './support/run-page';
import { serveIsolated, type Site } from './support/site';

const ROOM = '#/engines';

describe.each(storyIn('chromium'))('the room of engines in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveIsolated(), launchBrowser(name)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('shows the last comparison that this browser has kept, on any screen and in both themes', async () => {
    const { page, problems } = await openPage(browser, site.url);
    await gpuKnown(page);
    await keep(page, toJson(compared()));
    await page.reload();
    await gpuKnown(page);
    await enterRoom(page, 'engines');
    await page.waitForSelector('[data-testid="engines-picture"] svg');
    expect(await textOf(page, '[data-testid="engines-picture"]')).toContain('Tokamark INT4');
    expect(await textOf(page, '[data-testid="engines-texts"]')).toContain('apart from Tokamark FP16 from token 3 on');
    for (const value of name === 'chromium' ? ['light', 'dark'] : []) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await accessibilityViolations(page), value).toEqual([]);
    }
    for (const width of [360, 1280, 1920]) {
      await page.setViewport({ width, height: 900 });
      const { scrollWidth, clientWidth } = await widths(page);
      expect(scrollWidth, String(width)).toBeLessThanOrEqual(clientWidth);
    }
    expect(problems).toEqual([]);
    await page.close();
  });

  it('begins by keyboard, has a row for each engine while it runs, moves nothing, and ends at once on Cancel', async () => {
    const { page, problems } = await openPage(browser, `${site.url}${ROOM}`);
    await gpuKnown(page);
    await page.waitForSelector('#engines-run[aria-disabled="false"]');
    await page.click('[id="engine-transformers.js"]');
    const before = movements(await readInstruments(page)).length;
    await page.focus('#engines-run');
    await page.keyboard.press('Enter');
    // Code and WebAssembly of both are here, each in its worker: llama.cpp has read its first file, and reads its second.
    await page.waitForFunction(() => /wllama.*INT4/.test(document.querySelector('.engines-times')?.textContent ?? ''), {
      timeout: 60_000,
    });
    expect(await page.$$('.engines-ask .message.error, [data-testid="engines-figures"] .message.error')).toEqual([]);
    const rows = await page.$$eval('.engines-table tbody tr', (all) => all.map(({ textContent }) => textContent));
    // SwiftShader has no f16, which llama.cpp needs of a GPU; Firefox answers each of its waits for one after 100 ms.
    const engines = ['Tokamark', 'Tokamark, not tuned', 'onnxruntime-web', 'wllama (CPU)'];
    expect(rows.map((row) => /^.*?(?:FP16|INT4)/.exec(row)?.[0])).toEqual(
      ['FP16', 'INT4'].flatMap((format) => engines.map((engine) => `${engine}${format}`)),
    );
    expect(await pressAndTime(page, '#engines-cancel', '#engines-status[data-state="cancelled"]')).toBeLessThan(100);
    if (name === 'chromium') expect(movements(await readInstruments(page)).slice(before)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says where there is no adapter what to do, and cannot begin', async () => {
    const without = await launchBrowser(name, false);
    const { page } = await openPage(without, `${site.url}${ROOM}`);
    await page.waitForSelector('.engines-ask .message.error');
    expect(await page.$('#engines-run[aria-disabled="true"]')).not.toBeNull();
    await without.close();
  });
});

/** As the page keeps a run of its own. */
const keep = (page: Page, json: string): Promise<void> =>
  page.evaluate(
    (value) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tokamark-history');
        opening.onerror = () => reject(new Error('the page has no history'));
        opening.onsuccess = () => {
          const writing = opening.result.transaction('runs', 'readwrite');
          writing.objectStore('runs').put(value, 'run of a test');
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    json,
  );
