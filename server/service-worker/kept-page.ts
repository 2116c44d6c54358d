/**
 * The page as this browser keeps it for use offline: one version at a time, whole or not at all. What is kept is what is served, until a
 * person asks for a newer one: a run never has code of two versions.
 */
import { TokamarkError } from '../../src/foundation/errors';
import type { BuiltPage, PageFile } from './built-page';

/** What of CacheStorage is used. */
export type Caches = Pick<CacheStorage, 'open' | 'keys' | 'delete'>;

interface Current {
  readonly kept: KeptVersion;
  readonly cache: Cache;
}

interface Parts {
  readonly caches: Caches;
  /** The address of the page's folder; ends in a slash. Several pages of one origin share their caches. */
  readonly scope: string;
  readonly download: (url: string, signal: AbortSignal) => Promise<Response>;
}

export interface KeptVersion {
  readonly version: string;
  readonly label: string;
}

/** Put in last: a cache without it is the rest of an attempt that failed. */
const COMPLETE = 'complete';
const SHA256 = 'x-tokamark-sha256';
const LABEL = 'x-tokamark-label';

export class KeptPage {
  private found: Promise<Current | null> | null = null;

  constructor(private readonly parts: Parts) {}

  async kept(): Promise<KeptVersion | null> {
    return (await this.current())?.kept ?? null;
  }

  /** A file of the kept version; null where none is kept, or it has no such file. */
  async match(path: string): Promise<Response | null> {
    const current = await this.current();
    return (await current?.cache.match(this.address(path))) ?? null;
  }

  /**
   * Keeps `page` and, once all of it is there, nothing else. Files that have not changed are taken from the version before.
   * @param tell bytes so far
   * @throws TokamarkError where a file does not come, or is that of another version; then what was kept before stays.
   */
  async keep(page: BuiltPage, signal: AbortSignal, tell: (bytes: number) => void): Promise<void> {
    const before = await this.current();
    if (before?.kept.version === page.version) return;
    const name = `${this.prefix}${page.version}`;
    await this.parts.caches.delete(name);
    const cache = await this.parts.caches.open(name);
    let bytes = 0;
    try {
      for (const file of page.files) {
        const url = this.address(file.path);
        const had = await before?.cache.match(url);
        const same = had?.headers.get(SHA256) === file.sha256 ? had : null;
        await cache.put(url, same ?? (await this.download(file, signal)));
        bytes += file.bytes;
        tell(bytes);
      }
      await cache.put(this.address(COMPLETE), new Response(null, { headers: { [LABEL]: page.label } }));
    } catch (thrown) {
      await this.parts.caches.delete(name);
      throw thrown;
    }
    await this.deleteAllBut(name);
  }

  async forget(): Promise<void> {
    await this.deleteAllBut(null);
  }

  private async download(file: PageFile, signal: AbortSignal): Promise<Response> {
    const { path } = file;
    const response = await this.parts.download(this.address(path), signal).catch((cause: unknown) => {
      throw new TokamarkError(signal.aborted ? STOPPED : notCome(path), { cause });
    });
    if (!response.ok) throw new TokamarkError(notCome(path, ` (HTTP ${String(response.status)})`));
    const content = await response.arrayBuffer();
    const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', content));
    if (sha256 !== file.sha256) throw new TokamarkError(otherVersion(path));
    const headers = new Headers({ [SHA256]: sha256 });
    const type = response.headers.get('content-type');
    if (type !== null) headers.set('content-type', type);
    return new Response(content, { headers });
  }

  private async deleteAllBut(name: string | null): Promise<void> {
    this.found = null;
    for (const other of await this.own()) if (other !== name) await this.parts.caches.delete(other);
    this.found = null;
  }

  private current(): Promise<Current | null> {
    if (this.found === null) {
      const found = this.look();
      this.found = found;
      // A storage that fails once may answer later.
      found.catch(() => (this.found = null));
    }
    return this.found;
  }

  private async look(): Promise<Current | null> {
    for (const name of await this.own()) {
      const cache = await this.parts.caches.open(name);
      const label = (await cache.match(this.address(COMPLETE)))?.headers.get(LABEL);
      if (typeof label === 'string') return { kept: { version: name.slice(this.prefix.length), label }, cache };
    }
    return null;
  }

  private async own(): Promise<readonly string[]> {
    return (await this.parts.caches.keys()).filter((name) => name.startsWith(this.prefix));
  }

  private get prefix(): string {
    return `tokamark ${this.parts.scope} `;
  }

  private address(path: string): string {
    return `${this.parts.scope}${path}`;
  }
}

const hexadecimal = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const notCome = (path: string, answer = '') =>
  ({
    code: 'network',
    message: `${path} could not be downloaded${answer}.`,
    where: path,
    remedy: 'Check the connection and try again.',
  }) as const;

const otherVersion = (path: string) =>
  ({
    code: 'network',
    message: `The host has another version of ${path} by now.`,
    where: path,
    remedy: 'Reload the page and try again.',
  }) as const;

const STOPPED = {
  code: 'cancelled',
  message: 'Nothing is downloaded while a run goes on.',
  where: '',
  remedy: 'Try again when the run has ended.',
} as const;
