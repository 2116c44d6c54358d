/** A time that nobody has measured yet, in words as rough as it is. The clock of a run that goes on is in whole-seconds.ts. */
import { WORDS } from './catalogue/words';

export function roughTime(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 1.5) return WORDS.minute;
  if (minutes < 10) return WORDS.minutes(String(Math.round(minutes)));
  if (minutes < 57.5) return WORDS.minutes(String(5 * Math.round(minutes / 5)));
  const hours = minutes / 60;
  if (hours < 1.25) return WORDS.hour;
  return hours < 10 ? WORDS.hours(String(Number((Math.round(2 * hours) / 2).toFixed(1)))) : WORDS.longer('10');
}
