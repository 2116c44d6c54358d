/** Runs in the page before its own code: its worker is an engine that plays the run of a laptop's GPU and computes nothing. */
import type { RunEvent } from '../../src/report/run-event';
import { scriptedEngine } from '../../src/page/fixtures/scripted-engine';
import { serve } from '../../src/worker/connect';
import type { Engine } from '../../src/worker/protocol';
import { trueResult } from '../fixtures/true-ids';
import { LAPTOP, laptopResult } from './laptop';

/** Half a run: the page is looked at while it goes on. */
const HALF = 0.5;

const STEPS = [
  { id: 'open', title: 'Open the GPU', weight: 0.05 },
  { id: 'verify', title: 'Check each kernel', weight: 0.2 },
  { id: 'tune', title: 'Find the fastest kernels', weight: 0.2 },
  { id: 'measure', title: 'Measure prefill and decode', weight: 0.4 },
  { id: 'profile', title: 'See where a token’s time goes', weight: 0.1 },
] as const;

/** Stops in the middle until `window.finish` is called. */
const played: Engine = {
  ...scriptedEngine({ description: { ok: true, value: LAPTOP } }),
  run: async (_request, onEvent) => {
    const result = trueResult(laptopResult({ startedAt: new Date().toISOString() }));
    const tell = (event: RunEvent): unknown => onEvent(event);
    tell({ type: 'plan', steps: STEPS, shrunk: [], headline: true, workload: null });
    tell({ type: 'parts', parts: { roofs: result.roofs } });
    for (const entry of result.results) tell({ type: 'sample', entry, final: false });
    for (const story of result.stories) {
      tell({ type: 'text', format: story.format, piece: story.text.slice(0, HALF * story.text.length) });
    }
    tell({ type: 'progress', step: 'measure', fraction: HALF, detail: 'INT4 tg64, repetition 5 of 10' });
    await new Promise<void>((resolve) => (window.finish = resolve));
    return { ok: true, value: result };
  },
};

declare global {
  interface Window {
    finish?: () => void;
  }
}

/** In the page's own thread: nothing is computed in it. */
class PlayedWorker extends EventTarget {
  private readonly port: MessagePort;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    serve(played, port1);
    this.port = port2;
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  override addEventListener(type: string, heard: EventListenerOrEventListenerObject | null): void {
    if (heard !== null) this.port.addEventListener(type, heard);
    this.port.start();
  }

  override removeEventListener(type: string, heard: EventListenerOrEventListenerObject | null): void {
    if (heard !== null) this.port.removeEventListener(type, heard);
  }

  terminate(): void {
    this.port.close();
  }
}

Object.assign(window, { Worker: PlayedWorker });
