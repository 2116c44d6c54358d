/** A whole comparison with real engines in each browser: all write the same, each has its figures, and the run is kept. */
import type { Browser, WebWorker } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/report/schema';
import { firstApart } from '../../src/report/parts/written';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf } from '../browsers/support/open-page';
import { readResult } from '../browsers/support/run-page';
import { say } from '../browsers/support/say';
import { serveIsolated, type Site } from '../browsers/support/site';

describe.each(BROWSERS)('a comparison of engines in %s', (name) => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveIsolated(), launchBrowser(name)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('has the figures of all in the same rounds, and the same text', { timeout: 1_200_000 }, async () => {
    const { page, problems } = await openPage(browser, `${site.url}#/engines`);
    await gpuKnown(page);
    await page.waitForSelector('#engines-run[aria-disabled="false"]');
    await page.click('[id="engine-transformers.js"]');
    await page.click('#engines-run');
    await page.waitForSelector('#engines-status[data-state="complete"]', { timeout: 1_100_000 });
    await page.waitForSelector('[data-testid="engines-picture"] svg');
    const { results, written, engines, passage } = await readResult(page);
    // SwiftShader has no f16, which llama.cpp needs of a GPU; Firefox answers each of its waits for one after 100 ms.
    const others = ['onnxruntime-web', 'wllama (CPU)'];
    expect(engines.map(({ id }) => id)).toEqual(['tokamark, not tuned', ...others]);
    for (const { engine, format, test, tokensPerSecond, error } of results) {
      expect(tokensPerSecond, `${engine} ${format} ${test}: ${JSON.stringify(error)}`).not.toBeNull();
      say(`${name}: ${engine} ${format} ${test}: ${tokensPerSecond?.median.toFixed(2)} tokens/s`);
    }
    const fp16 = ['tokamark', ...others].map((engine) =>
      written.find((one) => one.engine === engine && one.format === 'fp16'),
    );
    const [ours] = fp16;
    for (const theirs of fp16) {
      if (ours === undefined || theirs === undefined) throw new Error('all have written');
      expect(firstApart(theirs, ours), theirs.engine).toBeNull();
    }
    for (const engine of ['tokamark, not tuned', 'onnxruntime-web']) {
      expectSameModel(passage, engine);
      const rows = passage?.rows.filter((row) => row.engine === engine) ?? [];
      for (const { format, perplexity, kl, top1 } of rows)
        say(`${name}: ${engine} ${format}: perplexity ${perplexity}, KL ${kl}, top-1 ${top1}`);
    }
    expect(await textOf(page, '[data-testid="engines-passage"]')).toContain('onnxruntime-web FP16');
    expect(await textOf(page, '[data-testid="engines-figures"]')).toContain('n = 3 rounds');
    await page.reload();
    await page.waitForSelector('[data-testid="engines-picture"] svg');
    expect(await textOf(page, '[data-testid="engines-figures"]')).toContain('that this browser has kept');
    expect(problems).toEqual([]);
  });
});

describe('an engine whose device is lost', () => {
  it('loses its own figures and says why, and the others have theirs', { timeout: 600_000 }, async () => {
    const [site, browser] = await Promise.all([serveIsolated(), launchBrowser('chromium')]);
    try {
      const { page } = await openPage(browser, `${site.url}#/engines`);
      await gpuKnown(page);
      await page.waitForSelector('#engines-run[aria-disabled="false"]');
      for (const other of ['transformers.js', 'wllama']) await page.click(`[id="engine-${other}"]`);
      const peers: WebWorker[] = [];
      page.on('workercreated', (worker) => {
        if (!worker.url().includes('peer-worker')) return;
        peers.push(worker);
        // A worker that has only just been made has no WebGPU yet.
        void vi.waitUntil(() => worker.evaluate(keepDevice), { timeout: 30_000, interval: 20 });
      });
      await page.click('#engines-run');
      await vi.waitUntil(() => peers[0]?.evaluate(hasDevice), { timeout: 120_000, interval: 500 });
      await peers[0]?.evaluate(() => self.devices?.at(-1)?.destroy());
      await page.waitForSelector('#engines-status[data-state="complete"]', { timeout: 400_000 });
      const { results } = await readResult(page);
      const lost = results.filter(({ error }) => error?.message.includes('Its device was lost.'));
      expect(new Set(lost.map(({ engine, format }) => `${engine} ${format}`))).toEqual(
        new Set(['onnxruntime-web fp16']),
      );
      const others = results.filter((one) => !lost.includes(one));
      expect(others.filter(({ engine }) => engine === 'onnxruntime-web')).not.toEqual([]);
      for (const { tokensPerSecond } of others) expect(tokensPerSecond).not.toBeNull();
      expect(await textOf(page, '[data-testid="engines-figures"]')).toContain('Its device was lost.');
    } finally {
      await browser.close();
      await site.close();
    }
  });
});

declare global {
  interface WindowOrWorkerGlobalScope {
    /** Of the worker of an engine. */
    devices?: GPUDevice[];
  }
}

/** In the worker of an engine, before it asks for its device. @returns false where that has no WebGPU yet */
function keepDevice(): boolean {
  if (!('gpu' in navigator)) return false;
  const devices: GPUDevice[] = [];
  self.devices = devices;
  const { gpu } = navigator;
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await requestAdapter(options);
    if (adapter === null) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await requestDevice(descriptor);
      devices.push(device);
      return device;
    };
    return adapter;
  };
  return true;
}

/** Whether it has asked for a device, and got one. */
const hasDevice = (): boolean => (self.devices?.length ?? 0) > 0;

/** Of the same weights: FP16 rounds in another order, and INT4 to other levels. */
function expectSameModel(passage: Result['passage'], engine: string): void {
  const rowOf = (of: string, format: string) => {
    const row = passage?.rows.find((one) => one.engine === of && one.format === format);
    if (row === undefined || row.perplexity === null) throw new Error(`${of} ${format} has read no passage`);
    return { ...row, perplexity: row.perplexity };
  };
  const [ours, fp16, int4] = [rowOf('tokamark', 'fp16'), rowOf(engine, 'fp16'), rowOf(engine, 'int4')];
  expect(fp16.kl, engine).toBeLessThan(1e-3);
  expect(fp16.top1, engine).toBeGreaterThan(0.9);
  expect(fp16.perplexity / ours.perplexity, engine).toBeCloseTo(1, 1);
  expect(int4.kl, engine).toBeGreaterThan(1e-3);
  expect(int4.kl, engine).toBeLessThan(0.2);
}
