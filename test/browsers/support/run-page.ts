/** Drives index.html: options, Run, the moments of a run, its result. */
import type { Page } from 'puppeteer-core';
import { parseResult } from '../../../src/report/json';
import { addressOf, type Room } from '../../../src/page/rooms/rooms';
import type { Result } from '../../../src/report/schema';
import { textOf } from './open-page';

/** Rooms that the head of the page does not lead to. */
const WITHOUT_LINK: readonly Room[] = ['feel', 'engines'];
/** Rooms whose code is loaded when they are entered: what is there once it is. */
const ONCE_LOADED: Readonly<Partial<Record<Room, string>>> = {
  feel: '#feel-play',
  engines: '#engines-run',
  board: '#board-title-of-view',
  learn: '#learn-step-1',
};

/** By its link in the head of the page, where it has one there. */
export async function enterRoom(page: Page, room: Room): Promise<void> {
  if (WITHOUT_LINK.includes(room)) await page.evaluate((address) => (location.hash = address), addressOf(room));
  else await page.click(`nav a[href="${addressOf(room)}"]`);
  await page.waitForSelector([`#room-${room}:not([hidden])`, ONCE_LOADED[room] ?? ''].join(' '));
}

/** A run of a few seconds: one format of the smallest shape. */
export const SHORT = {
  ...{ shape: 'Fable', int4: false, prompt: 16, generate: 16, repetitions: 5, budget: '' },
  // These have tests of their own: elsewhere they would only take time.
  ...{ tune: false, roofs: false, fidelity: false, waterfalls: false, delivery: false },
} as const;
/** A run that is measuring soon and does not end by itself while a test looks. */
export const LONG = { ...SHORT, repetitions: 100 } as const;

type Options = Omit<typeof SHORT, 'repetitions' | 'tune' | 'roofs' | 'fidelity' | 'waterfalls' | 'delivery'> & {
  readonly repetitions: number;
  readonly tune: boolean;
  readonly roofs: boolean;
  readonly fidelity: boolean;
  readonly waterfalls: boolean;
  /** Also decode that shows no token before the last. */
  readonly delivery: boolean;
};

export async function chooseOptions(page: Page, options: Options): Promise<void> {
  await page.click('#options summary');
  await page.select('#option-shape', options.shape);
  await page.click('#option-int4');
  if (!options.tune) await page.click('#option-tune');
  if (!options.roofs) await page.click('#option-roofs');
  if (!options.fidelity) await page.click('#option-fidelity');
  if (!options.waterfalls) await page.click('#option-waterfalls');
  if (!options.delivery) await page.click('#option-delivery');
  for (const name of ['prompt', 'generate', 'repetitions', 'budget'] as const) {
    await page.$eval(
      `#option-${name}`,
      (field, value) => {
        if (!(field instanceof HTMLInputElement)) throw new Error(`${field.id} is no field`);
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      String(options[name]),
    );
  }
  await page.click('#options summary');
}

/** What is drawn with a result, a few parts a frame, belongs to it: waits until nothing in the page has changed for half a second. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let quiet = setTimeout(resolve, 500);
        new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(resolve, 500);
        }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );
}

/** Milliseconds after Run. */
export interface Moments {
  /** A line for each status that was shown. */
  readonly statuses: { readonly text: string; readonly at: number }[];
  /** The first speed beside Run. */
  firstNumber: number | null;
  /** By the page's own clock, when something in it changed. */
  readonly changes: number[];
}

declare global {
  interface Window {
    moments?: Moments;
  }
}

/** From now on the page notes when what is shown changes. */
export async function noteMoments(page: Page): Promise<void> {
  await page.evaluate(() => {
    const moments: Moments = { statuses: [], firstNumber: null, changes: [] };
    window.moments = moments;
    let begin = 0;
    window.addEventListener('submit', () => (begin = performance.now()), { capture: true });
    const note = (): void => {
      moments.changes.push(performance.now());
      const at = performance.now() - begin;
      const text = document.getElementById('status')?.textContent ?? '';
      if (moments.statuses.at(-1)?.text !== text) moments.statuses.push({ text, at });
      const values = [...document.querySelectorAll('.ring-number .value, .hero-facts .value')];
      if (values.some((value) => /\d/.test(value.textContent))) moments.firstNumber ??= at;
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

export async function readMoments(page: Page): Promise<Moments> {
  return (await page.evaluate(() => window.moments)) ?? { statuses: [], firstNumber: null, changes: [] };
}

/** How often and how long the page was to draw nothing, and when it did all the same. */
export async function readRests(page: Page, { changes }: Moments) {
  const marks = await page.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => ({ name, startTime })),
  );
  const times = marks.flatMap(({ name, startTime: from }, index) => {
    const until = marks[index + 1]?.startTime;
    return name === 'tokamark: rests' && until !== undefined ? [{ from, until }] : [];
  });
  return {
    times: times.length,
    seconds: times.reduce((sum, { from, until }) => sum + until - from, 0) / 1000,
    drawn: changes.filter((at) => times.some(({ from, until }) => from < at && at < until)),
  };
}

export async function untilState(page: Page, state: string, seconds: number): Promise<void> {
  await page.waitForSelector(`#status[data-state="${state}"]`, { timeout: seconds * 1000 });
}

/** Waits until the run has ended, however it did, and gives that. */
export async function untilEnded(page: Page, seconds: number): Promise<string> {
  const ends = ['complete', 'failed', 'cancelled'].map((state) => `#status[data-state="${state}"]`);
  const status = await page.waitForSelector(ends.join(', '), { timeout: seconds * 1000 });
  return (await status?.evaluate((element) => element.getAttribute('data-state'))) ?? '';
}

/** Waits until the status names a step by these words. */
export async function untilStep(page: Page, words: string, seconds: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.getElementById('status')?.textContent.includes(wanted),
    { timeout: seconds * 1000, polling: 'mutation' },
    words,
  );
}

/** Waits until a repetition has been measured: the first figures are of the cold run. */
export async function untilSample(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(() => Number(document.getElementById('headline-fp16')?.dataset['samples'] ?? 0) > 0, {
    timeout: seconds * 1000,
    polling: 'mutation',
  });
}

/** The result in the page, as the schema reads it. @throws where it is none. */
export async function readResult(page: Page): Promise<Result> {
  return parseResult(await textOf(page, '#result-json'));
}
