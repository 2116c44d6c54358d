/** axe-core's opinion of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import type { AxeResults, RunOptions } from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run: (options: RunOptions) => Promise<AxeResults> };
  }
}

/** Every violation as a line: the rule and where. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's content policy allows only its own.
  await page.evaluate(SOURCE);
  return page.evaluate(async () => {
    if (window.axe === undefined) throw new Error('axe is not in the page');
    // All rules. Where each element is that passes, nobody reads.
    const { violations, passes } = await window.axe.run({ resultTypes: ['violations'] });
    if (passes.length === 0) return ['axe looked at nothing'];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
  });
}
