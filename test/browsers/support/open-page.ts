/** Opens a page of the site with the instruments in it, and gathers whatever goes wrong there. */
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { installInstruments } from './instruments';

export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests and HTTP errors, in words. None is expected. */
  readonly problems: readonly string[];
}

export interface Screen {
  readonly width: number;
  readonly height: number;
}

const LAPTOP: Screen = { width: 1280, height: 900 };

export async function openPage(browser: Browser, url: string, screen: Screen = LAPTOP): Promise<OpenPage> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error instanceof Error ? error.message : String(error)}`));
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    if (!endedByCancel(request.url(), errorText) && !isAnswered(request))
      problems.push(`request: ${request.url()} ${errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  await page.setViewport(screen);
  await page.evaluateOnNewDocument(installInstruments);
  await page.goto(url);
  return { page, problems };
}

/** Of what is sent, Chromium calls aborted also what was answered: always where the answer has no body, as that of a deletion. */
const isAnswered = (request: HTTPRequest): boolean => request.method() !== 'GET' && request.response() !== null;

/** Cancel ends what is being downloaded of Fable. That a run went on without it, its result would say. */
const endedByCancel = (url: string, error: string): boolean =>
  url.includes('/models/fable/') && ['net::ERR_ABORTED', 'NS_BINDING_ABORTED'].includes(error);

/** Waits until the page has heard from the adapter, and all of its code is there (see src/page/start/begin.ts). */
export async function gpuKnown(page: Page): Promise<void> {
  await page.waitForSelector('#gpu:not([data-state="asking"])', { timeout: 60_000 });
  await page.waitForFunction(() => document.body.dataset['ended'] !== undefined);
}

export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent.trim());

/** CSS pixels that the page takes, and that there are. */
export function widths(page: Page): Promise<{ readonly scrollWidth: number; readonly clientWidth: number }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
}
