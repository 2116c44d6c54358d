/** check.html in each browser: every kernel against its reference, and Fable's logits against another engine's. */
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { LOGIT_TOLERANCE } from '../../src/model/parity/prompt';
import { accessibilityViolations } from './support/axe';
import { launchBrowser, storyIn } from './support/browsers';
import { openPage, textOf } from './support/open-page';
import { say } from './support/say';
import { serveIsolated } from './support/site';

/** Forced-decode steps of reference.json's six prompts. */
const STEPS = 384;

/** Of a driver that has compiled none of them before, for one thread: some five minutes, and there is a test beside this one. */
const LIMIT = 600_000;

describe.each(storyIn('firefox'))('the check of arithmetic in %s', (name) => {
  it('passes every kernel, every logit and the KL of every quantised format', { timeout: LIMIT }, async () => {
    const site = await serveIsolated();
    const browser = await launchBrowser(name);
    try {
      const { page, problems } = await openPage(browser, `${site.url}check.html`);
      await page.click('#check-button');
      await untilVerdict(page, problems);
      const comparisons = await page.$$eval('#parity-table tbody tr', (rows) =>
        rows.map(({ dataset, textContent }) => ({
          id: dataset['check'] ?? '',
          passed: dataset['passed'] === 'true',
          text: textContent.replace(/^(passed|failed)/, '$1: '),
        })),
      );
      for (const { text } of comparisons) say(`${name}: ${text}`);
      const kernels = await page.$$eval('#kernel-table tbody tr', (rows) => rows.map(({ textContent }) => textContent));
      expect(kernels.filter((row) => !row.startsWith('passed'))).toEqual([]);
      expect(kernels.length).toBeGreaterThan(40);
      expect(comparisons.filter(({ passed }) => !passed)).toEqual([]);

      const prompts = comparisons.filter(({ id }) => id.startsWith('prompt '));
      expect(numbers(prompts, /: (\d+) steps/)).toBe(STEPS);
      expect(prompts.every(({ text }) => text.includes(`allowed ${LOGIT_TOLERANCE}`))).toBe(true);
      expect(comparisons.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['together fp16', 'perplexity fp16', 'kl int8', 'kl int4', 'kl mxfp4', 'kl nvfp4']),
      );
      expect(await textOf(page, '#verdict')).toBe('This device computes what it should');
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await site.close();
    }
  });
});

/** A check that stands still says where. */
async function untilVerdict(page: Page, problems: readonly string[]): Promise<void> {
  try {
    await page.waitForSelector('#verdict:not([data-state="running"])', { timeout: LIMIT - 20_000 });
  } catch (cause) {
    const shown = await page.evaluate(() => document.querySelector('main')?.innerText.slice(0, 1000) ?? '');
    throw new Error(['No verdict; the page shows:', shown, ...problems].join('\n'), { cause });
  }
}

/** The sum of the number that `pattern` finds in each text. */
const numbers = (rows: readonly { readonly text: string }[], pattern: RegExp): number =>
  rows.reduce((sum, { text }) => sum + Number(pattern.exec(text)?.[1] ?? NaN), 0);
