/** What a section says of the machine, and the environment that all engines share. */
import { existsSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

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

/** Milliseconds that are watched before a part begins. */
const WATCHED = 3000;

/** Of all processors' time: what an idle machine's own services take stays below. */
const BUSY_SHARE = 0.05;

/** A sentence where the machine was not idle just before the measurement began; null where it was. */
export async function busyWarning(): Promise<string | null> {
  const before = processorTimes();
  await new Promise((resolve) => setTimeout(resolve, WATCHED));
  const after = processorTimes();
  const share = (after.busy - before.busy) / (after.total - before.total);
  if (!(share > BUSY_SHARE)) return null;
  return `The machine was not idle: other work took ${Math.round(100 * share)} % of its processors just before this part began.`;
}

/** Milliseconds of all processors since the machine started. */
function processorTimes(): { readonly busy: number; readonly total: number } {
  const all = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = all.reduce((sum, one) => sum + one.busy, 0);
  return { busy, total: busy + all.reduce((sum, one) => sum + one.idle, 0) };
}
