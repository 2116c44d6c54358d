/** Name and version of the browser and its operating system, from the user agent: coarse, and nothing more is recorded. */
import type { Environment } from '../report/schema';

/** In the order in which they must be tried: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
];

const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

export function browserOf(userAgent: string): Pick<Environment, 'name' | 'version' | 'operatingSystem'> {
  const found = BROWSERS.map(([name, pattern]) => ({ name, version: pattern.exec(userAgent)?.[1] }));
  const browser = found.find(({ version }) => version !== undefined);
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent));
  return {
    name: browser?.name ?? 'unknown browser',
    version: browser?.version ?? '',
    operatingSystem: system?.[0] ?? 'unknown',
  };
}
