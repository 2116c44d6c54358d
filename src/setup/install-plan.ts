/**
 * Decides, for a machine given as data, what has to be installed and whether set-up may install it itself: as root on
 * Debian 12 and 13 it may; anywhere else it gives the command to type. It installs nothing: that is apt-install.ts.
 */

import { backportsSource } from './apt-sources';
import type { Machine } from './machine';

export interface AptInstall {
  readonly packages: readonly string[];
  /** A suite other than the default one, for `apt-get -t`. */
  readonly targetRelease: string | null;
  readonly addSource: { readonly file: string; readonly text: string } | null;
}

export type InstallPlan =
  | { readonly kind: 'install'; readonly apt: AptInstall }
  /** For a person: one sentence of what is needed, and the exact command; empty where there is none to give. */
  | { readonly kind: 'tell'; readonly what: string; readonly command: string };

export type BrowserName = 'chromium' | 'firefox';

const ADAPTER_PACKAGES = ['mesa-vulkan-drivers', 'libvulkan1'];
const OLD_MESA =
  'Debian 12’s own Mesa (22.3) is too old for WebGPU: Mesa’s Vulkan drivers are needed from bookworm-backports.';
const BROWSER_PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' } as const;
/** Without recommended packages neither browser is sure to bring a font, and text without one has no width. */
const FONT_PACKAGE = 'fonts-dejavu-core';
const BACKPORTS_FILE = '/etc/apt/sources.list.d/tokamark-backports.sources';

export function planAdapter(machine: Machine): InstallPlan {
  const { os, platform } = machine;
  if (platform === 'darwin') return tell('WebGPU runs on Metal here, with nothing to install: update macOS.');
  if (platform === 'win32') return tell('WebGPU runs on Direct3D 12 here: install the GPU maker’s current driver.');
  if (os.id === 'debian' && os.version === '12') return planDebian12(machine, OLD_MESA, ADAPTER_PACKAGES);
  const what =
    'A Vulkan driver is needed: Mesa 25 or newer brings a software adapter, and drivers for AMD and Intel GPUs.';
  if (isDebian13(machine)) return debian(machine, what, plainInstall(ADAPTER_PACKAGES));
  if (isLike(machine, 'debian')) return tell(what, aptCommand(plainInstall(ADAPTER_PACKAGES), machine.root));
  if (isLike(machine, 'fedora')) return tell(what, `${sudo(machine)}dnf install mesa-vulkan-drivers vulkan-loader`);
  if (isLike(machine, 'arch')) return tell(what, `${sudo(machine)}pacman -S vulkan-swrast vulkan-icd-loader`);
  return tell(`${what} Install Mesa’s Vulkan drivers and the Vulkan loader with this system’s package manager.`);
}

function planDebian12(machine: Machine, what: string, packages: readonly string[]): InstallPlan {
  const source = backportsSource(machine.aptSources, 'bookworm');
  const apt: AptInstall = {
    packages,
    targetRelease: 'bookworm-backports',
    addSource: source.kind === 'derived' ? { file: BACKPORTS_FILE, text: source.text } : null,
  };
  if (source.kind !== 'unknown') return debian(machine, what, apt);
  const first =
    'apt’s sources name no mirror that holds bookworm: add the suite bookworm-backports to them by hand first.';
  return tell(`${what} ${first}`, aptCommand(apt, machine.root));
}

/** What the tests need to compile for a GPU that is not there (bench/isa): Debian packages that are missing, at least one. */
export function planNullHardware(machine: Machine, missing: readonly string[]): InstallPlan {
  const what = `Compiling for AMD GPUs without one needs the Debian packages ${missing.join(', ')}.`;
  if (machine.os.id === 'debian' && machine.os.version === '12') return planDebian12(machine, what, missing);
  if (isDebian13(machine)) return debian(machine, what, plainInstall(missing));
  return tell(what, isLike(machine, 'debian') ? aptCommand(plainInstall(missing), machine.root) : '');
}

/** What the tests need to recompute results by docs/recompute.py. */
export function planPython(machine: Machine): InstallPlan {
  const what = 'Results are recomputed in the tests by Python 3.';
  const apt = plainInstall(['python3']);
  const known = machine.os.id === 'debian' && (machine.os.version === '12' || isDebian13(machine));
  if (known) return debian(machine, what, apt);
  return tell(what, isLike(machine, 'debian') ? aptCommand(apt, machine.root) : '');
}

/** `missing` is not empty. */
export function planBrowsers(machine: Machine, missing: readonly BrowserName[]): InstallPlan {
  const what = `The browser tests need ${missing.join(' and ')}.`;
  const names = missing.join(' ');
  if (machine.platform === 'darwin') {
    return tell(what, `brew install --cask ${names.replace('chromium', 'google-chrome')}`);
  }
  if (machine.platform === 'win32') {
    const ids = { chromium: 'Google.Chrome', firefox: 'Mozilla.Firefox' };
    return tell(what, missing.map((name) => `winget install --exact --id ${ids[name]}`).join(' && '));
  }
  const packages = [...missing.map((name) => BROWSER_PACKAGES[name]), FONT_PACKAGE];
  if (machine.os.id === 'debian') {
    const apt = plainInstall(packages);
    const known = machine.os.version === '12' || isDebian13(machine);
    return known ? debian(machine, what, apt) : tell(what, aptCommand(apt, machine.root));
  }
  if (isLike(machine, 'ubuntu'))
    return tell(what, missing.map((name) => `${sudo(machine)}snap install ${name}`).join(' && '));
  if (isLike(machine, 'fedora')) return tell(what, `${sudo(machine)}dnf install ${names}`);
  if (isLike(machine, 'arch')) return tell(what, `${sudo(machine)}pacman -S ${names}`);
  return tell(`${what} Install them, or name them in TOKAMARK_CHROMIUM and TOKAMARK_FIREFOX.`);
}

const isDebian13 = ({ os }: Machine): boolean => os.id === 'debian' && os.version === '13';

const isLike = ({ os }: Machine, id: string): boolean => os.id === id || os.idLike.split(' ').includes(id);

const sudo = (machine: Machine): string => (machine.root ? '' : 'sudo ');

const tell = (what: string, command = ''): InstallPlan => ({ kind: 'tell', what, command });

const plainInstall = (packages: readonly string[]): AptInstall => ({ packages, targetRelease: null, addSource: null });

function debian(machine: Machine, what: string, apt: AptInstall): InstallPlan {
  return machine.root ? { kind: 'install', apt } : tell(what, aptCommand(apt, machine.root));
}

/** The whole of an installation as one line for a shell. */
export function aptCommand(apt: AptInstall, root: boolean): string {
  const prefix = root ? '' : 'sudo ';
  const quote = (line: string): string => `'${line.replaceAll("'", `'\\''`)}'`;
  const source =
    apt.addSource === null
      ? []
      : [
          `printf '%s\\n' ${apt.addSource.text.trimEnd().split('\n').map(quote).join(' ')}` +
            ` | ${prefix}tee ${apt.addSource.file}`,
        ];
  return [...source, `${prefix}apt-get update`, `${prefix}apt-get ${installArguments(apt).join(' ')}`].join(' && ');
}

/** What follows `apt-get`. */
export function installArguments(apt: AptInstall): string[] {
  const target = apt.targetRelease === null ? [] : ['-t', apt.targetRelease];
  return ['install', '-y', '--no-install-recommends', ...target, ...apt.packages];
}
