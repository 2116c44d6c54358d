/** A fresh profile until Run can be pressed: what is asked of the host, how much it is, and how long that takes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstLoad, sizeReport } from '../../src/build/first-load';
import { launchBrowser } from './support/browsers';
import { installInstruments, readInstruments } from './support/instruments';
import { gpuKnown } from './support/open-page';
import { enterRoom, untilState } from './support/run-page';
import { milliseconds, say } from './support/say';
import { BUILT_PAGE, serveCounted } from './support/site';

declare global {
  interface Window {
    pressable?: number;
  }
}

/** What costs are worked out of, by the names of its files in the build. */
const COSTS = /power-presets|energy-constants/;
const SETTLED_MILLISECONDS = 5000;

let site: Awaited<ReturnType<typeof serveCounted>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveCounted(), launchBrowser('chromium')]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('is small, has nothing of Fable, and asks for nothing else until Run is pressed', async () => {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    // An observer would hear of it only after what begins in the same task.
    const own = Object.getOwnPropertyDescriptor(HTMLButtonElement.prototype, 'disabled');
    Object.defineProperty(HTMLButtonElement.prototype, 'disabled', {
      ...own,
      set(this: HTMLButtonElement, disabled: boolean) {
        if (this.id === 'run-button' && !disabled) window.pressable ??= Date.now();
        own?.set?.call(this, disabled);
      },
    });
  });
  await page.goto(site.url);
  await page.waitForFunction(() => window.pressable !== undefined, { timeout: 60_000 });
  const { pressable, began, painted } = await page.evaluate(() => ({
    pressable: window.pressable ?? 0,
    began: performance.timeOrigin,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  }));
  const before = site.asked.filter(({ at }) => at < pressable).map(({ path }) => path);
  const files = firstLoad(BUILT_PAGE);
  const named = before.map((path) => path || 'index.html');
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(named));
  // Which icons a browser asks for is its own business.
  const needed = files.filter(({ kind }) => kind !== 'other').map(({ path }) => path);
  expect(named).toEqual(expect.arrayContaining(needed));

  const { lines, beyond } = sizeReport(files);
  const times = `first paint ${painted.toFixed(0)} ms, Run can be pressed after ${(pressable - began).toFixed(0)} ms`;
  process.stdout.write(`${[...lines, times].join('\n')}\n`);
  expect(beyond).toEqual([]);

  // The rest of the code comes by itself; Fable and the card of published models do not.
  await page.waitForFunction(() => document.body.dataset['ended'] !== undefined);
  await page.waitForNetworkIdle();
  expect(site.asked.filter(({ path }) => /models\/|models-card/.test(path))).toEqual([]);
  await page.click('#run-button');
  await expect.poll(() => site.asked.map(({ path }) => path)).toContain('models/fable/model.safetensors');
  await page.close();
});

it('fetches and works out nothing of what a token costs until its room is entered', async () => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(installInstruments);
  const before = site.asked.length;
  const askedOfCosts = (): readonly string[] =>
    site.asked.slice(before).flatMap(({ path }) => (COSTS.test(path) ? path : []));
  await page.goto(site.url);
  await gpuKnown(page);
  await page.waitForFunction((settled) => performance.now() > settled, {}, SETTLED_MILLISECONDS);
  expect(askedOfCosts()).toEqual([]);
  const long = (await readInstruments(page)).longTasks.filter(({ began }) => began < SETTLED_MILLISECONDS);
  const longest = Math.max(0, ...long.map((task) => task.milliseconds));
  say(`of the first 5 s, tasks over 50 ms: ${long.length}, the longest ${milliseconds(longest)}`);
  await enterRoom(page, 'cost');
  await page.waitForSelector('#energy-device');
  expect(askedOfCosts()).toHaveLength(2);
  await context.close();
});

it('does what was pressed before the rest of the code was there', async () => {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const press = (): void => {
      const button = document.getElementById('run-button');
      if (!(button instanceof HTMLButtonElement) || button.disabled) return;
      observer.disconnect();
      button.click();
    };
    const observer = new MutationObserver(press);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(site.url);
  await untilState(page, 'running', 30);
  await page.click('#cancel-button');
  await untilState(page, 'cancelled', 30);
});
