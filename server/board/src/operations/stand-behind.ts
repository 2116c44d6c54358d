/** A thread that lets the others of its program go first. */
import { getPriority, setPriority } from 'node:os';

const LAST = 19;

/** From where it stands: nobody but root may step forward. Linux has a priority for each thread; elsewhere it would be the whole program's. */
export function standBehind(steps: number): void {
  if (process.platform === 'linux') setPriority(Math.min(LAST, getPriority() + steps));
}
