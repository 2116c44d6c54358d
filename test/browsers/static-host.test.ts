/** The built page as files on any host: below a sub-path and without COOP and COEP. */
import { describe, expect, it } from 'vitest';
import { launchBrowser, storyIn } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { chooseOptions, readResult, SHORT, untilEnded } from './support/run-page';
import { serveBelowPath } from './support/site';

describe.each(storyIn('chromium'))('below a sub-path without isolation, %s', (name) => {
  it('runs, writes a text, and says that its clock is coarser', async () => {
    const site = await serveBelowPath();
    const browser = await launchBrowser(name);
    try {
      const { page, problems } = await openPage(browser, site.url);
      await gpuKnown(page);
      expect(await textOf(page, '[data-fact="Cross-origin isolated"]')).toBe('no, so the clock is coarser');
      expect(await textOf(page, '#gpu-warnings [data-code="coarse-clock"]')).toContain('clock is coarser');

      await chooseOptions(page, SHORT);
      await page.click('#run-button');
      expect(await untilEnded(page, 90)).toBe('complete');
      const { environment, stories, warnings } = await readResult(page);
      expect(environment.crossOriginIsolated).toBe(false);
      expect(environment.clockResolutionSeconds).toBeGreaterThan(50e-6);
      expect(warnings.map(({ code }) => code)).toContain('coarse-clock');
      expect(stories.map(({ text }) => text.length > 0)).toEqual([true]);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await site.close();
    }
  });
});
