/** A receipt opened in the page, and the runs that it keeps: from a link to a comparison. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES, testsAt } from '../../src/benchmark/suite/suite';
import { PROTOCOL } from '../../src/benchmark/workload';
import { settingsOfProfile } from '../../src/options/settings';
import { toJson } from '../../src/report/json';
import { receiptText } from '../../src/report/receipt/link';
import { receiptOfShape, receiptRequest } from '../../src/report/receipt/receipt';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { enterRoom, readResult, untilEnded } from './support/run-page';
import { serveIsolated, type Site } from './support/site';

const TEXT = receiptText(
  receiptOfShape(
    'Fable',
    receiptRequest(
      {
        ...settingsOfProfile(PROFILES.quick),
        ...{ formats: ['fp16'], tests: testsAt(16, 16, [0]), repetitions: 5 },
        ...{ tuning: 'off', roofs: false, waterfalls: false, fidelity: null },
      },
      { name: 'tokamark', version: '0.0.1', commit: 'old', shaderHash: '0'.repeat(64) },
    ),
  ),
);

describe.each(storyIn('firefox'))('a receipt in %s', (name) => {
  let site: Site;
  let browser: Browser;
  let folder = '';

  beforeAll(async () => {
    site = await serveIsolated();
    browser = await launchBrowser(name);
    folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('says what it would run, waits for Run, and its run is kept and compared with an imported one', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#${TEXT}`);
    await gpuKnown(page);
    await page.waitForFunction(() => document.getElementById('receipt-text')?.textContent.includes('ANOTHER'));
    expect(await textOf(page, '#receipt-text')).toContain(
      'Run measures Fable with synthetic weights: tg16, pp16 at FP16',
    );
    expect(await textOf(page, '#status')).toBe('Ready');
    await page.click('#run-button');
    expect(await untilEnded(page, 120)).toBe('complete');
    const result = await readResult(page);
    expect(result.results.map(({ test, format }) => `${test} ${format}`).sort()).toEqual(['pp16 fp16', 'tg16 fp16']);
    expect(result.replay).toMatchObject({ sameImplementation: false });
    expect(result.receipt?.text).toContain('tests=tg16,pp16&repetitions=5');

    await enterRoom(page, 'compare');
    await page.waitForSelector('#compare-list > li');
    const file = join(folder, 'other.json');
    await writeFile(file, toJson({ ...result, startedAt: '2026-01-02T03:04:05.000Z' }));
    const input = await page.waitForSelector('input#compare-file');
    if (input === null) throw new Error('there is no file input');
    await input.uploadFile(file);
    await page.waitForFunction(() => document.querySelectorAll('#compare-list > li').length === 2);
    // It stands beside the own run at once.
    expect(await textOf(page, '#compare-two')).toContain('a tie');
    expect(await accessibilityViolations(page)).toEqual([]);

    await writeFile(file, toJson(result).replace(/"elapsedSeconds": .*,/, '"elapsedSeconds": -1,'));
    await input.uploadFile(file);
    await page.waitForSelector('#compare-notes .error');
    expect(await textOf(page, '#compare-notes')).toContain('elapsedSeconds');

    // Both are there when the page is opened again, and which is whose.
    await page.goto(`${site.url}#/compare`);
    await page.reload();
    await page.waitForSelector('#compare-list > li');
    expect(await page.$$eval('#compare-list > li', (rows) => rows.length)).toBe(2);
    expect(await page.$$eval('#compare-list .tag', (tags) => tags.length)).toBe(1);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('that is hostile or of another protocol is refused with the reason', async () => {
    const { page, problems } = await openPage(browser, `${site.url}#${TEXT.replace(PROTOCOL, 'tokamark-9')}`);
    await page.waitForSelector('#receipt');
    expect(await textOf(page, '#receipt-text')).toContain('protocol tokamark-9');
    await page.click('#receipt-clear');
    await page.waitForSelector('#receipt', { hidden: true });
    expect(problems).toEqual([]);
    await page.close();
  });
});
