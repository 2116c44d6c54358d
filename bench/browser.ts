/**
 * Both engines of a part in one page of a browser: ours from the page's bundle, the peer from bench/node_modules, which the
 * same server offers under peers/. Only one computes at a time, as everywhere.
 */
import { launch, type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../src/setup/find-browser';
import type { OpenEngine } from './child';
import { servePage, type PageServer } from './page-server';
import { peerVersion } from './peer-module';
import { engineOver, reasonOf, replySchema, type PeerEngine, type Reply, type Request } from './protocol';
import type { PeerName, Place } from './parts';

const PACKAGES: Readonly<Record<PeerName, string>> = {
  wllama: '@wllama/wllama',
  'onnxruntime-web': 'onnxruntime-web',
  tfjs: '@tensorflow/tfjs-backend-webgpu',
  onnxruntime: 'onnxruntime-node',
  'llama-vulkan': 'node-llama-cpp',
  'llama-cpu': 'node-llama-cpp',
};

const LIMIT_MILLISECONDS = 10 * 60_000;

export async function openPages(
  place: Exclude<Place, 'node'>,
  peer: PeerName,
  gguf: string | null,
  environment: Readonly<Record<string, string>>,
) {
  const server = await servePage(gguf);
  let browser: Browser | null = null;
  try {
    browser = await startBrowser(place, environment);
    return await openIn(browser, server, peer);
  } catch (thrown) {
    await browser?.close();
    server.close();
    throw thrown;
  }
}

async function openIn(browser: Browser, server: PageServer, peer: PeerName) {
  const page = await browser.newPage();
  const problems = watch(page);
  const response = await page.goto(`${server.url}page/index.html`);
  if (response?.ok() !== true) throw new Error(`the page was not served: HTTP ${response?.status() ?? 'nothing'}`);
  await page
    .waitForFunction(() => 'bench' in window, { timeout: 60_000 })
    .catch(() => {
      throw new Error(`the page did not start: ${problems.join('; ')}`);
    });
  const alive = (): boolean => browser.connected && !page.isClosed();
  const version = `${peerVersion(PACKAGES[peer])}, in ${await browser.version()}`;
  const close = async (): Promise<void> => {
    await browser.close().catch(() => undefined);
    server.close();
  };
  const open = (name: string): OpenEngine => ({ engine: engineIn(page, name, problems), alive, close });
  const theirs = open(peer);
  return { ours: open('tokamark'), theirs: { ...theirs, engine: withVersion(theirs.engine, version) }, close };
}

/** A page cannot read a package's manifest, so its peers do not know their version. */
const withVersion = (engine: PeerEngine, version: string): PeerEngine => ({
  ...engine,
  facts: async () => ({ ...(await engine.facts()), engine: version }),
});

function engineIn(page: Page, name: string, problems: readonly string[]): PeerEngine {
  return engineOver(async (request: Request): Promise<Reply> => {
    try {
      const answered = await page.evaluate(
        (engine, asked) => {
          const { bench } = window;
          if (bench === undefined) throw new Error('the page has no bench');
          return bench(engine, asked);
        },
        name,
        JSON.stringify(request),
      );
      return replySchema.parse(JSON.parse(answered));
    } catch (thrown) {
      const seen = problems.at(-1);
      throw new Error(`${reasonOf(thrown)}${seen === undefined ? '' : ` (the page said: ${seen})`}`, { cause: thrown });
    }
  });
}

/** Errors of the page, in words: often they say why a peer failed. */
function watch(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text().slice(0, 200));
  });
  page.on('pageerror', (error) => problems.push(reasonOf(error)));
  return problems;
}

/** @throws where it is not installed */
export async function startBrowser(
  place: Exclude<Place, 'node'>,
  environment: Readonly<Record<string, string>>,
): Promise<Browser> {
  const executablePath = findBrowser(place);
  if (executablePath === null) throw new Error(`${place} is not installed`);
  const env = { ...process.env, ...environment };
  const common = { executablePath, headless: true, protocolTimeout: LIMIT_MILLISECONDS, env };
  if (place === 'firefox') {
    const extraPrefsFirefox = {
      'dom.webgpu.enabled': true,
      'gfx.webgpu.ignore-blocklist': true,
      // llama.cpp's WebAssembly waits for the GPU by it.
      'javascript.options.wasm_js_promise_integration': true,
    };
    return launch({ ...common, browser: 'firefox', extraPrefsFirefox });
  }
  // A sandbox needs a user that is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    ...sandbox,
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
  ];
  return launch({ ...common, browser: 'chrome', args });
}
