/**
 * The main story: open the page, press Run with the options as they are, read what came of it. One run a
 * browser; what is said of it is told test by test. How long it took is printed, not judged: that is a benchmark's matter.
 */
import { loadavg } from 'node:os';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResult, toJson } from '../../src/report/json';
import { chartsOf } from '../../src/report/charts/charts';
import { besideHeadline, ofHeadline } from '../../src/report/headline';
import { NO_LINK } from '../../src/report/links/link-address';
import { lineSentences } from '../../src/report/line-words';
import { loadPublishedModels } from '../../src/predict/published-models';
import type { Result } from '../../src/report/schema';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import { recomputed } from '../fixtures/recompute';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { pasteOf } from './support/clipboard';
import { movements, readInstruments, resetInstruments, responsiveness, type Instruments } from './support/instruments';
import { gpuKnown, openPage, textOf, widths } from './support/open-page';
import {
  enterRoom,
  noteMoments,
  readMoments,
  readRests,
  readResult,
  untilDrawn,
  untilEnded,
  type Moments,
} from './support/run-page';
import { say } from './support/say';
import { timeline, told } from './support/told';
import { serveIsolated, type Site } from './support/site';

/** What could scroll by itself, by room. */
const BOXES: Readonly<Partial<Record<Room, readonly string[]>>> = {
  benchmark: ['#models-table .scroll'],
  details: ['#results-box', '.fidelity-box'],
};

const MARK = 'Software adapter: this is not a GPU’s speed';

describe.each(storyIn('chromium'))('the quick benchmark in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let problems: readonly string[];
  let ended: string;
  let result: Result;
  let seen: Instruments;
  let moments: Moments;

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    ({ page, problems } = await openPage(browser, site.url));
    await gpuKnown(page);
    say(`${name}: the quick run, about a minute ...`);
    // A person reads before they press: what the page still loads and draws then is of its start, not of the run.
    await untilDrawn(page);
    await noteMoments(page);
    await resetInstruments(page);
    await page.click('#run-button');
    ended = await untilEnded(page, 110);
    await untilDrawn(page);
    seen = await readInstruments(page);
    moments = await readMoments(page);
    result = await readResult(page);
    for (const line of [...told(result), ...timeline(moments)]) say(`${name}: ${line}`);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('completes, with nothing failed and nothing reported to the console', () => {
    expect({ ended, status: result.status, failure: result.failure }).toEqual({
      ended: 'complete',
      status: 'complete',
      failure: null,
    });
    expect(problems).toEqual([]);
  });

  it('gives decode and prefill at FP16 and INT4, each with at least five samples around its median', () => {
    const tests = ofHeadline(result.results)
      .map(({ format, phase }) => `${format} ${phase}`)
      .toSorted();
    expect(tests).toEqual(['fp16 decode', 'fp16 prefill', 'int4 decode', 'int4 prefill']);
    const [{ model: largest } = { model: null }] = ofHeadline(result.results);
    for (const { status, test, model, tokensPerSecond, durations } of result.results) {
      if (status === 'cancelled') {
        // Only what stands beside the headline is given up, and a warning names it.
        if (model.name === largest?.name) {
          expect(test).toContain('batched');
          expect(warned(result)).toMatch(new RegExp(`${test}[^.]* left out`));
        } else expect(warned(result)).toMatch(new RegExp(`${LINE_LEFT_OUT}[^)]*${model.name}`));
        continue;
      }
      expect(status).toBe('complete');
      const { low, median, high, samples } = tokensPerSecond ?? { low: 0, median: 0, high: 0, samples: [] };
      expect(low).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(median);
      expect(samples.length).toBeGreaterThanOrEqual(5);
      expect(durations).toHaveLength(samples.length);
    }
  });

  it('times every repetition for longer than the browser’s clock can be wrong by a hundredth', () => {
    for (const { durations } of result.results) {
      const shortest = Math.min(...durations.map(({ seconds }) => seconds));
      expect(shortest).toBeGreaterThan(100 * result.environment.clockResolutionSeconds);
    }
  });

  it('measures one workload in two formats, and says which one it became', async () => {
    const ids = result.results.map(({ workloadId }) => workloadId);
    expect(new Set(ids).size).toBe(ids.length);
    // The headline’s model, and two smaller ones beside it.
    expect(new Set(result.results.map(({ model }) => model.name)).size).toBe(3);
    const line = { format: 'int4', points: [{}, {}, {}] };
    expect(result.lines).toMatchObject(warned(result).includes(LINE_LEFT_OUT) ? [] : [line]);
    expect(result.plan.headline).toBe(result.plan.shrunk.length === 0);
    for (const step of result.plan.shrunk) expect(await textOf(page, '#workload-shrunk')).toContain(step);
  });

  it('has figures that Python recomputes from its samples', () => {
    expect(recomputed(toJson(result)).said).toMatch(/: \d+ figures recomputed, 0 differ/);
  });

  it('reads fewer bytes at INT4 than at FP16', () => {
    for (const phase of ['decode', 'prefill']) {
      const [fp16, int4] = ['fp16', 'int4'].map((format) =>
        ofHeadline(result.results).find((entry) => entry.format === format && entry.phase === phase),
      );
      expect(int4?.weightBytes).toBeLessThan(fp16?.weightBytes ?? 0);
      expect(int4?.bytesReadPerToken).toBeLessThan(fp16?.bytesReadPerToken ?? 0);
      expect(int4?.bitsPerWeight).toBeLessThan(7);
      expect(fp16?.bitsPerWeight).toBe(16);
    }
  });

  it('has checked every kernel that it timed, and each within its tolerance', () => {
    for (const { verified, format, durations } of result.results) {
      // What was given up before it was timed need not have been checked.
      if (durations.length > 0) expect(verified.some(({ shape }) => shape.includes(format))).toBe(true);
      expect(verified.filter(({ largestError, tolerance }) => !(largestError <= tolerance))).toEqual([]);
    }
  });

  it('shows in table and headline what the result holds', async () => {
    for (const { format, phase, tokensPerSecond } of ofHeadline(result.results)) {
      const cells = [`#results-body [data-metric="${phase}"] td[data-format="${format}"] .value`];
      if (phase === 'decode') cells.push(`#headline-${format} .value`);
      const { low, median, high } = tokensPerSecond ?? { low: 0, median: 0, high: 0 };
      for (const cell of cells) {
        const shown = Number((await textOf(page, cell)).replaceAll(',', ''));
        // Rounded to digits that its interval allows.
        expect(Math.abs(shown - median)).toBeLessThanOrEqual(Math.max(high - low, 0.01 * median));
      }
    }
  });

  it('shows batched decode beside the streamed, or why it was left out', async () => {
    for (const { format, status, tokensPerSecond } of besideHeadline(result.results)) {
      if (status !== 'complete') continue;
      const row = `#results-body [data-metric="decode-batched"] td[data-format="${format}"] .value`;
      expect(Math.abs(Number(await textOf(page, row)) / (tokensPerSecond?.median ?? NaN) - 1)).toBeLessThan(0.05);
    }
    await enterRoom(page, 'details');
    const rows = await page.$$eval('[data-metric="decode-batched"]', (all) => all.map((row) => row.checkVisibility()));
    if (besideHeadline(result.results).some(({ status }) => status === 'complete')) expect(rows).toEqual([true]);
    else expect(await textOf(page, '#room-details')).toContain('batched');
  });

  it('shows what a token costs, how fast it is read, how far off each model is, and what follows', async () => {
    await enterRoom(page, 'benchmark');
    await page.waitForSelector('[data-picture="speed"] svg');
    expect((await page.$('[data-picture="line"]')) !== null).toBe(result.lines.length > 0);
    if (result.lines.length === 0) return;
    const card = (await textOf(page, '[data-picture="line"]')).replaceAll('\u00a0', ' ');
    for (const { points } of result.lines) for (const { model } of points) expect(card).toContain(model);
    for (const sentence of lineSentences(result)) expect(card).toContain(sentence);
    expect(lineSentences(result)).not.toEqual([]);
  });

  it('draws each picture for which it has figures, in the room that it belongs to, with its table and its files', async () => {
    const drawn = async (room: Room): Promise<string[]> => {
      await enterRoom(page, room);
      await page.waitForSelector(`#pictures-${room} svg`);
      return page.$$eval(`#pictures-${room} [data-picture]:has(svg path):has(td):has(button)`, (all) =>
        all.map((one) => one.getAttribute('data-picture') ?? ''),
      );
    };
    const all = chartsOf(result).map(({ id }) => id);
    const shown = [...(await drawn('benchmark')), ...(await drawn('details'))];
    expect(shown.toSorted()).toEqual(all.toSorted());
    expect(all).toContain('roofline');
    const widths = await page.$$eval('#pictures-details .chart-box', (places) =>
      places.map((place) => [place.clientWidth, Number(place.querySelector('svg')?.getAttribute('width'))] as const),
    );
    for (const [place, svg] of widths) expect(svg).toBe(place);
    // What a mark says of itself is read below the picture, once it is pointed at.
    await page.$eval('[data-picture="roofline"] path:has(title)', (dot) =>
      dot.dispatchEvent(new Event('click', { bubbles: true })),
    );
    await page.waitForSelector('[data-picture="roofline"] .picture-pointed');
  });

  it('says beside every figure that no GPU made it', async () => {
    for (const id of ['gpu-software', 'headline-software', 'results-software', 'fidelity-software']) {
      expect(await textOf(page, `#${id}`)).toBe(MARK);
    }
    expect(await page.$$eval('#room-benchmark .software-note', (all) => all.length)).toBe(1);
  });

  it('writes a text at each format, or says for which there was no time', async () => {
    const formats = ['fp16', 'int4'] as const;
    const left = formats.filter((format) => warned(result).includes(`wrote no text at ${format.toUpperCase()}`));
    expect([...result.stories.map(({ format }) => format), ...left].toSorted()).toEqual(formats);
    for (const { format, text, tokens } of result.stories) {
      expect(Math.min(tokens, text.split(/\s+/).length)).toBeGreaterThan(10);
      expect(await textOf(page, `#text-${format}`)).toBe(text.trim());
    }
  });

  it('shows the reference’s fidelity of every format, in the result and in the table', async () => {
    // Quick has no time for figures: those of the reference stand there, and say so. check.html reads two windows in any case.
    expect(result.fidelity).toBeNull();
    expect(await textOf(page, '#fidelity-passage')).toMatch(/^Reference, not measured here: Fable on 32 windows/);
    for (const { format, perplexity } of result.fidelityReference?.rows ?? []) {
      const cell = `#fidelity-body tr[data-format="${format}"] td[data-column="perplexity"] .value`;
      expect(await textOf(page, cell)).toBe(perplexity.toFixed(2));
    }
    expect(result.fidelityReference?.rows.map(({ format }) => format)).toEqual(['fp16', 'int4']);
  });

  it('copies a JSON document that reads back as the result, with why a software adapter has no energy', async () => {
    await enterRoom(page, 'details');
    await page.click('#copy-json');
    const { energy, ...copied } = parseResult(await pasteOf(page));
    expect({ ...copied, energy: null }).toEqual({ ...result, energy: null });
    expect(energy).toMatchObject({ status: 'software', rows: [], answers: [] });
    expect(energy?.reason).not.toBe('');
  });

  it('leaves away the tables of energy, which a software adapter does not have', async () => {
    const shown = (selector: string): Promise<boolean[]> =>
      page.$$eval(selector, (all) => all.map((one) => one.checkVisibility()));
    await enterRoom(page, 'cost');
    await page.waitForSelector('#energy');
    expect(await shown('#energy')).toEqual([true]);
    expect(await shown('#energy .energy-box')).toEqual([]);
    await enterRoom(page, 'details');
    expect(await shown('#results-body tr[data-metric="decode"]')).toEqual([true]);
  });

  it('shows the speed larger than anything else', async () => {
    await enterRoom(page, 'benchmark');
    const sizes = await page.evaluate(() => {
      const size = (element: Element): number => parseFloat(getComputedStyle(element).fontSize);
      const speeds = [...document.querySelectorAll('.ring-number .value')];
      const others = [...document.querySelectorAll('body *')].filter(
        (one) => !speeds.includes(one) && one.checkVisibility(),
      );
      return { speeds: speeds.map(size), largest: Math.max(...others.map(size)) };
    });
    expect(sizes.speeds).toHaveLength(1);
    expect(Math.min(...sizes.speeds)).toBeGreaterThan(1.3 * sizes.largest);
  });

  it('says the number above the fold of a phone, and tells it to who cannot see it', async () => {
    await page.setViewport({ width: 360, height: 640 });
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const selector of ['.ring-number .value', '#benchmark-title', '#headline-fp16', '#headline-ttft']) {
      const bottom = await page.$eval(selector, (one) => one.getBoundingClientRect().bottom);
      expect(bottom, selector).toBeLessThanOrEqual(640);
    }
    await page.setViewport({ width: 1280, height: 900 });
    const number = await textOf(page, '.ring-number .value');
    expect(await textOf(page, '#announcement')).toContain(`INT4: ${number} tokens per second`);
    expect(await textOf(page, '#announcement')).toContain(MARK);
    expect(await textOf(page, '#benchmark-title')).toMatch(/reading/);
  });

  it('copies in one click a few lines to pass on, which say that no GPU made them', async () => {
    await page.click('#copy-share');
    const lines = (await pasteOf(page, 'shared')).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /parameters \(not the headline: Llama-3\.2-1B did not fit the time\), writing \d+ tokens \(tg\d+\): FP16 [\d.]+ (± [\d.]+|\([\d.]+ to [\d.]+\)), INT4 [\d.]+ (± [\d.]+|\([\d.]+ to [\d.]+\)) tokens\/s/,
    );
    expect(lines[1]).toMatch(/^SOFTWARE ADAPTER, not a GPU’s speed: /);
    // This address is of this machine alone: a link to it would be dead elsewhere.
    expect(lines[2]).toBe(NO_LINK);
  });

  it('copies a Markdown document with both formats and the mark of a software adapter', async () => {
    await enterRoom(page, 'details');
    await page.click('#copy-markdown');
    const document = await pasteOf(page);
    expect(document.match(/^\|/gm)?.length).toBeGreaterThanOrEqual(2 + result.results.length);
    for (const word of ['FP16', 'INT4', ...result.results.map(({ test }) => test)]) expect(document).toContain(word);
    expect(document).toMatch(/software adapter/i);
  });

  it('keeps the page responsive from Run to the result', () => {
    const { beats, p99, longest, handler, longTasks, said } = responsiveness(seen);
    say(`${name}: ${said}; machine load ${(loadavg()[0] ?? 0).toFixed(1)}`);
    expect(beats).toBeGreaterThan(500);
    expect(p99).toBeLessThanOrEqual(50);
    expect(longest).toBeLessThanOrEqual(250);
    expect(seen.handlers.length).toBeGreaterThan(100);
    expect(handler).toBeLessThanOrEqual(50);
    // Firefox has no such entries: there the heartbeat speaks.
    expect(longTasks).toEqual([]);
  });

  it('draws nothing while a repetition is timed', async () => {
    const { times, seconds, drawn } = await readRests(page, moments);
    say(`${name}: ${times} warm-ups and repetitions of ${seconds.toFixed(1)} s, and nothing drawn in them`);
    expect(times).toBeGreaterThanOrEqual(result.results.flatMap(({ durations }) => durations).length);
    expect(drawn).toEqual([]);
  });

  it('does not move under the reader', () => {
    for (const line of movements(seen)) say(`${name}: ${line}`);
    const total = seen.shifts.reduce((sum, { value }) => sum + value, 0);
    say(`${name}: cumulative layout shift ${total.toFixed(4)}`);
    expect(total).toBeLessThan(0.02);
  });

  it('tells of published models what each would need here', async () => {
    await enterRoom(page, 'benchmark');
    await page.focus('#models-details summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#models-table tbody tr');
    const rows = await page.$$eval('#models-table tbody tr', (all) => all.map((row) => row.textContent));
    const { models } = await loadPublishedModels();
    expect(rows).toHaveLength(2 * models.length);
    for (const { name } of models) expect(rows.filter((row) => row.startsWith(name))).not.toEqual([]);
    expect(await textOf(page, '#models-about')).toContain(`From the run of ${result.startedAt}`);
    expect(await textOf(page, '#models-allocate-about')).toContain('at most, and frees it again');
  });

  it.each([360, 1280, 1920])('shows its result at %d pixels without scrolling sideways', async (width) => {
    await page.setViewport({ width, height: 900 });
    await page.$$eval('.chart-box details', (all) =>
      all.forEach((one) => (one instanceof HTMLDetailsElement ? (one.open = true) : undefined)),
    );
    for (const room of ROOMS) {
      await enterRoom(page, room);
      const { scrollWidth, clientWidth } = await widths(page);
      expect(scrollWidth, room).toBeLessThanOrEqual(clientWidth);
      // Two formats fit every screen: nothing is left to be scrolled to in these tables either.
      for (const box of BOXES[room] ?? []) {
        const [inside, across] = await page.$eval(box, (one) => [one.scrollWidth, one.clientWidth] as const);
        expect(inside, box).toBeLessThanOrEqual(across);
      }
    }
  });

  it('gives the longest of speeds room beside its neighbour on a narrow screen', async () => {
    await page.setViewport({ width: 360, height: 900 });
    await enterRoom(page, 'details');
    const [text, room] = await page.$eval('#fidelity-body td[data-column="decode"] .value', (value) => {
      const before = value.textContent;
      value.textContent = '1040 (930 to 1152)';
      const found = [value.scrollWidth, value.clientWidth] as const;
      value.textContent = before;
      return found;
    });
    expect(text).toBeLessThanOrEqual(room);
  });

  it('has no accessibility violation when it is finished', async () => {
    for (const details of ['#kernel-details', '#part-details', '#sample-details']) {
      await page.focus(`${details} summary`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`${details}[open]`);
    }
    for (const room of ROOMS) {
      await enterRoom(page, room);
      expect(await accessibilityViolations(page, room === ROOMS[0] ? 'html' : `#room-${room}`), room).toEqual([]);
    }
  });

  it('has below the picture of the waits the longest wait for a token of each text', async () => {
    expect(new Set(result.latency?.map(({ format }) => format))).toEqual(new Set(['fp16', 'int4']));
    await enterRoom(page, 'details');
    const table = await textOf(page, '[data-picture="latency"] table');
    for (const { longest } of result.latency ?? []) expect(table).toContain(`(token ${longest.token})`);
  });
});

const LINE_LEFT_OUT = 'too short for the smaller models';

const warned = ({ warnings }: Result): string => warnings.map(({ message }) => message).join(' ');
