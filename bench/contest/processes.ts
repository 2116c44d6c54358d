/** Processor time of other processes, where the system tells it (Linux). */
import { readFileSync } from 'node:fs';

/** Of proc(5): a hundredth of a second, whatever the kernel counts in. */
const TICK_MILLISECONDS = 10;
/** Fields 14 and 15 of /proc/PID/stat, counted behind the name, which ends with the last bracket. */
const [USER, SYSTEM] = [11, 12];

/** Those that a run has begun. */
export class Processes {
  private readonly last = new Map<number, number>();

  add(pid: number): void {
    this.last.set(pid, 0);
  }

  /** Milliseconds that all of them have used; of one that has ended, as far as it was seen. */
  time(): number {
    for (const [pid, known] of this.last) this.last.set(pid, Math.max(known, timeOf(pid)));
    return [...this.last.values()].reduce((sum, one) => sum + one, 0);
  }
}

function timeOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MILLISECONDS;
  } catch {
    return 0;
  }
}
