import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address';

const direct = (peer: string | undefined, forwarded?: string) => clientAddress({ peer, forwarded, behindProxy: false });
const proxied = (forwarded: string | undefined, peer = '10.0.0.1') =>
  clientAddress({ peer, forwarded, behindProxy: true });

describe('who asks', () => {
  it('is an IPv4 address, also where it is written within IPv6', () => {
    expect(direct('203.0.113.9')).toBe('203.0.113.9');
    expect(direct('::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(direct('::FFFF:CB00:7109')).toBe('203.0.113.9');
  });

  it('is the /64 of an IPv6 address, however that is written', () => {
    const same = ['2001:db8:0:7::1', '2001:0DB8::7:ffff:0:0:2', '2001:db8:0:7:8:9:a:b', '2001:db8:0:7::1%eth0'];
    expect(new Set(same.map((address) => direct(address)))).toEqual(new Set(['2001:db8:0:7::/64']));
    expect(direct('2001:db8:0:8::1')).not.toBe(direct('2001:db8:0:7::1'));
    expect(direct('::1')).toBe('0:0:0:0::/64');
  });

  it('is never what a client says of itself', () => {
    expect(direct('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  });

  it('is what the one proxy says, and not what was sent to that proxy', () => {
    expect(proxied('198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(proxied('203.0.113.9:4711')).toBe('203.0.113.9');
    expect(proxied('[2001:db8:0:7::1]:4711')).toBe('2001:db8:0:7::/64');
  });

  it('is the connection’s where the proxy says nothing that is an address', () => {
    for (const said of [undefined, '', 'unknown', '203.0.113.9, ', '999.1.1.1', '_hidden']) {
      expect(proxied(said)).toBe('10.0.0.1');
    }
    expect(direct(undefined)).toBe('unknown');
  });

  it('is found in any text without an error, and is short', () => {
    const texts = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(proxied(a, b).length).toBeLessThan(50);
      }),
    );
  });
});
