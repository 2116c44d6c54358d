import { describe, expect, it } from 'vitest';
import { bearerKey, hostOf, isAskedByPages, saidText, serverAddress } from './asked';

describe('the address of a server', () => {
  it.each([
    ['http://localhost:11434', 'http://localhost:11434/'],
    ['localhost:8080', 'http://localhost:8080/'],
    [' http://127.0.0.1:1234/v1/ ', 'http://127.0.0.1:1234/'],
    ['https://box.local/llm/v1', 'https://box.local/llm/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
  ])('%s is %s', (typed, address) => {
    expect(serverAddress(typed)).toBe(address);
  });

  it.each([
    ['', '1 to 300'],
    [`http://${'a'.repeat(300)}`, '1 to 300'],
    ['ftp://localhost', 'http://'],
    ['javascript://localhost', 'http://'],
    ['file:///etc/passwd', 'http://'],
    ['http://me:secret@localhost', 'name or a password'],
    ['http://localhost/?key=secret', 'without ? and #'],
    ['http://local host', 'must be one such as'],
  ])('%s is refused, and not repeated', (typed, why) => {
    expect(() => serverAddress(typed)).toThrow(why);
    expect(() => serverAddress(typed)).not.toThrow('secret');
  });

  it('says of a result no more than whether it is this machine', () => {
    const hosts = ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'x.localhost'].map((host) =>
      hostOf(`http://${host}:1/`),
    );
    expect(new Set(hosts)).toEqual(new Set(['this machine']));
    expect(
      ['http://localhost:1/', 'https://127.0.0.1:1/', 'http://[::1]:1/', 'http://box/'].map(isAskedByPages),
    ).toEqual([...[true, true, false, false]]);
    for (const host of ['192.168.1.2', 'box.local', 'localhost.example.org', '127.0.0.1.example.org']) {
      expect(hostOf(`http://${host}/`), host).toBe('another machine');
    }
  });
});

describe('what is said of a server', () => {
  it('is shown as letters on one line, cut to a length', () => {
    expect(saidText('  Q4_K_M\n\u001b[31m ')).toBe('Q4_K_M [31m');
    expect(saidText('x'.repeat(100))).toHaveLength(60);
    expect(saidText(' ')).toBeNull();
  });

  it('has a key that fits into a header, and is not repeated where it does not', () => {
    expect([bearerKey(' sk-1 '), bearerKey('')]).toEqual(['sk-1', null]);
    for (const key of ['a b', 'a\nb', 'ä'.repeat(3), 'x'.repeat(600)]) {
      expect(() => bearerKey(key)).toThrow('without spaces');
      expect(() => bearerKey(key)).not.toThrow(key);
    }
  });
});
