/**
 * What a token costs on a browser's software adapter: no figure of a GPU that is not there, one for who reads watts, and
 * nothing lost by a slip of the keyboard. What real GPUs get is tested without a browser (src/page/energy, src/energy).
 */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResult } from '../../src/report/json';
import type { Result } from '../../src/report/schema';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { pasteOf } from './support/clipboard';
import { readInstruments } from './support/instruments';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import { chooseOptions, enterRoom, readResult, SHORT, untilEnded } from './support/run-page';
import { say } from './support/say';
import { serveIsolated, type Site } from './support/site';

const BADGE = 'typed in · CPU only, no GPU worked · idle power included';
const CELL = '#energy-table [data-format="fp16"][data-phase="decode"] [data-figure="joules"]';
const ANSWER = '#energy-answers tr[data-format="fp16"] [data-figure="joules"]';

describe.each(storyIn('firefox'))('the card of energy in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];
  let result: Result;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    ({ page, problems } = await openPage(browser, site.url));
    await gpuKnown(page);
    await chooseOptions(page, SHORT);
    await page.click('#run-button');
    expect(await untilEnded(page, 110)).toBe('complete');
    result = await readResult(page);
    await enterRoom(page, 'cost');
    await page.waitForSelector('#energy-own');
    await page.click('#energy-own > summary');
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  async function type(field: string, value: string): Promise<void> {
    await page.$eval(
      `#energy-field-${field}`,
      (element, typed) => {
        if (!(element instanceof HTMLInputElement)) throw new Error(`${element.id} is no field`);
        element.value = typed;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      },
      value,
    );
    // Drawn with the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  const isShown = (selector: string): Promise<boolean> =>
    page.$$eval(selector, (all) =>
      all.some((element) => element instanceof HTMLElement && element.offsetParent !== null),
    );

  /** J/token at the speed's median and at the ends of its interval. */
  function expected(watts: number): readonly number[] {
    const decode = result.results.find(({ format, phase }) => format === 'fp16' && phase === 'decode');
    const { low, median, high } = decode?.tokensPerSecond ?? { low: 1, median: 1, high: 1 };
    return [watts / high, watts / median, watts / low];
  }

  it('pretends no GPU to a visitor who types nothing, and says what would give a figure', async () => {
    expect(await textOf(page, '#energy-device')).toMatch(
      /^No energy figure\. A CPU does the work.*Watts that you read/,
    );
    expect(await textOf(page, '#energy-software')).toBe('Software adapter: no GPU works here.');
    expect(await isShown('#energy-table')).toBe(false);
  });

  it('makes no figure of a GPU that is chosen by hand', async () => {
    await type('device', 'GeForce RTX 4090');
    expect(await textOf(page, '#energy-device')).toMatch(/^No energy figure\./);
    expect(await isShown('#energy-table')).toBe(false);
    await type('device', '');
  });

  it('gives who types watts a figure, with how it is known beside it, in every table', async () => {
    const before = (await readInstruments(page)).shifts.length;
    // By the keyboard: what moves after a key is no surprise to whoever pressed it.
    await page.focus('#energy-field-watts');
    await page.keyboard.type('65');
    await type('watts', '65');
    const shown = `${await textOf(page, `${CELL} .range`)} ${await textOf(page, `${CELL} .about`)}`;
    say(`${name}: 65 W: ${shown} a token`);
    const [low = 0, middle = 0, high = 0] = expected(65);
    const numbers = shown.match(/[\d.]+/g)?.map(Number) ?? [];
    // One number where the speed's interval is too narrow for two; words in place of a middle that is an end of the range.
    const wanted = numbers.length === 1 ? [middle] : shown.includes('end') ? [low, high] : [low, high, middle];
    expect(numbers).toHaveLength(wanted.length);
    // Two significant digits.
    for (const [index, value] of wanted.entries()) {
      expect(Math.abs((numbers[index] ?? 0) / value - 1)).toBeLessThan(0.06);
    }
    expect(await textOf(page, `${CELL} .energy-badge`)).toBe(BADGE);
    expect(await textOf(page, `${ANSWER} .energy-badge`)).toBe(BADGE);
    expect(await textOf(page, '#energy-software')).toBe('Software adapter: no GPU works here.');
    const { shifts } = await readInstruments(page);
    expect(shifts.slice(before).reduce((sum, { value }) => sum + value, 0)).toBeLessThan(0.02);
  });

  it.each(['0', '-5', 'many', '1e9'])(
    'refuses %s watts by the name of the field, and keeps the last figure',
    async (wrong) => {
      const before = await textOf(page, CELL);
      await type('watts', wrong);
      expect(await textOf(page, '#energy-problem')).toMatch(
        /^“Power while it computes, W” is .*The figures have not changed\.$/,
      );
      expect(await page.$eval('#energy-field-watts', (field) => field.getAttribute('aria-invalid'))).toBe('true');
      expect(await textOf(page, CELL)).toBe(before);
      await type('watts', '65');
      expect(await isShown('#energy-problem')).toBe(false);
    },
  );

  it('names the reading of a meter that is missing, and counts none', async () => {
    await page.click('#better-summary');
    await page.type('#meter-idle-watts', '60');
    await page.$eval('#meter-idle-watts', (field) => field.closest('form')?.requestSubmit());
    await page.waitForSelector('#meter-problem:not([hidden])');
    expect(await textOf(page, '#meter-problem')).toContain('The figures have not changed.');
    expect(await page.$eval('#meter-idle-watts', (field) => 'value' in field && field.value)).toBe('60');
    expect(await textOf(page, '.better-now')).toMatch(/^No power has been measured yet\./);
    await page.click('#better-summary');
  });

  it('answers of chosen lengths stand beside everyday things with their sources', async () => {
    await type('answerTokens', '200');
    expect(await textOf(page, '#energy-lengths')).toBe('200 tokens to a prompt of 300');
    expect(await textOf(page, '#energy-answers tr[data-format="fp16"] [data-figure="phone"]')).toMatch(/^[\d.]/);
    expect(await textOf(page, '#energy-notes')).toContain('US EPA');
    await type('answerTokens', '');
  });

  it('takes the figure away with the result', async () => {
    await enterRoom(page, 'details');
    await page.click('#copy-json');
    const { energy } = parseResult(await pasteOf(page));
    expect(energy).toMatchObject({ status: 'software', device: null });
    expect(energy?.rows[0]?.provenance).toMatchObject({ kind: 'typed', boundary: 'cpu', badge: BADGE });
  });

  it.each([360, 1280, 1920])('shows it at %d pixels without scrolling sideways', async (width) => {
    await page.setViewport({ width, height: 900 });
    await enterRoom(page, 'cost');
    const { scrollWidth, clientWidth } = await widths(page);
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });

  it('has no accessibility violation and nothing on the console', async () => {
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
