/** A time that nobody has measured yet, in words as rough as it is. The clock of a run that goes on is in whole-seconds.ts. */

export function roughTime(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 1.5) return 'about a minute';
  if (minutes < 10) return `about ${Math.round(minutes)} minutes`;
  if (minutes < 57.5) return `about ${5 * Math.round(minutes / 5)} minutes`;
  const hours = minutes / 60;
  if (hours < 1.25) return 'about an hour';
  return hours < 10 ? `about ${Number((Math.round(2 * hours) / 2).toFixed(1))} hours` : 'more than 10 hours';
}
