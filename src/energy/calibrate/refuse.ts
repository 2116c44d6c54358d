/** Refusals of a calibration: the field, what was wrong, what to do. The last good calibration is the caller's to keep. */
import { TokamarkError } from '../../foundation/errors';

export function irregular(field: string, message: string, remedy: string): TokamarkError {
  return new TokamarkError({ code: 'energy', message, where: field, remedy });
}

/** What is claimed of a battery or a wall meter: its own steps under 10 %, capacity or scale another 5 to 10 %. */
export const CLAIM = 0.15;
