/**
 * The guided battery calibration as a state machine: unplug, let it idle, let it work, each from edge to edge. It is fed events
 * with their time and owns no clock, no listener and no page.
 */
import type { WattHours, Watts } from '../../foundation/energy-units';
import { asTokamarkError, type ErrorData } from '../../foundation/errors';
import type { Seconds } from '../../foundation/units';
import { batteryPower, FEWEST_STEPS, type BatteryEdge } from './battery';

export type BatteryEvent =
  | { readonly type: 'level'; readonly time: Seconds; readonly level: number; readonly charging: boolean }
  /** The page was hidden, the machine slept, or the load stopped. */
  | { readonly type: 'disturbed'; readonly reason: string };

export type BatteryState =
  | { readonly phase: 'plugged'; readonly capacity: WattHours }
  | { readonly phase: 'idle'; readonly capacity: WattHours; readonly edges: readonly BatteryEdge[] }
  | {
      readonly phase: 'load';
      readonly capacity: WattHours;
      readonly idle: Watts;
      readonly edges: readonly BatteryEdge[];
    }
  | { readonly phase: 'done'; readonly idle: Watts; readonly load: Watts }
  | { readonly phase: 'rejected'; readonly error: ErrorData };

export const beginBattery = (capacity: WattHours): BatteryState => ({ phase: 'plugged', capacity });

/** What to tell the person now. */
export function batteryAdvice(state: BatteryState): string {
  const steps = (edges: readonly BatteryEdge[]) => `${Math.max(0, edges.length - 1)} of ${FEWEST_STEPS} steps`;
  switch (state.phase) {
    case 'plugged':
      return 'Unplug the charger and fix the brightness of the screen.';
    case 'idle':
      return `Leave the machine alone: its idle power is being measured (${steps(state.edges)}).`;
    case 'load':
      return `The model runs: its power is being measured (${steps(state.edges)}).`;
    case 'done':
      return 'Done: plug the charger in again.';
    case 'rejected':
      return `${state.error.message} ${state.error.remedy}`;
  }
}

export function stepBattery(state: BatteryState, event: BatteryEvent): BatteryState {
  if (state.phase === 'done' || state.phase === 'rejected') return state;
  if (event.type === 'disturbed') {
    return rejected('edges', `The run was disturbed: ${event.reason}.`, 'Begin again, and keep the page in front.');
  }
  if (event.charging) {
    return state.phase === 'plugged'
      ? state
      : rejected('charging', 'The charger was plugged in.', 'Unplug it and begin again.');
  }
  // The moment of unplugging is no edge: the level stands somewhere between two steps.
  if (state.phase === 'plugged') return { phase: 'idle', capacity: state.capacity, edges: [] };
  const edges = [...state.edges, { time: event.time, level: event.level }];
  if (edges.length <= FEWEST_STEPS) return { ...state, edges };
  try {
    const power = batteryPower({ edges, capacity: state.capacity });
    if (state.phase === 'load') return { phase: 'done', idle: state.idle, load: power };
    // The next step holds the change from idle to load: its end is the first edge under load.
    return { phase: 'load', capacity: state.capacity, idle: power, edges: [] };
  } catch (thrown) {
    return { phase: 'rejected', error: asTokamarkError(thrown).toData() };
  }
}

function rejected(where: string, message: string, remedy: string): BatteryState {
  return { phase: 'rejected', error: { code: 'energy', where, message, remedy } };
}
