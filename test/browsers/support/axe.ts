/** axe-core's opinion of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import type { AxeResults, RunOptions } from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run: (within: string, options: RunOptions) => Promise<AxeResults> };
  }
}

/** Every violation as a line: the rule and where. @param within a part of the page: what is around the rooms is the same in all */
export async function accessibilityViolations(page: Page, within = 'html'): Promise<string[]> {
  // Evaluated, not added as a script: the page's content policy allows only its own.
  await page.evaluate(SOURCE);
  return page.evaluate(async (within) => {
    if (window.axe === undefined) throw new Error('axe is not in the page');
    // All rules. Where each element is that passes, nobody reads.
    const { violations, passes } = await window.axe.run(within, { resultTypes: ['violations'] });
    if (passes.length === 0) return ['axe looked at nothing'];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
  }, within);
}
