/** What the board writes down of itself: JSON lines without addresses, names of browsers, queries or bodies of anybody who asks. */
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** @param to standard output where nothing else is said */
export const createLog = (level: string, to?: DestinationStream): Log => {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return to === undefined ? pino(options) : pino(options, to);
};

/** Of an error, for the operator. Not all that hangs on it: a driver's error also has the values of a row. */
export function errorFacts(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {};
  // A database's classes 22 and 23 quote the value that they refuse, which somebody has sent.
  if (/^2[23][0-9A-Z]{3}$/.test(code.code ?? ''))
    return { error: thrown.name, message: 'a value was refused', ...code };
  const { name, message, stack } = thrown;
  const cause = thrown.cause instanceof Error ? { cause: `${thrown.cause.name}: ${thrown.cause.message}` } : {};
  return { error: name, message, ...code, ...cause, stack };
}
