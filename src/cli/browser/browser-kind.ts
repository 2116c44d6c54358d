/** Which browser a path names, and how it is started on one page, by itself, with a profile that is thrown away. */
import { basename } from 'node:path';

export const BROWSER_KINDS = ['chromium', 'firefox', 'safari'] as const;
export type BrowserKind = (typeof BROWSER_KINDS)[number];

/** By the name of the program: Edge, Brave, Opera and Chrome take Chromium's arguments. */
export function kindOf(path: string): BrowserKind {
  const name = basename(path).toLowerCase();
  if (/firefox|librewolf|waterfox/.test(name)) return 'firefox';
  return name.includes('safari') ? 'safari' : 'chromium';
}

export interface Start {
  readonly kind: BrowserKind;
  readonly url: string;
  /** An empty folder. */
  readonly profile: string;
  readonly platform: NodeJS.Platform;
  /** Nobody may be asked for a sandbox there. */
  readonly isRoot: boolean;
  /** What the person adds, such as `--use-webgpu-adapter=swiftshader`. */
  readonly more: readonly string[];
}

/** Safari has no such arguments: macOS opens the page in it, in a window. */
export function argumentsOf({ kind, url, profile, platform, isRoot, more }: Start): readonly string[] {
  if (kind === 'safari') return ['-a', 'Safari', url];
  if (kind === 'firefox') return ['--headless', '--no-remote', '--profile', profile, ...more, url];
  return [
    ...['--headless=new', `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions'],
    // A tab that nobody sees is slowed down otherwise.
    ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
    // Under Linux WebGPU is behind this.
    ...(platform === 'linux' ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : []),
    ...(isRoot ? ['--no-sandbox'] : []),
    ...more,
    url,
  ];
}

/** Of Firefox, where WebGPU is behind preferences on some systems. */
export const FIREFOX_PREFERENCES = [
  ['dom.webgpu.enabled', true],
  ['gfx.webgpu.ignore-blocklist', true],
  ['browser.shell.checkDefaultBrowser', false],
  ['browser.aboutwelcome.enabled', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['toolkit.telemetry.reportingpolicy.firstRun', false],
  ['app.update.enabled', false],
]
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${String(value)});`)
  .join('\n');
