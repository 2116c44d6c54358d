/** The room to learn in: six steps by keyboard, each predicted and seen, a weight that is dragged, and five codes that make one chart. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokensPerSecond } from '../../src/foundation/units';
import { classCode } from '../../src/lab/class-code/class-code';
import { classDevice } from '../../src/lab/class-code/measurement';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { dragTimes, quantile } from './support/drag';
import { openPage, textOf, widths } from './support/open-page';
import { cutOff, PAPERS, printedPages } from './support/printed';
import { serveIsolated, type Site } from './support/site';
import { milliseconds, say } from './support/say';

const CODES = [1, 2, 3, 4, 5].map((times) =>
  classCode({
    tokensPerSecond: { fp16: tokensPerSecond(20 * times), int4: tokensPerSecond(40 * times) },
    ...{ model: 'Fable', measuredAs: 'lab-1' },
    device: classDevice({ software: times === 1, identity: { class: 'integrated', maker: 'intel' }, architecture: '' }),
  }),
);

const figureOf = (page: Page, name: string): Promise<string> => textOf(page, `[data-figure="${name}"] dd`);

describe.each(storyIn('chromium'))('the room to learn in, in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('is walked through by keyboard, predicts before it shows, and joins five codes in one chart', async () => {
    const began = performance.now();
    const { page, problems } = await openPage(browser, `${site.url}#/learn?lang=de`, { width: 1280, height: 720 });
    await page.waitForSelector('.block-picture');
    say(`${name}: the first picture ${milliseconds(performance.now() - began)} after opening`);
    for (const step of ['1', '2', '3', '4', '5', '6'] as const) {
      await page.keyboard.press(step);
      await page.waitForSelector(`#learn-step-${step}[aria-current="step"]`);
      expect(await page.$('#learn-why')).toBeNull();
      await page.click('#learn-answer-1');
      await page.waitForSelector('#learn-why');
      // A step is a screen.
      const end = await page.$eval('.learn-question', (question) => question.getBoundingClientRect().bottom);
      expect(end, `step ${step}`).toBeLessThanOrEqual(720);
      expect(await accessibilityViolations(page), `step ${step}`).toEqual([]);
    }
    // A slider that was moved keeps the arrows, and no other key.
    await page.keyboard.press('2');
    await page.waitForSelector('#learn-step-2[aria-current="step"]');
    await page.focus('.block-side input[type="range"]');
    await page.keyboard.press('3');
    await page.waitForSelector('#learn-step-3[aria-current="step"]');
    const before = await figureOf(page, 'error');
    const box = await (await page.$('.block-picture'))?.boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 120, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(
      (was) => document.querySelector('[data-figure="error"] dd')?.textContent !== was,
      {},
      before,
    );
    await page.waitForFunction(() => /[?&]o=\d+%3A/.test(location.hash));
    // Another is the one that moves, however soon after it is taken.
    const first = await page.evaluate(() => /[?&]o=(\d+)/.exec(location.hash)?.[1] ?? '');
    await page.mouse.move(x - 150, y);
    await page.mouse.down();
    await page.mouse.move(x - 150, y - 100, { steps: 2 });
    await page.mouse.up();
    await page.waitForFunction((was) => (/[?&]o=(\d+)/.exec(location.hash)?.[1] ?? was) !== was, {}, first);
    // With the largest block, which is rounded anew at each move.
    await page.evaluate(() => (location.hash = '#/learn?step=3&w=4e256&lang=de'));
    await page.waitForFunction(() => document.querySelector('[data-figure="others"]') === null);
    const times = await dragTimes(page, '.block-picture', { x, y }, 60);
    const [middle, most] = [quantile(times, 0.5), times.at(-1) ?? NaN].map(milliseconds);
    say(`${name}: a drag is drawn after ${middle}, ${milliseconds(quantile(times, 0.95))} at p95, ${most} at worst`);
    expect(await figureOf(page, 'others')).toMatch(/%/);
    expect(await textOf(page, '.held-says')).toMatch(/Gewicht \d+: −?0,\d+.*× das größte andere/);

    await page.click('#learn-class');
    await page.waitForSelector('#class-paste');
    await page.type('#class-paste', `Anna: ${CODES.join('\n')}`);
    await page.click('#class-add');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="class-list"] li').length === 5);
    await page.waitForSelector('[data-testid="picture-class"] svg');
    expect(await textOf(page, '[data-testid="picture-class"]')).toMatch(/Software/i);
    await page.setViewport({ width: 360, height: 640 });
    const { scrollWidth, clientWidth } = await widths(page);
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it.each(['worksheet', 'teacher'])('prints its %s on one sheet of A4 or Letter, in each language', async (paper) => {
    const { page, problems } = await openPage(browser, `${site.url}#/learn?lang=de`, { width: 1280, height: 720 });
    await page.waitForSelector('.learn-paper');
    const links = (): Promise<readonly string[]> => page.$$eval('.learn a', (all) => all.map(({ href }) => href));
    // The answers are not for who only looks around.
    expect(await links()).toEqual([`${site.url}learn/worksheet-de.html`]);
    await page.click('#learn-class');
    await page.waitForSelector('.class-teacher');
    expect(await links()).toContain(`${site.url}learn/${paper}-de.html`);
    for (const language of ['en', 'de']) {
      await page.goto(`${site.url}learn/${paper}-${language}.html`);
      expect(await accessibilityViolations(page), language).toEqual([]);
      for (const format of PAPERS) {
        expect(await printedPages(page, format), `${language} ${format}`).toBe(2);
        // Firefox cannot be told that it prints.
        if (name === 'chromium') expect(await cutOff(page, format), `${language} ${format}`).toEqual([]);
      }
      if (name === 'chromium') await page.emulateMediaType();
    }
    await Promise.all([page.waitForNavigation(), page.click('.links a')]);
    expect(page.url()).toBe(`${site.url}index.html#/learn?lang=de`);
    expect(problems).toEqual([]);
    await page.close();
  });

  it.each([
    { on: 'a phone', width: 360, height: 740, show: '' },
    { on: 'a small wall', width: 1280, height: 720, show: '&show=wall' },
    { on: 'a wall', width: 1920, height: 1080, show: '&show=wall' },
  ])('has each step on one screen of $on, before and after a prediction', async ({ show, width, height }) => {
    const { page, problems } = await openPage(browser, `${site.url}#/learn?lang=de${show}`, { width, height });
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await page.evaluate((address) => (location.hash = address), `#/learn?step=${step}&lang=de${show}`);
      await page.waitForSelector(`#learn-step-${step}[aria-current="step"]`);
      const parts = `.learn-question, .block-picture, .block-figures, .half-bits, .learn-bars, .limits-stage${show === '' ? '' : ', .learn-foot'}`;
      const below = (): Promise<readonly string[]> =>
        page.$$eval(parts, (all) =>
          all.flatMap((one) => {
            const { right, bottom } = one.getBoundingClientRect();
            return right > innerWidth || bottom > innerHeight
              ? `${one.getAttribute('class') ?? ''} ends at ${Math.round(bottom)}`
              : [];
          }),
        );
      expect(await below(), `step ${step}`).toEqual([]);
      await page.click('#learn-answer-1');
      await page.waitForSelector('#learn-why');
      expect(await below(), `step ${step}, predicted`).toEqual([]);
    }
    expect(problems).toEqual([]);
    await page.close();
  });
});
