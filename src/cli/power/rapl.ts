/**
 * The processor's own counter of energy, by package (RAPL), as Linux shows it under /sys/class/powercap. It sees the cores, the caches and
 * a GPU in the same package, and nothing else.
 */
import { join } from 'node:path';
import type { Instrument } from '../../report/schema/power';
import { JUDGED, type Found, type PowerSystem } from './instrument';
import { isForbidden, names, number, problemOf, text } from './sysfs';

const MICRO = 1e-6;

/** A counter in steps of its own that begins again at 0 after `most`. */
export class Unwrapped {
  private last: number | null = null;
  private sum = 0;

  /** @param most the largest value that it shows */
  constructor(private readonly most: number) {}

  /** What it has grown by since the first call. */
  add(value: number): number {
    const before = this.last ?? value;
    this.sum += value >= before ? value - before : value + this.most - before;
    this.last = value;
    return this.sum;
  }
}

/** @param boundary `package` where a GPU in the package does the work, `cpu` where the processor does it alone */
export function rapl({ sys }: PowerSystem, boundary: 'package' | 'cpu'): Found {
  const folder = join(sys, 'class', 'powercap');
  const packages = names(folder, /^intel-rapl:\d+$/).filter((name) => isPackage(join(folder, name)));
  if (packages.length === 0) {
    return {
      reason: 'This system shows no counter of its processor’s energy (RAPL).',
      remedy:
        'Linux on an Intel or AMD processor has one, except in most virtual machines: load its module (sudo modprobe intel_rapl_msr).',
    };
  }
  const files = packages.map((name) => join(folder, name, 'energy_uj'));
  const problem = files.map(problemOf).find((one) => one !== null) ?? null;
  if (problem !== null) {
    return {
      reason: `The counter of the processor’s energy (RAPL) cannot be read (${problem}).`,
      remedy: isForbidden(problem)
        ? `Linux keeps it from users: sudo chmod a+r ${files.join(' ')} lets every program read it until the machine restarts; then run again.`
        : 'Run again; if it stays, this machine has no such counter.',
    };
  }
  const counters = packages.map((name, i) => {
    const most = Number(text(folder, name, 'max_energy_range_uj') ?? '');
    return { file: files[i] ?? '', counter: new Unwrapped(most > 0 ? most : 2 ** 32) };
  });
  return {
    instrument: instrumentOf(boundary, packages.length),
    source: {
      kind: 'polled',
      read: () => counters.reduce((sum, { file, counter }) => sum + counter.add(number(file)) * MICRO, 0),
    },
  };
}

/** `psys` is a whole platform, and parts of a package have names of their own. */
const isPackage = (folder: string): boolean => text(folder, 'name')?.startsWith('package') === true;

const instrumentOf = (boundary: 'package' | 'cpu', packages: number): Instrument => ({
  name: `RAPL, energy of the processor’s ${packages === 1 ? 'package' : `${packages} packages`}`,
  reads: 'joules',
  boundary,
  intervalSeconds: 0.05,
  averagesOver: 0,
  accuracy: JUDGED,
  notes: [
    'RAPL counts the processor’s package: cores, caches and a GPU inside it, with whatever else they do meanwhile.',
    'It does not see a graphics card, main memory, the screen, or the power supply’s loss.',
    'Its maker states no accuracy: 10 % is a judgement.',
  ],
});
