/** Opens a browser on the page that a command drives, and ends it again: the engine of `tokamark run --browser`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type ServerOptions } from '../../../server/static-server';
import { TokamarkError } from '../../foundation/errors';
import { findBrowser } from '../../setup/find-browser';
import type { Engine } from '../../worker/protocol';
import { argumentsOf, BROWSER_KINDS, FIREFOX_PREFERENCES, kindOf, type BrowserKind } from './browser-kind';
import { drivenEngine } from './driven-engine';
import { DrivenLink } from './driven-link';

export interface BrowserChoice {
  /** A path, or `chromium`, `firefox` or `safari`. */
  readonly browser: string;
  readonly more: readonly string[];
  /** The address that its page asks beside this one; null for none. */
  readonly server: string | null;
}

export interface OpenedBrowser {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

/** A first start makes a profile, on a slow disk. */
const START_MILLISECONDS = 90_000;
/** The page asks every 20 s: one that is silent for longer is gone, whatever its process does. */
const SILENT_MILLISECONDS = 120_000;
const CLOSING_MILLISECONDS = 5000;

/** @throws TokamarkError `option` where there is no such browser, or it does not open the page */
export async function openBrowser(
  { browser, more, server: asked }: BrowserChoice,
  pageFolder: string,
): Promise<OpenedBrowser> {
  const { path, kind } = chosen(browser);
  const driven = drivenEngine(() => link);
  const link: DrivenLink = new DrivenLink(driven.hear);
  const first: ServerOptions['first'] = (...given) => link.answers(...given);
  const asks = asked === null ? [] : [new URL(asked).origin];
  const server = await startServer({ folder: pageFolder, port: 0, first, asks });
  const profile = await mkdtemp(join(tmpdir(), 'tokamark-browser-'));
  if (kind === 'firefox') await writeFile(join(profile, 'user.js'), FIREFOX_PREFERENCES);
  const url = `${server.url}driven.html#${link.token}`;
  const isRoot = process.getuid?.() === 0;
  const program = kind === 'safari' ? 'open' : path;
  const child = spawn(program, argumentsOf({ kind, url, profile, platform: process.platform, isRoot, more }), {
    stdio: 'ignore',
  });
  const gone = goneOf(child, kind, path);
  gone.catch((error: unknown) => driven.fail(error instanceof TokamarkError ? error : didNotOpen(path, error)));
  const silence = setInterval(() => {
    if (link.heardAt !== null && performance.now() - link.heardAt > SILENT_MILLISECONDS) driven.fail(silent(path));
  }, SILENT_MILLISECONDS / 8);
  silence.unref();
  const close = async (): Promise<void> => {
    clearInterval(silence);
    link.send({ call: 'end', id: Number.MAX_SAFE_INTEGER });
    await ended(child);
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(didNotOpen(path, undefined)), START_MILLISECONDS);
  });
  try {
    await Promise.race([driven.here, gone, late]);
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
  return { engine: driven.engine, close };
}

function chosen(browser: string): { readonly path: string; readonly kind: BrowserKind } {
  const named = BROWSER_KINDS.find((kind) => kind === browser.toLowerCase());
  if (named === undefined) return { path: browser, kind: kindOf(browser) };
  if (named === 'safari') {
    if (process.platform === 'darwin') return { path: 'Safari', kind: named };
    throw notInstalled('Safari is there on macOS alone.');
  }
  const path = findBrowser(named);
  if (path === null) throw notInstalled(`There is no ${named} in the usual places.`);
  return { path, kind: named };
}

/** Rejects when the browser ends, or cannot be started. Safari's starter ends at once. */
function goneOf(child: ChildProcess, kind: BrowserKind, path: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', (cause) => reject(didNotOpen(path, cause)));
    child.once('exit', (code, signal) => {
      if (kind === 'safari' && code === 0) return;
      reject(hasEnded(path, signal ?? `code ${String(code)}`));
    });
  });
}

/** Asked first, then forced. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSING_MILLISECONDS);
  await exit;
  clearTimeout(timer);
}

const about = (message: string, remedy: string, cause?: unknown): TokamarkError =>
  new TokamarkError({ code: 'option', message, where: '--browser', remedy }, { cause });

const notInstalled = (message: string): TokamarkError =>
  about(message, 'Give the path of the browser’s program: --browser PATH.');
const didNotOpen = (path: string, cause: unknown): TokamarkError =>
  about(
    `${path} did not open the page.`,
    'Check the path, and that the browser starts: a path of another program would hang here.',
    cause,
  );
const hasEnded = (path: string, how: string): TokamarkError =>
  about(`${path} has ended (${how}).`, 'Run again; if it ends each time, try it without --browser.');
const silent = (path: string): TokamarkError =>
  about(`The page in ${path} does not answer any more.`, 'Run again; if it happens each time, its GPU process hangs.');
