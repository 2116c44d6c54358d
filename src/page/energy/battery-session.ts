/**
 * A battery calibration beside the benchmark's runs: which edges count, given what ran meanwhile. Fed events with their time; no
 * clock, no listener, no element. The flow itself is in energy/calibrate/battery-flow.ts.
 */
import { checkCapacity, FEWEST_STEPS } from '../../energy/calibrate/battery';
import { batteryAdvice, beginBattery, stepBattery, type BatteryState } from '../../energy/calibrate/battery-flow';
import type { WattHours } from '../../foundation/energy-units';
import { seconds, type Seconds } from '../../foundation/units';
import { BATTERY_WORDS } from './catalogue/battery-words';

export interface BatterySession {
  readonly flow: BatteryState;
  /** Whether the benchmark runs now. */
  readonly busy: boolean;
  /** When the last run ended; null while one runs, and before the first. */
  readonly pausedAt: Seconds | null;
}

export type SessionEvent =
  | { readonly type: 'level'; readonly time: Seconds; readonly level: number; readonly charging: boolean }
  | { readonly type: 'busy'; readonly time: Seconds; readonly busy: boolean }
  | { readonly type: 'hidden' };

/** A run may be started again, but the machine must not come to rest between two. */
const LONGEST_PAUSE: Seconds = seconds(10);

/** @throws TokamarkError `energy` for a capacity that no battery has. */
export function beginSession(capacity: WattHours, busy: boolean): BatterySession {
  checkCapacity(capacity);
  return { flow: beginBattery(capacity), busy, pausedAt: null };
}

export function stepSession(session: BatterySession, event: SessionEvent): BatterySession {
  const { flow } = session;
  switch (event.type) {
    case 'hidden':
      return disturbed(session, BATTERY_WORDS.hidden);
    case 'busy':
      return ranOrEnded(session, event.busy, event.time);
    case 'level': {
      if (flow.phase === 'idle' || flow.phase === 'load') {
        // Told again without a change: no edge.
        if (!event.charging && flow.edges.at(-1)?.level === event.level) return session;
      }
      if (flow.phase === 'load' && !session.busy && !event.charging) {
        return flow.edges.length === 0 ? session : disturbed(session, BATTERY_WORDS.nothingRan);
      }
      return checkedIdle({ ...session, flow: stepBattery(flow, event) });
    }
  }
}

function ranOrEnded(session: BatterySession, busy: boolean, time: Seconds): BatterySession {
  if (busy === session.busy) return session;
  const { flow, pausedAt } = session;
  const next = { ...session, busy, pausedAt: busy ? null : time };
  const paused = busy && pausedAt !== null ? time - pausedAt : 0;
  if (flow.phase === 'load' && flow.edges.length > 0 && paused > LONGEST_PAUSE) {
    return disturbed(next, BATTERY_WORDS.nothingRanFor(paused.toFixed(0)));
  }
  return checkedIdle(next);
}

const checkedIdle = (session: BatterySession): BatterySession =>
  session.flow.phase === 'idle' && session.busy ? disturbed(session, BATTERY_WORDS.ran) : session;

const disturbed = (session: BatterySession, reason: string): BatterySession =>
  // Nothing is read yet that could be disturbed.
  session.flow.phase === 'plugged'
    ? session
    : { ...session, flow: stepBattery(session.flow, { type: 'disturbed', reason }) };

export function sessionAdvice({ flow, busy }: BatterySession): string {
  const advice = batteryAdvice(flow);
  if (flow.phase !== 'load' || busy) return advice;
  return BATTERY_WORDS.runNow(flow.idle.toFixed(1));
}

/** Steps read, of all that are needed in both halves. */
export function sessionProgress({ flow }: BatterySession): { readonly done: number; readonly of: number } {
  const each = FEWEST_STEPS;
  const steps = (edges: readonly unknown[]): number => Math.max(0, edges.length - 1);
  const done = { plugged: 0, idle: 0, load: each, done: 2 * each, rejected: 0 }[flow.phase];
  return { done: done + ('edges' in flow ? steps(flow.edges) : 0), of: 2 * each };
}
