/** The GPU's process ends in the middle of a run: said, kept, and the next run works. Firefox has no way to force it. */
import { expect, it } from 'vitest';
import { launchBrowser } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { chooseOptions, LONG, readResult, untilEnded, untilSample, untilState } from './support/run-page';
import { serveWithoutFable } from './support/site';

it('a run whose device is lost says so, keeps what it measured, and the next run measures', async () => {
  const site = await serveWithoutFable();
  const browser = await launchBrowser('chromium');
  try {
    const { page } = await openPage(browser, site.url);
    await gpuKnown(page);
    await chooseOptions(page, LONG);
    await page.click('#run-button');
    await untilSample(page, 60);
    const session = await browser.target().createCDPSession();
    await session.send('Browser.crashGpuProcess');
    expect(await untilEnded(page, 60)).toBe('failed');

    const result = await readResult(page);
    expect(result.failure?.code).toBe('device-lost');
    expect(result.results.flatMap(({ tokensPerSecond }) => tokensPerSecond?.samples ?? []).length).toBeGreaterThan(0);
    expect(await textOf(page, '#room-benchmark')).toContain(result.failure?.message ?? '?');

    await page.click('#run-button');
    await page.waitForSelector('#status[data-state="running"]');
    await untilSample(page, 60);
    await page.click('#cancel-button');
    await untilState(page, 'cancelled', 30);
  } finally {
    await browser.close();
    await site.close();
  }
});
