/** What the page says where it cannot run, or not on a GPU: no WebGPU, no adapter, a software adapter. Three messages. */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browsers';
import { gpuKnown, openPage, textOf } from './support/open-page';
import { serveIsolated, type Site } from './support/site';

interface Said {
  readonly state: string;
  readonly name: string;
  readonly all: string;
  readonly codes: readonly (string | null)[];
  readonly runs: boolean;
  readonly problems: readonly string[];
}

let site: Site;
let withoutWebGpu: Browser;
beforeAll(async () => {
  site = await serveIsolated();
  withoutWebGpu = await launchBrowser('firefox', false);
});
afterAll(async () => {
  await withoutWebGpu.close();
  await site.close();
});

async function saidIn(browser: Browser): Promise<Said> {
  const { page, problems } = await openPage(browser, site.url);
  await gpuKnown(page);
  const said = {
    state: (await page.$eval('#gpu', (card) => card.getAttribute('data-state'))) ?? '',
    name: await textOf(page, '#gpu-name'),
    all: `${await textOf(page, '#gpu')} ${await textOf(page, '#gpu-message')}`,
    codes: await page.$$eval('#gpu [data-code], #gpu-message [data-code]', (messages) =>
      messages.map((one) => one.getAttribute('data-code')),
    ),
    runs: await page.$eval('#run-button', (button) => button.matches(':enabled')),
    problems: [...problems],
  };
  await page.close();
  return said;
}

async function saidInChromium(webGpu: boolean): Promise<Said> {
  const browser = await launchBrowser('chromium', webGpu);
  try {
    return await saidIn(browser);
  } finally {
    await browser.close();
  }
}

describe('the card of the GPU', () => {
  it('says that there is no WebGPU, and where there is', async () => {
    const said = await saidIn(withoutWebGpu);
    expect(said).toMatchObject({
      state: 'missing',
      codes: ['no-webgpu'],
      runs: false,
      name: 'No WebGPU in this browser',
    });
    expect(said.all).toContain('Firefox 141');
    expect(said.problems).toEqual([]);
  });

  it('says that WebGPU is there and has no adapter, and what to switch on', async () => {
    const said = await saidInChromium(false);
    expect(said).toMatchObject({ state: 'missing', codes: ['no-adapter'], runs: false });
    expect(said.name).toBe('WebGPU is here, but it found no adapter');
    expect(said.all).toContain('hardware acceleration');
  });

  it('says that the adapter is software, and runs all the same', async () => {
    const said = await saidInChromium(true);
    expect(said).toMatchObject({ state: 'software', runs: true, problems: [] });
    expect(said.codes).toContain('software-adapter');
    expect(said.all).toContain('Software adapter: this is not a GPU’s speed');
  });
});

it('teaches without a GPU: five steps whole, and of the sixth all but what asks the model, which says why', async () => {
  const { page, problems } = await openPage(withoutWebGpu, `${site.url}#/learn`);
  await gpuKnown(page);
  for (const step of [1, 2, 3, 4]) {
    await page.click(`#learn-step-${step}`);
    await page.waitForSelector('.block-picture circle');
  }
  await page.click('#learn-step-5');
  await page.waitForSelector('.speed-stage .learn-bars li');
  await page.click('#learn-step-6');
  await page.waitForSelector('#learn-ask-texts[aria-disabled="true"]');
  expect(await textOf(page, '.limits-stage [role="status"]')).toContain('This browser has no WebGPU');
  await page.click('#learn-part-tensors');
  await page.waitForSelector('#learn-ask-tensors[aria-disabled="false"]');
  await page.click('#learn-ask-tensors');
  await page.waitForSelector('.limits-map td button');
  expect(problems).toEqual([]);
});
