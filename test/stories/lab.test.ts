/** Step six of the lab with the model itself: seven texts, written twice; a run that goes before; a GPU that is lost, and what comes after. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, storyIn } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf } from '../browsers/support/open-page';
import { enterRoom, untilState } from '../browsers/support/run-page';
import { say } from '../browsers/support/say';
import { serveIsolated, type Site } from '../browsers/support/site';

/** The formats that ship, and the choice of a person. */
const TEXTS = 7;
/** What a person reads before they press. */
const READING_SECONDS = 15;

const written = (page: Page): Promise<readonly string[]> =>
  page.$$eval('.limits-texts [data-state="written"] > p:first-of-type', (all) => all.map((one) => one.textContent));

interface Times {
  readonly all: number;
  /** From FP16's last token to its own. */
  readonly simulated: number;
}

/** Presses, and waits until all is written. Seconds. */
async function writeAll(page: Page): Promise<Times> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const until = async (format: string): Promise<number> => {
    await page.waitForSelector(`.limits-texts [data-format="${format}"][data-state="written"]`, { timeout: 240_000 });
    return seconds();
  };
  await page.waitForSelector('#learn-ask-texts');
  await page.click('#learn-ask-texts');
  await page.waitForSelector('#learn-cancel');
  const fp16 = await until('fp16');
  const simulated = (await until('simulated')) - fp16;
  await page.waitForSelector('#learn-cancel', { hidden: true, timeout: 240_000 });
  return { all: seconds(), simulated };
}

const timesOf = ({ all, simulated }: Times): string =>
  `six texts of 60 tokens in ${(all - simulated).toFixed(1)} s, and the simulated one in ${simulated.toFixed(1)} s`;

const problem = (page: Page): Promise<string> => textOf(page, '.limits-stage [role="alert"]');

describe.each(storyIn('chromium'))('the lab in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    ({ page } = await openPage(browser, `${site.url}#/learn?step=6`));
    await gpuKnown(page);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('writes seven texts, one of them simulated, and the same again from what it keeps', async () => {
    const first = await writeAll(page);
    const texts = await written(page);
    expect(await problem(page)).toBe('');
    expect(texts).toHaveLength(TEXTS);
    expect(await page.$$('.limits-texts mark')).not.toEqual([]);
    expect(await textOf(page, '.limits-texts [data-format="simulated"] h3')).toMatch(/2 bits.*simulated, no speed/s);
    const second = await writeAll(page);
    say(`${name}, pressed at once: ${timesOf(first)}; at the second press ${timesOf(second)}`);
    expect(await written(page)).toEqual(texts);
  });

  it('has them sooner where somebody has read for a while, and the same', async () => {
    const texts = await written(page);
    const reader = await openPage(browser, `${site.url}#/learn?step=6`);
    await gpuKnown(reader.page);
    await new Promise((resolve) => setTimeout(resolve, READING_SECONDS * 1000));
    const times = await writeAll(reader.page);
    say(`${name}, pressed after ${READING_SECONDS} s of reading: ${timesOf(times)}`);
    expect(await written(reader.page)).toEqual(texts);
    expect(reader.problems).toEqual([]);
    await reader.page.close();
    await page.bringToFront();
  });

  it('gives way to a run, says so, and waits for its end', async () => {
    await page.click('#learn-ask-texts');
    await page.waitForSelector('#learn-cancel');
    await enterRoom(page, 'benchmark');
    await page.click('#run-button');
    await untilState(page, 'running', 30);
    await enterRoom(page, 'learn');
    await page.waitForSelector('#learn-ask-texts[aria-disabled="true"]');
    expect(await textOf(page, '.limits-stage [role="status"]')).toContain('The benchmark runs');
    expect(await problem(page)).toBe('Cancelled.');
    await enterRoom(page, 'benchmark');
    await page.click('#cancel-button');
    await untilState(page, 'cancelled', 30);
    await enterRoom(page, 'learn');
    await writeAll(page);
    expect(await written(page)).toHaveLength(TEXTS);
  });

  it.runIf(name === 'chromium')('says that the GPU was lost, and writes at the next press', async () => {
    await page.click('#learn-ask-texts');
    await page.waitForSelector('#learn-cancel');
    const session = await browser.target().createCDPSession();
    await session.send('Browser.crashGpuProcess');
    await page.waitForSelector('.limits-stage [data-code="device-lost"]', { timeout: 60_000 });
    await writeAll(page);
    expect(await problem(page)).toBe('');
    expect(await written(page)).toHaveLength(TEXTS);
  });
});
