/** The browser's battery, which only Chromium tells of: its level and charger, and each change of them. */

export interface BatteryReading {
  readonly level: number;
  readonly charging: boolean;
}

interface Battery extends EventTarget, BatteryReading {}

export const hasBatteryApi = (): boolean => hasBattery(navigator);

/** @returns a way to stop; null where the browser does not say */
export async function watchBattery(tell: (reading: BatteryReading) => void): Promise<(() => void) | null> {
  if (!hasBattery(navigator)) return null;
  const battery = await navigator.getBattery();
  if (!isBattery(battery)) return null;
  const changed = (): void => tell({ level: battery.level, charging: battery.charging });
  const events = ['levelchange', 'chargingchange'];
  for (const name of events) battery.addEventListener(name, changed);
  changed();
  return () => {
    for (const name of events) battery.removeEventListener(name, changed);
  };
}

const hasBattery = (value: object): value is { getBattery: () => Promise<unknown> } =>
  'getBattery' in value && typeof value.getBattery === 'function';

const isBattery = (value: unknown): value is Battery =>
  value instanceof EventTarget &&
  'level' in value &&
  typeof value.level === 'number' &&
  'charging' in value &&
  typeof value.charging === 'boolean';
