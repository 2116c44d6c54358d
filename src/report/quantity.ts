/** Sizes, counts and durations as a person reads them, in llama-bench's units. Not measured figures (see digits.ts). */

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const DECIMAL = ['', ' K', ' M', ' B', ' T'] as const;

function scaleDown(value: number, step: number, units: readonly string[]): { value: number; unit: string } {
  let scaledValue = value;
  let index = 0;
  while (index < units.length - 1 && scaledValue >= step) {
    scaledValue /= step;
    index += 1;
  }
  return { value: scaledValue, unit: units[index] ?? '' };
}

/** Three significant digits, and whole numbers from 100 on. */
function three(value: number): string {
  if (value === 0) return '0';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** `256 MiB`: powers of 1024, as memory is sold and limits are set. */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes.toFixed(0)} B`;
  const { value, unit } = scaleDown(bytes, 1024, BINARY);
  return `${three(value)} ${unit}`;
}

/** `135 M` parameters: powers of 1000. */
export function showCount(count: number): string {
  if (count < 1000) return count.toFixed(0);
  const { value, unit } = scaleDown(count, 1000, DECIMAL);
  return `${three(value)}${unit}`;
}

/** `1.25 ms`, `840 µs`, `12.3 s`, `2 min 5 s`. */
export function showSeconds(seconds: number): string {
  if (seconds >= 120) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
  if (seconds >= 1) return `${three(seconds)} s`;
  if (seconds >= 1e-3) return `${three(seconds * 1e3)} ms`;
  return `${three(seconds * 1e6)} µs`;
}
