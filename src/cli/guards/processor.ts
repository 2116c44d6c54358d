/** How busy other programs keep the processor, from what the system and this process have used since the last look. */
import { cpus } from 'node:os';

/** Milliseconds, all cores together, since the machine started; `own` since this process did. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly all: number;
  readonly own: number;
}

/** Of all cores; above it, submits are delayed. */
const BUSY = 0.5;

/** Whether other programs had more than half of the processor between the two looks. */
export function othersAreBusy(before: ProcessorTimes, after: ProcessorTimes): boolean {
  const all = after.all - before.all;
  const others = after.busy - before.busy - (after.own - before.own);
  return all > 0 && others / all > BUSY;
}

export function processorTimes(): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const all = times.reduce((sum, time) => sum + time.user + time.nice + time.sys + time.irq + time.idle, 0);
  return { busy: all - idle, all, own: (user + system) / 1000 };
}
