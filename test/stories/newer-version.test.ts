/** Two builds of the page in one browser: what is kept stays, a newer one is offered, and never within a run. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../server/static-server';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf } from '../browsers/support/open-page';
import { chooseOptions, LONG, untilSample, untilState } from '../browsers/support/run-page';
import { BUILT_PAGE } from '../browsers/support/site';

const isSecond = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('meta[name="build"]')?.getAttribute('content') === 'second');

describe.each(BROWSERS)('two builds in %s', (name) => {
  it('change when a person asks for the newer one, and not while a run goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tokamark-builds-'));
    cpSync(BUILT_PAGE, folder, { recursive: true });
    let site = await startServer({ folder, port: 0 });
    const browser = await launchBrowser(name);
    try {
      const { page } = await openPage(browser, site.url);
      await page.waitForSelector('#offline-keep');
      await page.click('#offline-keep');
      await untilSaid(page, 'Available offline');

      // A host that serves files knows them from its start on.
      await site.close();
      publishSecond(folder);
      site = await startServer({ folder, port: Number(new URL(site.url).port) });
      await page.reload();
      await gpuKnown(page);
      await page.waitForSelector('#newer-use', { timeout: 60_000 });
      expect(await isSecond(page)).toBe(false);
      expect(await textOf(page, '#newer')).toContain('9.9.9 (second)');

      await chooseOptions(page, LONG);
      await page.click('#run-button');
      await untilSample(page, 120);
      expect(await page.$('#newer-use')).toBeNull();
      await page.click('#cancel-button');
      await untilState(page, 'cancelled', 30);

      const reloaded = page.waitForNavigation({ timeout: 60_000 });
      await page.waitForSelector('#newer-use');
      await page.click('#newer-use');
      await reloaded;
      await gpuKnown(page);
      expect(await isSecond(page)).toBe(true);
      expect(await page.$('#newer-use')).toBeNull();
      expect(await textOf(page, '#offline-about')).toContain('9.9.9 (second)');
    } finally {
      await browser.close();
      await site.close();
      rmSync(folder, { recursive: true });
    }
  });
});

const untilSaid = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction(
    (said) => document.getElementById('offline-about')?.textContent.startsWith(said),
    { timeout: 60_000 },
    words,
  );

/** As another build: another index.html, and a service worker that knows it by its content. */
function publishSecond(folder: string): void {
  const html = join(folder, 'index.html');
  const before = readFileSync(html);
  const after = Buffer.from(before.toString().replace('<title>', '<meta name="build" content="second"><title>'));
  const worker = join(folder, 'service-worker.js');
  const code = readFileSync(worker).toString();
  const [, label = '', version = ''] = [
    ...(/"?label"?:\s*[`"']([^`"']+)/.exec(code) ?? []),
    /"?version"?:\s*[`"']([0-9a-f]{16})/.exec(code)?.[1],
  ];
  const second = code
    .replaceAll(hash(before), hash(after))
    .replaceAll(label, '9.9.9 (second)')
    .replaceAll(version, 'feedfacefeedface');
  expect(second).not.toBe(code);
  for (const file of [html, worker]) for (const twin of ['br', 'gz']) rmSync(`${file}.${twin}`, { force: true });
  writeFileSync(html, after);
  writeFileSync(worker, second);
}

const hash = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
