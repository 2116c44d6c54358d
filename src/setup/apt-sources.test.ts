import { describe, expect, test } from 'vitest';
import { backportsSource, parseDeb822Sources, parseOneLineSources } from './apt-sources';

const DEB822 = `# the archive
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
`;

describe('the deb822 format', () => {
  test('one paragraph is one source and keeps its options', () => {
    const [archive, security, ...rest] = parseDeb822Sources(DEB822);
    expect(archive).toEqual({
      types: ['deb', 'deb-src'],
      uris: ['http://mirror.example/debian'],
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main', 'contrib'],
      options: { 'Signed-By': '/usr/share/keyrings/debian-archive-keyring.gpg' },
    });
    expect(security?.suites).toEqual(['bookworm-security']);
    expect(rest).toEqual([]);
  });

  test('a disabled paragraph is no source', () => {
    expect(parseDeb822Sources(`Enabled: no\n${DEB822.slice(DEB822.indexOf('Types'))}`)).toHaveLength(1);
  });

  test('field names are read in any case, and comments inside a paragraph are passed over', () => {
    const [source] = parseDeb822Sources(
      'types: deb\n# URIs: http://old.example\nuris: http://a.example\nsuites: trixie\n',
    );
    expect(source?.uris).toEqual(['http://a.example']);
  });

  test('a key given in place keeps its lines', () => {
    const key = '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n -----END PGP PUBLIC KEY BLOCK-----';
    const [source] = parseDeb822Sources(`Types: deb\nURIs: http://a.example\nSuites: bookworm\nSigned-By:${key}\n`);
    expect(source?.options['Signed-By']).toBe(key);
  });
});

describe('the one-line format', () => {
  test('options, URI, suite and components are read; comments and blank lines are not sources', () => {
    const text = `# deb http://off.example/debian bookworm main

deb [arch=amd64,arm64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib # note
deb-src http://mirror.example/debian bookworm main
`;
    expect(parseOneLineSources(text)).toEqual([
      {
        types: ['deb'],
        uris: ['http://mirror.example/debian'],
        suites: ['bookworm'],
        components: ['main', 'contrib'],
        options: { Architectures: 'amd64 arm64', 'Signed-By': '/k.gpg' },
      },
      {
        types: ['deb-src'],
        uris: ['http://mirror.example/debian'],
        suites: ['bookworm'],
        components: ['main'],
        options: {},
      },
    ]);
  });
});

describe('the source of backports', () => {
  test('is derived from the machine’s own mirror, with its key', () => {
    expect(backportsSource(parseDeb822Sources(DEB822), 'bookworm')).toEqual({
      kind: 'derived',
      text: `Types: deb
URIs: http://mirror.example/debian
Suites: bookworm-backports
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
    });
  });

  test('is not added where it is already named, in either format', () => {
    const line = parseOneLineSources('deb http://other.example/debian bookworm-backports main');
    expect(backportsSource([...parseDeb822Sources(DEB822), ...line], 'bookworm')).toEqual({ kind: 'present' });
  });

  test('a deb-src entry for backports does not count as one', () => {
    const line = parseOneLineSources('deb-src http://other.example/debian bookworm-backports main');
    expect(backportsSource([...line, ...parseDeb822Sources(DEB822)], 'bookworm').kind).toBe('derived');
  });

  test('an installation disc is passed over for the next source', () => {
    const sources = parseOneLineSources(
      'deb cdrom:[Debian]/ bookworm main\ndeb http://net.example/debian bookworm main\n',
    );
    expect(backportsSource(sources, 'bookworm')).toMatchObject({ text: expect.stringContaining('net.example') });
  });

  test('is unknown where no source holds the distribution’s own suite', () => {
    const security = parseOneLineSources('deb http://security.example/debian-security bookworm-security main');
    expect(backportsSource(security, 'bookworm')).toEqual({ kind: 'unknown' });
  });
});
