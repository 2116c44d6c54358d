/** From a first visit to a card, a duel in the other browser, a reload, the history and a comparison: two people who pass a result on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duelOf } from '../../src/report/links/duel';
import { encodeDuel } from '../../src/report/links/duel-link';
import { BROWSERS, launchBrowser, type BrowserName } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf, type OpenPage } from '../browsers/support/open-page';
import { chooseOptions, enterRoom, readResult, SHORT, untilEnded } from '../browsers/support/run-page';
import { savedCard } from '../browsers/support/saved-card';
import { serveIsolated, type Site } from '../browsers/support/site';

const [first = 'chromium', second = 'firefox'] = BROWSERS;
const PAIRS: readonly (readonly [BrowserName, BrowserName])[] = [
  [first, second],
  [second, first],
];

describe.each(PAIRS)('somebody in %s challenges a friend in %s', (one, other) => {
  let site: Site;
  let browsers: readonly Browser[];
  let mine: OpenPage;
  let theirs: OpenPage;

  beforeAll(async () => {
    site = await serveIsolated();
    browsers = await Promise.all([one, other].map((name) => launchBrowser(name)));
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await site.close();
  });
  const open = (index: number, fragment: string): Promise<OpenPage> => {
    const browser = browsers[index];
    if (browser === undefined) throw new Error('the browser did not start');
    return openPage(browser, `${site.url}${fragment}`);
  };

  it('after a first run, of which there is a card', async () => {
    mine = await open(0, '');
    await gpuKnown(mine.page);
    await chooseOptions(mine.page, { ...SHORT, roofs: true, delivery: true });
    await run(mine.page);
    expect(await textOf(mine.page, '#benchmark-title')).toMatch(/reading/);
    await mine.page.waitForSelector('#pass-on-place');
    await mine.page.type('#pass-on-place', 'Lyon');
    const png = await savedCard(mine.page);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('who sees whose speed it is, runs the same, and reads who won', async () => {
    const result = await readResult(mine.page);
    theirs = await open(1, `#${await encodeDuel(duelOf(result, 'A friend of mine'))}`);
    const { page } = theirs;
    await gpuKnown(page);
    await page.waitForFunction(() => document.getElementById('benchmark-title')?.textContent.includes('Can yours?'));
    expect(await textOf(page, '#benchmark-title')).toContain('A friend of mine (software adapter) writes');
    expect(await textOf(page, '.ring-needle')).toMatch(/A friend of mine.*of its own bandwidth, unverified$/);
    await run(page);
    expect(await textOf(page, '#duel-text')).toMatch(
      /^(?:You win: yours writes|A tie: yours writes|A friend of mine \(software adapter\) wins: it writes) [\d.]+ /,
    );
    const [asked, answered] = [result, await readResult(page)].map(({ results }) =>
      results.filter(({ status }) => status === 'complete').map(({ workloadId }) => workloadId),
    );
    expect(answered?.length).toBeGreaterThan(0);
    expect(asked).toEqual(expect.arrayContaining(answered ?? []));
  });

  it('and finds it after a reload among the kept runs, beside that of the other', async () => {
    const { page } = theirs;
    const folder = mkdtempSync(join(tmpdir(), 'tokamark-story-'));
    const file = join(folder, 'mine.json');
    writeFileSync(file, await textOf(mine.page, '#result-json'));
    await enterRoom(page, 'compare');
    // What the room loads is there before the reload, which would end it.
    await page.waitForSelector('#compare-list > li');
    await page.reload();
    await gpuKnown(page);
    await page.waitForSelector('#compare-list > li');
    const input = await page.waitForSelector('input#compare-file');
    await input?.uploadFile(file);
    await page.waitForFunction(() => document.querySelectorAll('#compare-list > li').length === 2);
    await page.waitForSelector('#compare-two');
    expect(await textOf(page, '#compare-two')).toMatch(/tokens\/s|tie|faster/);
    rmSync(folder, { recursive: true });
    await enterRoom(page, 'feel');
    expect(await page.$$eval('.pace', (all) => all.length)).toBeGreaterThan(1);
    expect([...mine.problems, ...theirs.problems]).toEqual([]);
  });
});

async function run(page: Page): Promise<void> {
  await page.click('#run-button');
  expect(await untilEnded(page, 180), await textOf(page, '#run-error')).toBe('complete');
}
