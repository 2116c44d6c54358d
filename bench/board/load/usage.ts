/** How many processors each side of a load took meanwhile. */
import { processorSeconds } from '../processors';
import type { Place } from '../places';
import type { ServerProcess } from '../server-process';

/** Head of the column. */
export const PROCESSORS = 'processors: client, board, database';

/** Called at the beginning and, what it returned, at the end. */
export type Usage = () => (seconds: number) => string;

/** PGlite is in the board's process. */
export function usageOf(server: ServerProcess, { server: postgres }: Place): Usage {
  const now = (): readonly number[] =>
    [process.pid, server.pid, postgres?.pid() ?? 0].map((pid) => (pid === 0 ? NaN : (processorSeconds(pid) ?? NaN)));
  return () => {
    // Below the client are the two others.
    const [all = 0, board = 0, database = NaN] = now();
    return (seconds) => {
      const [allNow = 0, boardNow = 0, databaseNow = NaN] = now();
      const below = [boardNow - board, databaseNow - database];
      const own = allNow - all - below.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0);
      return [own, ...below].map((one) => (Number.isNaN(one) ? 'in it' : (one / seconds).toFixed(2))).join(', ');
    };
  };
}
