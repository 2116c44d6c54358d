/** Where challenges are answered: under Dawn in this process, or in the bench's page in a browser. */
import { basename } from 'node:path';
import { create, globals } from 'webgpu';
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { FABLE_FOLDER } from '../fable-folder';
import { nodeEnvironment } from '../../src/cli/environment';
import { openModelFolder } from '../../src/cli/model-folder';
import { openContext } from '../../src/device/open';
import { startBrowser } from '../browser';
import { chooseDriver, vulkanEnvironment } from '../machine';
import { servePage } from '../page-server';
import { answersSchema, collect, type Answer, type Asked } from './collect';
import { adapterOf } from './adapter-of';
import type { AdapterPlace } from './kept';

export interface Place {
  /** Adapter, and what it is driven by, in words. */
  readonly adapter: string;
  readonly collect: (asked: Asked) => Promise<readonly Answer[]>;
  readonly close: () => Promise<void>;
}

/** Held for the life of the process: Dawn's objects crash it when they are collected. */
const kept: GPU[] = [];

export async function openPlace(name: AdapterPlace): Promise<Place> {
  return name === 'node' ? inNode() : inPage(name);
}

async function inNode(): Promise<Place> {
  Object.assign(process.env, vulkanEnvironment(chooseDriver(process.env['VK_DRIVER_FILES'] ?? null)));
  Object.assign(globalThis, globals);
  const gpu = create([]);
  kept.push(gpu);
  const context = await openContext(gpu, 'high-performance');
  const files = await openModelFolder(FABLE_FOLDER);
  const { dawn, version } = nodeEnvironment(clockResolution(systemClock));
  return {
    adapter: `${adapterOf(context)}, Dawn (webgpu ${dawn ?? 'unknown'}) in Node.js ${version}`,
    collect: (asked) => collect(context, files, asked),
    close: () => Promise.resolve(),
  };
}

async function inPage(name: Exclude<AdapterPlace, 'node'>): Promise<Place> {
  const server = await servePage(null);
  const driver = chooseDriver(null);
  const browser = await startBrowser(name, vulkanEnvironment(driver));
  const page = await browser.newPage();
  await page.goto(`${server.url}page/index.html`);
  await page.waitForFunction(() => 'prove' in window, { timeout: 60_000 });
  const ask = async (asked: Asked | null): Promise<string> =>
    page.evaluate((sent) => {
      const { prove } = window;
      if (prove === undefined) throw new Error('the page cannot answer challenges');
      return prove(sent);
    }, JSON.stringify(asked));
  // Firefox names no adapter, but runs the one that it was told to; Chromium's SwiftShader is its own.
  const told = name === 'firefox' && driver !== null ? `, Vulkan driver ${basename(driver)}` : '';
  return {
    adapter: `${await ask(null)}, in ${await browser.version()}${told}`,
    collect: async (asked) => answersSchema.parse(JSON.parse(await ask(asked))),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
