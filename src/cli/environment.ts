/** What a result records of the process that made it: Node, Dawn and the operating system. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { release, type } from 'node:os';
import { z } from 'zod';
import { decodeText } from '../foundation/decode-text';
import type { Environment } from '../report/schema';

export function nodeEnvironment(clockResolutionSeconds: number): Environment {
  return {
    runtime: 'node',
    name: 'Node.js',
    version: process.versions.node,
    dawn: dawnVersion(),
    operatingSystem: operatingSystem(),
    // Isolation is a page's matter; what it would give, a fine clock, a process always has.
    crossOriginIsolated: true,
    clockResolutionSeconds,
  };
}

function dawnVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('webgpu/package.json');
  return z.object({ version: z.string() }).parse(manifest).version;
}

/** `Debian GNU/Linux 12 (bookworm), Linux 6.18`, or what the system calls itself where there is no os-release. */
function operatingSystem(): string {
  const kernel = `${type()} ${release()}`;
  const distribution = prettyName();
  return distribution === '' ? kernel : `${distribution}, ${kernel}`;
}

function prettyName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(decodeText(readFileSync('/etc/os-release'), 'os-release'))?.[1] ?? '';
  } catch {
    return '';
  }
}
