/**
 * What set-up needs to know of this machine, read once: operating system, rights, apt's sources, PCI devices, Vulkan drivers.
 * It reads and decides nothing: the decisions, in install-plan.ts, take a Machine as data.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { decodeText } from '../foundation/decode-text';
import { parseDeb822Sources, parseOneLineSources, type AptSource } from './apt-sources';
import type { PciDevice } from './graphics-hardware';

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Whether this process may install packages. */
  readonly root: boolean;
  /** `/etc/os-release`; empty values where there is none. */
  readonly os: OsRelease;
  readonly aptSources: readonly AptSource[];
  readonly pciDevices: readonly PciDevice[];
  /** File names of Vulkan driver manifests. */
  readonly vulkanManifests: readonly string[];
}

export interface OsRelease {
  /** `debian` */
  readonly id: string;
  /** What it derives from, `ubuntu debian`. */
  readonly idLike: string;
  /** `12` */
  readonly version: string;
  /** `bookworm` */
  readonly codename: string;
}

/** Where the Vulkan loader looks for drivers on Linux, but for paths given by environment variables. */
const MANIFEST_FOLDERS = [
  '/etc/vulkan/icd.d',
  '/usr/local/etc/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/usr/share/vulkan/icd.d',
  join(homedir(), '.local/share/vulkan/icd.d'),
];

export function readMachine(): Machine {
  return {
    platform: process.platform,
    root: process.getuid?.() === 0,
    os: parseOsRelease(readText('/etc/os-release')),
    aptSources: readAptSources('/etc/apt'),
    pciDevices: readPciDevices('/sys/bus/pci/devices'),
    vulkanManifests: MANIFEST_FOLDERS.flatMap(list).filter((name) => name.endsWith('.json')),
  };
}

export function parseOsRelease(text: string): OsRelease {
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return {
    id: field('ID'),
    idLike: field('ID_LIKE'),
    version: field('VERSION_ID'),
    codename: field('VERSION_CODENAME'),
  };
}

/** `folder` is apt's own, `/etc/apt`. */
export function readAptSources(folder: string): AptSource[] {
  const parts = join(folder, 'sources.list.d');
  const files = [join(folder, 'sources.list'), ...list(parts).map((name) => join(parts, name))];
  return files.flatMap((file) => {
    if (file.endsWith('.sources')) return parseDeb822Sources(readText(file));
    // apt itself ignores any other ending, such as `.list.disabled`.
    return file.endsWith('.list') ? parseOneLineSources(readText(file)) : [];
  });
}

function readPciDevices(folder: string): PciDevice[] {
  return list(folder).map((address) => {
    const number = (name: string): number => Number(readText(join(folder, address, name)).trim());
    return { address, classCode: number('class'), vendorId: number('vendor'), deviceId: number('device') };
  });
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** A file that cannot be read tells nothing, which is what an empty text says too. */
function readText(file: string): string {
  try {
    return decodeText(readFileSync(file), file);
  } catch {
    return '';
  }
}
