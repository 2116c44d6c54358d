/**
 * The two browsers of the tests, headless, each on its software adapter: Chromium on SwiftShader (no f16), Firefox on lavapipe (f16, no
 * subgroups).
 */
import { launch, type Browser } from 'puppeteer-core';
import { findBrowser } from '../../../src/setup/find-browser';

export type BrowserName = 'chromium' | 'firefox';

export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/** A story that either browser can tell: `npm test` hears it from one, `npm run stories` from both. */
export const storyIn = (name: BrowserName): readonly BrowserName[] =>
  process.env['TOKAMARK_STORIES'] === 'all' ? BROWSERS : [name];

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** Without the first flag Chromium has no adapter on Linux, where it finds no GPU. */
const SWIFTSHADER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** @param webGpu false: Chromium has the interface and no adapter, Firefox has no WebGPU at all */
export function launchBrowser(name: BrowserName, webGpu = true): Promise<Browser> {
  const executablePath = findBrowser(name);
  if (executablePath === null) throw new Error(`${name} is not installed: npm test installs it or says how`);
  // The driver's own limit for one call is shorter than a check on a slow adapter.
  const common = { executablePath, headless: true, protocolTimeout: 600_000 };
  if (name === 'firefox') {
    const extraPrefsFirefox = { 'dom.webgpu.enabled': webGpu, 'gfx.webgpu.ignore-blocklist': webGpu };
    return launch({ ...common, browser: 'firefox', extraPrefsFirefox });
  }
  // A sandbox needs a user that is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return launch({ ...common, browser: 'chrome', args: [...sandbox, ...QUIET, ...(webGpu ? SWIFTSHADER : [])] });
}
