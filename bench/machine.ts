/** What a section says of the machine, and the environment that all engines share. */
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GiB, ${operatingSystem()}`;
}

function operatingSystem(): string {
  const kernel = `${type()} ${release()}`;
  try {
    const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? kernel : `${name}, ${kernel}`;
  } catch {
    return kernel;
  }
}

/** Where Debian's and other distributions' Mesa put the manifest of lavapipe. */
const LAVAPIPE = ['/usr/share/vulkan/icd.d/lvp_icd.json', '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json'];

/** The driver that every Vulkan engine is told to use; null leaves each to its own choice. */
export function chooseDriver(given: string | null): string | null {
  if (given === null) return LAVAPIPE.find((path) => existsSync(path)) ?? null;
  if (!existsSync(given)) throw new Error(`there is no Vulkan driver manifest at ${given}`);
  return given;
}

/** Variables for the engines' processes. llama.cpp passes software adapters over unless it is told to take the first. */
export function vulkanEnvironment(driver: string | null): Record<string, string> {
  return driver === null ? {} : { VK_DRIVER_FILES: driver, GGML_VK_VISIBLE_DEVICES: '0' };
}

/** A sentence where the machine was not idle when the measurement began; null where it was. */
export function busyWarning(): string | null {
  const [load = 0] = loadavg();
  return load > 0.5 ? `The machine was not idle: its load was ${load.toFixed(1)} when this part began.` : null;
}
