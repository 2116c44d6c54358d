/** Links begin with an address that others can open, or there is none. */
import { describe, expect, it } from 'vitest';
import { linkAddress } from './link-address';

describe('the address of links', () => {
  it('is that of the build, wherever the page runs', () => {
    expect(linkAddress('http://localhost:4173/', 'https://example.org/tokamark/')).toBe(
      'https://example.org/tokamark/',
    );
  });

  it.each([
    ['https://example.org/a/index.html?x=1#/cost', 'https://example.org/a/index.html'],
    ['https://someone.github.io/tokamark/', 'https://someone.github.io/tokamark/'],
    ['http://93.184.215.14:8080/', 'http://93.184.215.14:8080/'],
    ['http://172.32.0.1/', 'http://172.32.0.1/'],
    ['http://100.128.0.1/', 'http://100.128.0.1/'],
    ['http://192.169.0.1/', 'http://192.169.0.1/'],
    ['https://[2606:2800:21f::1]/', 'https://[2606:2800:21f::1]/'],
    ['https://localhost.example.org/', 'https://localhost.example.org/'],
    ['https://user:secret@example.org/', 'https://example.org/'],
  ])('of %s is its own', (page, address) => {
    expect(linkAddress(page, null)).toBe(address);
  });

  it.each([
    ['http://localhost:4173/'],
    ['http://LOCALHOST./'],
    ['http://app.localhost/'],
    ['http://127.0.0.1:4173/'],
    ['http://127.1.2.3/'],
    ['http://2130706433/'],
    ['http://0x7f.1/'],
    ['http://0.0.0.0:8000/'],
    ['http://[::1]:4173/'],
    ['http://[::]/'],
    ['http://[::ffff:127.0.0.1]/'],
    ['http://[::ffff:10.0.0.7]/'],
    ['http://[fd00::1]/'],
    ['http://[fe80::1]/'],
    ['http://10.1.2.3/'],
    ['http://172.16.0.1/'],
    ['http://172.31.255.1/'],
    ['http://192.168.178.20:4173/'],
    ['http://169.254.1.1/'],
    ['http://100.64.0.1/'],
    ['http://printer.local/'],
    ['http://nas.lan/'],
    ['http://nas.home.arpa/'],
    ['http://workstation:4173/'],
    ['file:///home/ada/tokamark/index.html'],
    ['about:blank'],
    ['blob:https://example.org/1'],
    ['not an address'],
    [''],
  ])('of %s is none', (page) => {
    expect(linkAddress(page, null)).toBeNull();
  });
});
