/** The running clock of the page: whole seconds, so that nothing flickers. Measured times are in report/quantity.ts. */

export function formatWholeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${String(whole)} s`;
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
}
