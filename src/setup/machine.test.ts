import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseOsRelease, readAptSources, readMachine } from './machine';

test('os-release is read with and without quotes', () => {
  const text = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
  expect(parseOsRelease(text)).toEqual({ id: 'debian', idLike: '', version: '12', codename: 'bookworm' });
});

test('both formats of apt sources are read, and files that apt ignores are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-apt-'));
  mkdirSync(join(folder, 'sources.list.d'));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  write('sources.list', 'deb http://a.example/debian bookworm main\n');
  write('sources.list.d/b.sources', 'Types: deb\nURIs: http://b.example/debian\nSuites: bookworm\nComponents: main\n');
  write('sources.list.d/c.list', 'deb http://c.example/debian bookworm-backports main\n');
  write('sources.list.d/d.list.disabled', 'deb http://d.example/debian bookworm main\n');
  const uris = readAptSources(folder).flatMap((source) => source.uris);
  rmSync(folder, { recursive: true });
  expect(uris).toEqual(['http://a.example/debian', 'http://b.example/debian', 'http://c.example/debian']);
});

test('this machine can be read, whatever it is', () => {
  const machine = readMachine();
  expect(machine.platform).toBe(process.platform);
  for (const device of machine.pciDevices) expect(Number.isInteger(device.classCode)).toBe(true);
});
