/** Whether this machine runs on its battery, as Linux says it in /sys/class/power_supply; elsewhere nobody is asked. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextFile, type TextKind } from '../read-text';

const STATE: TextKind = { most: 4096, absent: 'internal', code: 'internal', option: null, remedy: '' };

/** False also where there is none, or the system does not say. */
export async function onBattery(folder = '/sys/class/power_supply'): Promise<boolean> {
  const supplies = await readdir(folder).catch(() => []);
  const read = async (supply: string, name: string): Promise<string> =>
    (await readTextFile(join(folder, supply, name), STATE).catch(() => '')).trim();
  for (const supply of supplies) {
    // A mouse has a battery too; its scope says so.
    const device = (await read(supply, 'scope')) === 'Device';
    if (!device && (await read(supply, 'type')) === 'Battery' && (await read(supply, 'status')) === 'Discharging') {
      return true;
    }
  }
  return false;
}
