/** What a person has said of a result that is passed on, and what went wrong with it. */
import type { ErrorData } from '../../foundation/errors';

export interface PassOnState {
  /** Null: as the adapter calls itself. What a person wrote stays for the next run. */
  readonly name: string | null;
  /** On the card alone. */
  readonly place: string;
  readonly error: ErrorData | null;
}

export const NOTHING_PASSED: PassOnState = { name: null, place: '', error: null };
