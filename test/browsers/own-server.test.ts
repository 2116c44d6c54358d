/** A server of the person's own in the room of engines: a page that it refuses says how to allow it, and one that it allows has a row of it. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownServer, type RunningStub } from '../fixtures/own-server';
import { launchBrowser, storyIn } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { serveIsolated, type Site } from './support/site';

describe.each(storyIn('firefox'))('a server of one’s own in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let open: RunningStub;
  let closed: RunningStub;

  beforeAll(async () => {
    [site, browser, open, closed] = await Promise.all([
      ...([serveIsolated(), launchBrowser(name)] as const),
      ownServer({ cors: true, models: ['a-model', 'another'], every: 1 }),
      ownServer({}),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([site.close(), open.close(), closed.close()]);
  });

  it('is asked on a press alone, says how a page is allowed, and takes its turn in the run', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#/engines`);
    await gpuKnown(page);
    await page.waitForSelector('#engines-run[aria-disabled="false"]');
    for (const peer of await page.$$('.engines-boxes input:checked:not(:disabled)')) await peer.click();
    await page.click('#engine-own-server');
    await type(page, closed.url);
    expect(closed.asked).toEqual([]);
    await page.click('#server-ask');
    await page.waitForSelector('.engines-server .message');
    const refused = await textOf(page, '.engines-server');
    for (const said of ['OLLAMA_ORIGINS=', 'lms server start --cors', '--allowed-origins', '--cors-origins']) {
      expect(refused).toContain(said);
    }
    await type(page, `${open.url}/v1`);
    await page.click('#server-ask');
    await page.waitForSelector('#server-model');
    expect(await page.$$eval('#server-model option', (all) => all.map(({ textContent }) => textContent))).toEqual([
      ...['a-model', 'another'],
    ]);
    await page.select('#server-model', 'another');
    await page.click('#engines-run');
    // It was found out before the run, and has its row at once.
    await page.waitForFunction(
      () => document.querySelector('.engines-table')?.textContent.includes('own server (another model: another)'),
      { timeout: 60_000 },
    );
    expect(open.asked.at(-1)).toMatchObject({ path: '/v1/completions', body: { model: 'another', stream: true } });
    await page.click('#engines-cancel');
    await page.waitForSelector('#engines-status[data-state="cancelled"]');
    // What it was refused, and what Cancel has broken off, a browser tells of in its console.
    expect(problems.filter((text) => ![open.url, closed.url].some((url) => text.includes(url)))).toEqual([]);
    await page.close();
  });
});

async function type(page: Page, address: string): Promise<void> {
  await page.click('#server-address', { count: 3 });
  await page.type('#server-address', address);
}
