/** The page without its host, and on a host that cannot isolate it. */
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { launchBrowser, storyIn } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { enterRoom, untilState } from './support/run-page';
import { serveBelowPath, serveIsolated } from './support/site';

/** All that the room to learn in loads when it is asked for: its steps, the chart of a class, and what the model writes. */
async function learnOffline(page: Page): Promise<void> {
  await enterRoom(page, 'learn');
  for (const step of [1, 2, 3, 4, 5, 6]) {
    await page.click(`#learn-step-${step}`);
    await page.waitForSelector(`#learn-step-${step}[aria-current="step"]`);
    expect(await textOf(page, '.learn-stage')).not.toBe('');
  }
  await page.click('#learn-class');
  await page.waitForSelector('#class-paste');
  await page.waitForSelector('#learn-ask-texts[aria-disabled="false"]');
  await page.click('#learn-ask-texts');
  // One says that all is there: each format is made of the same files.
  await page.waitForSelector('.limits-texts [data-state="written"]', { timeout: 120_000 });
  expect(await textOf(page, '.limits-stage [role="alert"]')).toBe('');
}

/** Other engines come from the host alone: each says so in its own place, and the run goes on with ours. */
async function enginesOffline(page: Page): Promise<void> {
  await enterRoom(page, 'engines');
  for (const left of ['transformers.js', 'wllama']) await page.click(`[id="engine-${left}"]`);
  await page.waitForSelector('#engines-run[aria-disabled="false"]');
  await page.click('#engines-run');
  await page.waitForSelector('[data-testid="engines-figures"] .message.error', { timeout: 30_000 });
  const said = await textOf(page, '[data-testid="engines-figures"] .message.error');
  expect(said).toContain('onnxruntime-web FP16');
  expect(said).toContain('the host of this page does not answer');
  expect(said).toContain('not kept for use offline: connect again');
  expect(await page.$('.engines-ask .message.error')).toBeNull();
  await page.click('#engines-cancel');
  await page.waitForSelector('#engines-status[data-state="cancelled"]');
}

describe.each(storyIn('chromium'))('the page in %s', (name) => {
  it('runs with its server stopped once it was made available offline, isolated and from what it keeps', async () => {
    const site = await serveIsolated();
    const browser = await launchBrowser(name);
    try {
      const { page } = await openPage(browser, site.url);
      await page.waitForSelector('#offline-keep:not([hidden])');
      expect(await textOf(page, '#offline-about')).toMatch(/once this browser keeps it: 1\d\.\d MB/);
      await page.click('#offline-keep');
      await page.waitForFunction(() =>
        document.getElementById('offline-about')?.textContent.startsWith('Available offline'),
      );
      await site.close();

      await page.reload();
      await gpuKnown(page);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      const policy = await page.evaluate(async () =>
        (await fetch('check.html')).headers.get('content-security-policy'),
      );
      expect(policy).toContain("script-src 'self'");
      await page.click('#run-button');
      await untilState(page, 'running', 30);
      // Fable is there: what is missing would be said.
      expect(await textOf(page, '#run-notes')).not.toContain('without the texts');
      await page.click('#cancel-button');
      await untilState(page, 'cancelled', 30);
      await learnOffline(page);
      await enginesOffline(page);
    } finally {
      await browser.close();
      await site.close().catch(() => undefined);
    }
  });

  it('is isolated after one reload where its host does not do it, and says so before', async () => {
    const site = await serveBelowPath();
    const browser = await launchBrowser(name);
    try {
      const { page, problems } = await openPage(browser, site.url);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      await page.waitForSelector('#offline-reload:not([hidden])');
      expect(await textOf(page, '#offline-about')).toContain('Reload once');
      await Promise.all([page.waitForNavigation(), page.click('#offline-reload')]);
      await gpuKnown(page);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await page.$('#gpu-warnings [data-code="coarse-clock"]')).toBeNull();
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await site.close();
    }
  });
});
