/** The browser's battery, which only Chromium tells of and TypeScript does not know: its level and charger, and each change. */

export interface BatteryReading {
  readonly level: number;
  readonly charging: boolean;
}

declare global {
  interface Navigator {
    readonly getBattery?: () => Promise<EventTarget & BatteryReading>;
  }
}

export const hasBatteryApi = (): boolean => navigator.getBattery !== undefined;

/** @returns a way to stop; null where the browser does not say */
export async function watchBattery(tell: (reading: BatteryReading) => void): Promise<(() => void) | null> {
  const battery = await navigator.getBattery?.();
  if (battery === undefined) return null;
  const watching = new AbortController();
  const changed = (): void => tell({ level: battery.level, charging: battery.charging });
  for (const name of ['levelchange', 'chargingchange']) {
    battery.addEventListener(name, changed, { signal: watching.signal });
  }
  changed();
  return () => watching.abort();
}
