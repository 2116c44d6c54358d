/** Profiles, the long decode, a hidden tab, and a run that its tab did not finish, in the page on Chromium. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../src/benchmark/suite/suite';
import { accessibilityViolations } from './support/axe';
import { launchBrowser } from './support/browsers';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import {
  chooseOptions,
  enterRoom,
  LONG,
  readResult,
  SHORT,
  untilEnded,
  untilSample,
  untilState,
} from './support/run-page';
import { beyondFable, serveWithoutFable, type Site } from './support/site';

describe('the page', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    site = await serveWithoutFable();
    browser = await launchBrowser('chromium');
    ({ page, problems } = await openPage(browser, site.url));
    await gpuKnown(page);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const chosen = (): Promise<string> =>
    page.$eval('input[name="profile"]:checked', (radio) => radio.getAttribute('value') ?? '');
  const valueOf = (id: string): Promise<string> =>
    page.$eval(id, (field) => (field instanceof HTMLInputElement ? field.value : ''));
  /** A row or column that the page draws after the click that asks for it, and shows only once there is a run. */
  const willBeVisible = async (selector: string): Promise<boolean> => {
    await page.waitForSelector(selector);
    return page.$eval(selector, (element) => element.closest('[hidden]:not(.room)') === null);
  };

  it('fills in the options of a profile, and calls what is changed by hand custom', async () => {
    expect(await chosen()).toBe('quick');
    await page.click('input[name="profile"][value="standard"]');
    await expect.poll(() => valueOf('#option-budget')).toBe(String(PROFILES.standard.budget));
    await expect.poll(() => valueOf('#option-windows')).toBe(String(PROFILES.standard.fidelityWindows));
    expect(await willBeVisible('tr[data-metric="decode-deep"]')).toBe(true);
    expect(await willBeVisible('#results-table thead [data-format="int8"]')).toBe(true);
    await page.click('input[name="profile"][value="sustained"]');
    await expect.poll(() => valueOf('#option-sustain')).toBe('300');
    await page.waitForFunction(() => document.querySelector('tr[data-metric="decode-deep"]') === null);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.click('input[name="profile"][value="quick"]');
    await chooseOptions(page, LONG);
    await expect.poll(chosen).toBe('custom');
  });

  it('waits while its tab is hidden, says so, and counts nothing of that time', async () => {
    await page.click('#run-button');
    await untilSample(page, 120);
    await setHidden(page, true);
    await page.waitForFunction(() => document.getElementById('step-detail')?.textContent.includes('hidden'), {
      timeout: 30_000,
    });
    await setHidden(page, false);
    await page.waitForFunction(() => !document.getElementById('step-detail')?.textContent.includes('hidden'), {
      timeout: 30_000,
    });
    expect(await textOf(page, '#run-notes')).toContain('Keep this tab in front');
  });

  it('shows a run that its tab did not finish as what it is, until it is dismissed', async () => {
    // The run is written once a second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await page.reload();
    await page.waitForSelector('#unfinished', { timeout: 30_000 });
    const text = await textOf(page, '#unfinished');
    expect(text).toMatch(
      /The run of .* did not finish: its tab was reloaded.* in the step “Measure decode and prefill”/,
    );
    expect(text).toMatch(/Figures until then \(software adapter/);
    expect(text).toMatch(/tg16\s*\d/);
    expect((await widths(page)).scrollWidth).toBeLessThanOrEqual((await widths(page)).clientWidth);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.click('#unfinished .dismiss');
    await page.waitForSelector('#unfinished', { hidden: true });
    await page.reload();
    await gpuKnown(page);
    expect(await page.$('#unfinished')).toBeNull();
    // Said once, and kept with the other runs.
    await enterRoom(page, 'compare');
    await page.waitForSelector('#compare-list > li');
    expect(await textOf(page, '#compare-list')).toMatch(/unfinished/);
    await enterRoom(page, 'benchmark');
  });

  it('draws the curve of a long decode, and leaves nothing behind when it has ended', async () => {
    await chooseOptions(page, SHORT);
    await page.$eval('#option-sustain', (field) => {
      if (field instanceof HTMLInputElement) field.value = '4';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.click('#run-button');
    expect(await untilEnded(page, 240)).toBe('complete');
    const result = await readResult(page);
    expect(result.suite.profile).toBe('custom');
    expect(result.sustained?.samples.length).toBeGreaterThan(3);
    await enterRoom(page, 'details');
    await page.waitForSelector('[data-picture="sustained"] svg');
    const card = '[data-picture="sustained"]';
    expect((await textOf(page, `${card} .picture-says`)).replaceAll('\u00a0', ' ')).toMatch(
      /^tg16 at FP16 for .* tokens\/s at first/,
    );
    const rows = await page.$$eval(`${card} tbody tr`, (all) => all.length);
    expect(rows).toBe(result.sustained?.samples.filter(({ seconds }) => seconds > 0).length ?? -1);
    await enterRoom(page, 'benchmark');
    await page.reload();
    await gpuKnown(page);
    expect(await page.$('#unfinished')).toBeNull();
    expect(beyondFable(problems, site)).toEqual([]);
  });

  it('is left with a run that was cancelled in the page itself, and with none in its storage', async () => {
    await chooseOptions(page, LONG);
    await page.click('#run-button');
    await untilSample(page, 120);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await page.click('#cancel-button');
    await untilState(page, 'cancelled', 30);
    expect((await readResult(page)).status).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.reload();
    await gpuKnown(page);
    expect(await page.$('#unfinished')).toBeNull();
  });
});

/** As the page's own observer sees it: a headless browser shows every tab. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    hidden ? 'hidden' : 'visible',
  );
}
