/** A whole comparison with a real engine in each browser: both write the same, each has its figures, and the run is kept. */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstApart } from '../../src/report/parts/written';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf } from '../browsers/support/open-page';
import { readResult } from '../browsers/support/run-page';
import { say } from '../browsers/support/say';
import { serveIsolated, type Site } from '../browsers/support/site';

describe.each(BROWSERS)('a comparison of engines in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveIsolated(), launchBrowser(name)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('has the figures of both in the same rounds, and the same text', { timeout: 600_000 }, async () => {
    const { page, problems } = await openPage(browser, `${site.url}#/engines`);
    await gpuKnown(page);
    await page.waitForSelector('#engines-run[aria-disabled="false"]');
    await page.click('[id="engine-transformers.js"]');
    if (name === 'firefox') await page.click('#engine-wllama');
    await page.click('#engines-run');
    await page.waitForSelector('#engines-status[data-state="complete"]', { timeout: 500_000 });
    await page.waitForSelector('[data-testid="engines-picture"] svg');
    const { results, written, engines } = await readResult(page);
    expect(engines.map(({ id }) => id)).toEqual(['tokamark, not tuned', 'onnxruntime-web']);
    for (const { engine, format, test, tokensPerSecond } of results) {
      expect(tokensPerSecond, `${engine} ${format} ${test}`).not.toBeNull();
      say(`${name}: ${engine} ${format} ${test}: ${tokensPerSecond?.median.toFixed(2)} tokens/s`);
    }
    const [ours, theirs] = ['tokamark', 'onnxruntime-web'].map((engine) =>
      written.find((one) => one.engine === engine && one.format === 'fp16'),
    );
    if (ours === undefined || theirs === undefined) throw new Error('both have written');
    expect(firstApart(theirs, ours)).toBeNull();
    expect(await textOf(page, '[data-testid="engines-figures"]')).toContain('n = 3 rounds');
    await page.reload();
    await page.waitForSelector('[data-testid="engines-picture"] svg');
    expect(await textOf(page, '[data-testid="engines-figures"]')).toContain('that this browser has kept');
    expect(problems).toEqual([]);
  });
});
