/**
 * What the page sees of the place it runs in: whether its tab is in front, how busy the processor is, whether it runs on a
 * battery. Says only that something began or is over; what follows is the engine's matter (benchmark/guards).
 */
import type { GuardNotice } from '../../benchmark/guards/guard';

type Notice = (notice: GuardNotice) => void;

/** Each is watched where the browser has it, for as long as the page lives. */
export function observePage(notice: Notice): void {
  observeVisibility(notice);
  void observePressure(notice).catch(() => undefined);
  void observeBattery(notice).catch(() => undefined);
}

function observeVisibility(notice: Notice): void {
  const say = () => notice({ guard: 'hidden-tab', active: document.visibilityState === 'hidden' });
  document.addEventListener('visibilitychange', say);
  say();
}

/** What is used of the Compute Pressure API, which only Chromium has and TypeScript does not know. */
interface PressureRecord {
  readonly state: 'nominal' | 'fair' | 'serious' | 'critical';
}
type PressureObserverType = new (callback: (records: readonly PressureRecord[]) => void) => {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
};

const PRESSURE_MILLISECONDS = 1000;

async function observePressure(notice: Notice): Promise<void> {
  const observerType = pressureObserver();
  if (observerType === null) return;
  const observer = new observerType((records) => {
    const state = records.at(-1)?.state;
    notice({ guard: 'cpu-pressure', active: state === 'serious' || state === 'critical' });
  });
  await observer.observe('cpu', { sampleInterval: PRESSURE_MILLISECONDS });
}

function pressureObserver(): PressureObserverType | null {
  return 'PressureObserver' in window && isPressureObserver(window.PressureObserver) ? window.PressureObserver : null;
}

const isPressureObserver = (value: unknown): value is PressureObserverType => typeof value === 'function';

/** What is used of the Battery Status API, which only Chromium has. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

async function observeBattery(notice: Notice): Promise<void> {
  if (!hasBattery(navigator)) return;
  const battery = await navigator.getBattery();
  if (!isBattery(battery)) return;
  const say = () => notice({ guard: 'battery', active: !battery.charging });
  battery.addEventListener('chargingchange', say);
  say();
}

const hasBattery = (value: object): value is { getBattery: () => Promise<unknown> } =>
  'getBattery' in value && typeof value.getBattery === 'function';

const isBattery = (value: unknown): value is Battery =>
  value instanceof EventTarget && 'charging' in value && typeof value.charging === 'boolean';
