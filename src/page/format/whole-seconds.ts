/** The running clock of the page: whole seconds, so that nothing flickers. Measured times are in report/quantity.ts. */
import { WORDS } from './catalogue/words';

export function formatWholeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return WORDS.seconds(String(whole));
  return WORDS.minutesAndSeconds(String(Math.floor(whole / 60)), String(whole % 60).padStart(2, '0'));
}
