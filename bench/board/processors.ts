/** How much of the processors a process and all below it have had, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Of proc(5): Linux counts in hundredths on all of today's machines. */
const TICKS = 100;

interface Line {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/** `<pid> (<name>) <state> <ppid> …`; the name may hold spaces and brackets. Null where it is no such line. */
export function readStat(text: string): Line | null {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [pid, parent] = [Number.parseInt(text, 10), Number(fields[1])];
  // Its own, of programs and system, and that of its children which have ended.
  const seconds = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / TICKS;
  return [pid, parent, seconds].every(Number.isFinite) ? { pid, parent, seconds } : null;
}

/** Null where the system does not say. */
export function processorSeconds(root: number): number | null {
  const lines = processes();
  if (lines.length === 0) return null;
  const below = new Set([root]);
  // A child has mostly a larger id than its parent, but not always.
  for (let size = 0; size < below.size;) {
    size = below.size;
    for (const { pid, parent } of lines) if (below.has(parent)) below.add(pid);
  }
  return lines.reduce((sum, { pid, seconds }) => sum + (below.has(pid) ? seconds : 0), 0);
}

function processes(): readonly Line[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readLine(`/proc/${name}/stat`) ?? []);
  } catch {
    return [];
  }
}

function readLine(file: string): Line | null {
  try {
    return readStat(readFileSync(file).toString());
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
