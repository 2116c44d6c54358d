/** How a person measures the power of this machine: what they typed in, how far the battery is, and what is wrong with which way. Pure. */
import type { ErrorData } from '../../foundation/errors';
import { stepSession, type BatterySession, type SessionEvent } from './battery-session';

export type MeasureField =
  | 'meter-idle-watts'
  | 'meter-idle-seconds'
  | 'meter-way'
  | 'meter-format'
  | 'meter-load-watts'
  | 'meter-load-seconds'
  | 'meter-from'
  | 'meter-to'
  | 'meter-minutes'
  | 'battery-capacity'
  | 'battery-format';

export type MeasureWay = 'meter' | 'battery' | 'file';

export interface MeasureState {
  /** By field; an empty one says nothing. */
  readonly typed: Readonly<Partial<Record<MeasureField, string>>>;
  /** Null: none has begun, or it was stopped. */
  readonly session: BatterySession | null;
  readonly wrong: Readonly<Partial<Record<MeasureWay, ErrorData | null>>>;
}

export type MeasureEvent =
  | { readonly type: 'typed'; readonly field: MeasureField; readonly value: string }
  /** It begins, or null: it is stopped. */
  | { readonly type: 'session'; readonly session: BatterySession | null }
  /** What is heard while it goes on. */
  | { readonly type: 'heard'; readonly event: SessionEvent }
  | { readonly type: 'wrong'; readonly way: MeasureWay; readonly error: ErrorData | null };

export const NOTHING_MEASURED: MeasureState = { typed: {}, session: null, wrong: {} };

export function reduceMeasure(state: MeasureState, event: MeasureEvent): MeasureState {
  switch (event.type) {
    case 'typed':
      return { ...state, typed: { ...state.typed, [event.field]: event.value } };
    case 'session':
      return { ...state, session: event.session };
    case 'heard':
      return state.session === null ? state : { ...state, session: stepSession(state.session, event.event) };
    case 'wrong':
      return { ...state, wrong: { ...state.wrong, [event.way]: event.error } };
  }
}

/** Whether the battery is being read. */
export const goesOn = (session: BatterySession | null): boolean =>
  session !== null && session.flow.phase !== 'done' && session.flow.phase !== 'rejected';
