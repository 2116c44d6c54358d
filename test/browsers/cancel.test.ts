/** Cancel: the page is idle at once, the worker soon, and what was measured stays. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, storyIn } from './support/browsers';
import { readInstruments } from './support/instruments';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { chooseOptions, LONG, readResult, untilSample, untilState, untilStep } from './support/run-page';
import { milliseconds, say } from './support/say';
import { serveIsolated, type Site } from './support/site';

describe.each(storyIn('firefox'))('Cancel in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    ({ page, problems } = await openPage(browser, site.url));
    await gpuKnown(page);
    await chooseOptions(page, LONG);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('leaves the page idle within 100 ms and keeps what was measured', async () => {
    await page.click('#run-button');
    await untilSample(page, 60);
    const idle = millisecondsUntilIdle(page);
    await page.click('#cancel-button');
    say(`${name}: idle ${milliseconds(await idle)} after Cancel`);
    expect(await idle).toBeLessThanOrEqual(100);

    await page.waitForFunction(() => document.getElementById('status')?.textContent.includes('are kept'));
    const result = await readResult(page);
    expect(result.status).toBe('cancelled');
    expect(result.failure?.code).toBe('cancelled');
    expect(result.results.flatMap(({ tokensPerSecond }) => tokensPerSecond?.samples ?? []).length).toBeGreaterThan(0);
    expect(await textOf(page, '#results-body [data-metric="decode"] td[data-format="fp16"] .value')).toMatch(/\d/);
  });

  it('lets the same worker begin the next run within a second', async () => {
    await page.click('#run-button');
    await untilStep(page, 'Measure', 60);
    const begun = millisecondsFromRunToWork(page);
    await page.click('#cancel-button');
    await page.click('#run-button');
    say(`${name}: at work ${milliseconds(await begun)} after Run, pressed right after Cancel`);
    expect(await begun).toBeLessThanOrEqual(1000);
    expect((await readInstruments(page)).workers).toBe(1);
    await page.click('#cancel-button');
    await untilState(page, 'cancelled', 10);
    expect(problems).toEqual([]);
  });
});

/** From the press of Cancel to the page that says so and offers Run again, seen from inside the page. */
function millisecondsUntilIdle(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const run = document.getElementById('run-button');
        const status = document.getElementById('status');
        // Not before the press is let go: the driver takes its own time between the two.
        const onClick = ({ timeStamp }: MouseEvent): void => {
          const observer = new MutationObserver(() => {
            if (status?.dataset['state'] !== 'cancelled' || run?.ariaDisabled !== 'false') return;
            observer.disconnect();
            resolve(performance.now() - timeStamp);
          });
          observer.observe(document.body, { subtree: true, attributes: true });
        };
        window.addEventListener('click', onClick, { capture: true, once: true });
      }),
  );
}

/** From the press of Run to the first sign of work from the worker, a step of the plan. */
function millisecondsFromRunToWork(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const status = document.getElementById('status');
        window.addEventListener('submit', ({ timeStamp }) => {
          const observer = new MutationObserver(() => {
            if (status?.textContent.startsWith('Step ') !== true) return;
            observer.disconnect();
            resolve(performance.now() - timeStamp);
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        });
      }),
  );
}
