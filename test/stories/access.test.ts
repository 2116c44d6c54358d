/** Every room after a run, as those meet it who use no mouse, a large type, or a screen reader. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import { accessibilityViolations } from '../browsers/support/axe';
import { BROWSERS, launchBrowser, type BrowserName } from '../browsers/support/browsers';
import { gpuKnown, openPage, widths, type OpenPage } from '../browsers/support/open-page';
import { chooseOptions, enterRoom, SHORT, untilEnded } from '../browsers/support/run-page';
import { serveIsolated, type Site } from '../browsers/support/site';

const LAPTOP = { width: 1280, height: 900 };
/** A laptop's window at 200 %, and at 400 %, which is a phone's. */
const ZOOMED = [640, 320] as const;

const THEMES: Readonly<Record<BrowserName, readonly ('light' | 'dark')[]>> = {
  chromium: ['light', 'dark'],
  // It cannot be told which theme it is in, and is in the light one.
  firefox: ['light'],
};

describe.each(BROWSERS)('after a run, in %s,', (name) => {
  let site: Site;
  let browser: Browser;
  let opened: OpenPage;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    opened = await openPage(browser, site.url);
    const { page } = opened;
    await gpuKnown(page);
    await chooseOptions(page, { ...SHORT, roofs: true, waterfalls: true, delivery: true });
    await page.click('#run-button');
    expect(await untilEnded(page, 240)).toBe('complete');
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it.each(ROOMS)('%s: each control is reached by Tab, once, seen, and with a mark around it', async (room) => {
    const { page } = opened;
    await enter(page, room);
    const { stops, expected } = await walk(page);
    expect(expected.length).toBeGreaterThan(5);
    expect(stops.map(({ at }) => at)).toEqual(expected);
    expect(stops.filter(({ marked, seen }) => !marked || !seen)).toEqual([]);
  });

  it.each(ROOMS)(
    '%s: axe finds nothing with everything open, and nothing is beside the screen when zoomed',
    async (room) => {
      const { page } = opened;
      await enter(page, room);
      await openAll(page);
      for (const theme of THEMES[name]) {
        if (THEMES[name].length > 1) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        expect(await accessibilityViolations(page), theme).toEqual([]);
      }
      if (THEMES[name].length > 1) await page.emulateMediaFeatures([]);
      for (const width of ZOOMED) {
        await page.setViewport({ width, height: 450 });
        await settled();
        const { scrollWidth, clientWidth } = await widths(page);
        expect(scrollWidth, `${width}`).toBeLessThanOrEqual(clientWidth);
      }
      await page.setViewport(LAPTOP);
    },
  );
});

async function enter(page: Page, room: Room): Promise<void> {
  await page.setViewport(LAPTOP);
  await enterRoom(page, room);
  await settled();
}

/** What opens may hold what opens. */
async function openAll(page: Page): Promise<void> {
  for (let depth = 0; depth < 3; depth++) {
    await page.$$eval('.room:not([hidden]) details:not([open])', (all) =>
      all.forEach((one) => (one instanceof HTMLDetailsElement ? (one.open = true) : null)),
    );
    await settled();
  }
}

interface Stop {
  readonly at: string;
  readonly marked: boolean;
  readonly seen: boolean;
}

/** Tab from the top through as many controls as there are: beyond the last one are those of the browser. */
async function walk(page: Page): Promise<{ readonly stops: readonly Stop[]; readonly expected: readonly string[] }> {
  const expected = await page.evaluate(() => {
    const controls =
      'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]';
    document.querySelectorAll('[data-walk]').forEach((one) => one.removeAttribute('data-walk'));
    const all = [...document.querySelectorAll<HTMLElement>(controls)].filter((one) => {
      // Of radio buttons of one name, Tab reaches the chosen one.
      const isOther = one instanceof HTMLInputElement && one.type === 'radio' && !one.checked;
      return one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && !isOther;
    });
    const names = all.map((one, i) => `${i} ${one.tagName} ${one.id} ${one.textContent.trim().slice(0, 30)}`);
    all.forEach((one, i) => (one.dataset['walk'] = names[i]));
    // Where the next Tab begins.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.scrollTo(0, 0);
    return names;
  });
  const stops: Stop[] = [];
  while (stops.length < expected.length) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const at = document.activeElement ?? document.body;
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        const { top, bottom, left, right } = at.getBoundingClientRect();
        return {
          at: at instanceof HTMLElement ? (at.dataset['walk'] ?? `${at.tagName} ${at.id}`) : at.tagName,
          marked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
          seen: bottom > 0 && top < window.innerHeight && right > 0 && left < window.innerWidth,
        };
      }),
    );
  }
  return { stops, expected };
}

/** Pictures are drawn anew for another width; a text that is typed is never done. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));
