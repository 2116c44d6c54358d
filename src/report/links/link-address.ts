/**
 * What a link that is passed on begins with: the address that the build was given, else the page's own, unless nobody else can open
 * that one. Pure: the page hands in its address.
 */
import { SITE } from '../../foundation/build';

/** In place of a link, as a sentence. */
export const NO_LINK = 'There is no link: this page runs on a machine that others cannot reach.';

/**
 * Without query and fragment; null where the link would be dead for everybody else.
 * @param page the page's own address
 */
export function linkAddress(page: string, site: string | null = SITE): string | null {
  if (site !== null) return site;
  const url = URL.canParse(page) ? new URL(page) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || isLocal(url.hostname)) return null;
  return `${url.origin}${url.pathname}`;
}

/** Names that only this machine or its own network resolves: RFC 6761, 6762, 8375 and common routers. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|lan|home|home\.arpa|test|invalid)$/;

/** @param hostname as URL writes it: numbers of any notation as four decimals, IPv6 in brackets and lower case */
function isLocal(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (name.startsWith('[')) return isLocalV6(name.slice(1, -1));
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(name);
  if (parts !== null) return isLocalV4(Number(parts[1]), Number(parts[2]));
  // A name without a dot is of this network.
  return !name.includes('.') || LOCAL_NAME.test(name);
}

/** This machine (0/8, 127/8), private (RFC 1918), link-local and shared by a provider's customers (RFC 6598). */
function isLocalV4(first: number, second: number): boolean {
  if (first === 0 || first === 10 || first === 127) return true;
  if (first === 172) return second >= 16 && second < 32;
  if (first === 192) return second === 168;
  if (first === 169) return second === 254;
  return first === 100 && second >= 64 && second < 128;
}

/** Loopback, unspecified, unique local (fc00::/7), link-local (fe80::/10), and IPv4 addresses written as IPv6. */
function isLocalV6(address: string): boolean {
  const mapped = /^::ffff:([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(address);
  if (mapped !== null) {
    const high = parseInt(mapped[1] ?? '', 16);
    return isLocalV4(high >> 8, high & 0xff);
  }
  return address === '::' || address === '::1' || /^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(address);
}
