/** What the process's exit code says, one for each thing that a script may want to tell apart. */
import type { ErrorCode } from '../foundation/errors';

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  noAdapter: 3,
  /** Measured, and not what the options asked for. */
  notAsAsked: 4,
  /** What was made could not be written where it was asked for. */
  output: 5,
  /** This Node.js is too old (entry/tokamark.cjs). */
  oldNode: 6,
  /** 128 + the signal's number, as shells report a program that a signal ended. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'option') return EXIT.usage;
  if (code === 'output') return EXIT.output;
  if (code === 'no-webgpu' || code === 'no-adapter') return EXIT.noAdapter;
  if (code === 'cancelled') return EXIT.interrupted;
  return EXIT.failed;
}
