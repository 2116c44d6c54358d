/** One line of a test's own output: measured figures, which a passing test would otherwise keep to itself. */
export function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
