/** Processor time of other processes, where the system tells it (Linux). */
import { readFileSync } from 'node:fs';

/** Of proc(5): a hundredth of a second, whatever the kernel counts in. */
const TICK_MILLISECONDS = 10;
/** Fields 14 and 15 of /proc/PID/stat, counted behind the name, which ends with the last bracket. */
const [USER, SYSTEM] = [11, 12];

/** Milliseconds that all of them have used since they began; 0 for one that has ended. */
export const processesTime = (pids: Iterable<number>): number => [...pids].reduce((sum, pid) => sum + timeOf(pid), 0);

function timeOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MILLISECONDS;
  } catch {
    return 0;
  }
}
