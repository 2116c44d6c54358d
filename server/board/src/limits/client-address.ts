/**
 * Who asks, as far as a limit must tell: an IPv4 address, or of IPv6 the /64 that one customer has all of. The text is hashed before
 * anything is kept of it (limiter.ts), and never written down.
 */
import { isIPv4, isIPv6 } from 'node:net';

export interface Asking {
  /** The other end of the connection. */
  readonly peer: string | undefined;
  /** X-Forwarded-For, as it came. */
  readonly forwarded: string | undefined;
  /** Whether the connection is one proxy's, which says in that header whom it asks for. */
  readonly behindProxy: boolean;
}

/** All whose address nobody knows: they share one limit. */
const NOBODY = 'unknown';

export function clientAddress({ peer, forwarded, behindProxy }: Asking): string {
  // The last is the proxy's own word; what stands before it anybody may have sent.
  const said = behindProxy ? bucketOf(forwarded?.split(',').at(-1)) : null;
  return said ?? bucketOf(peer) ?? NOBODY;
}

function bucketOf(text: string | undefined): string | null {
  const address = withoutPort((text ?? '').trim());
  if (isIPv4(address)) return address;
  const [plain = ''] = address.split('%');
  return isIPv6(plain) ? ofGroups(groupsOf(plain)) : null;
}

/** Some proxies add it: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(address);
  return bracketed?.[1] ?? address.replace(/^([\d.]+):\d{1,5}$/, '$1');
}

/** Of sixteen bits each, in the one spelling that a URL gives an address. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((half) => (half === '' ? [] : half.split(':')));
  const written = [...(before ?? []), ...(after ?? [])];
  return [...(before ?? []), ...Array.from({ length: 8 - written.length }, () => '0'), ...(after ?? [])];
}

function ofGroups(groups: readonly string[]): string {
  const isIPv4Within = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (!isIPv4Within) return `${groups.slice(0, 4).join(':')}::/64`;
  return groups
    .slice(6)
    .map((group) => parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 0xff])
    .join('.');
}
