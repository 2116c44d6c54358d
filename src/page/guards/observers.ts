/**
 * What the page sees of the place it runs in: whether its tab is in front, how busy the processor is, whether it runs on a
 * battery. Says only that something began or is over; what follows is the engine's matter (benchmark/guards).
 */
import type { GuardNotice } from '../../benchmark/guards/guard';
import { watchBattery } from '../dom/battery';

type Notice = (notice: GuardNotice) => void;

/** Each is watched where the browser has it, for as long as the page lives. */
export function observePage(notice: Notice): void {
  const sayHidden = () => notice({ guard: 'hidden-tab', active: document.visibilityState === 'hidden' });
  document.addEventListener('visibilitychange', sayHidden);
  sayHidden();
  void observePressure(notice).catch(() => undefined);
  void watchBattery(({ charging }) => notice({ guard: 'battery', active: !charging })).catch(() => undefined);
}

declare global {
  /** What is used of the Compute Pressure API, which only Chromium has and TypeScript does not know. */
  interface Window {
    readonly PressureObserver?: new (callback: (records: readonly { readonly state: string }[]) => void) => {
      observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
    };
  }
}

const PRESSURE_MILLISECONDS = 1000;

async function observePressure(notice: Notice): Promise<void> {
  if (window.PressureObserver === undefined) return;
  const observer = new window.PressureObserver((records) => {
    const state = records.at(-1)?.state;
    notice({ guard: 'cpu-pressure', active: state === 'serious' || state === 'critical' });
  });
  await observer.observe('cpu', { sampleInterval: PRESSURE_MILLISECONDS });
}
