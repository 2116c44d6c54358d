/**
 * Reads as many windows in every format as the time that is left holds, by what the pieces before took. Pure but for the clock: what
 * loads and reads is given. It ends late by no more than the piece that was begun.
 */
import type { Seconds } from '../../foundation/units';
import type { Clock } from '../clock';

export interface WindowWork {
  readonly formats: number;
  readonly windows: number;
  readonly load: (format: number) => Promise<void>;
  readonly read: (window: number, format: number) => Promise<void>;
  /** All formats have read it: a window counts in all of them or in none. */
  readonly keep: (window: number) => void;
}

/** @param deadline on the clock; null: there is always time. @returns how many windows were read in every format */
export async function readInTime(work: WindowWork, deadline: Seconds | null, clock: Clock): Promise<number> {
  const { formats, windows } = work;
  let longest = 0;
  /** Whether `pieces` more of them end in time. */
  const hasRoom = (pieces: number): boolean => deadline === null || clock.now() + longest * pieces <= deadline;
  const timed = async (piece: () => Promise<void>): Promise<void> => {
    const from = clock.now();
    await piece();
    longest = Math.max(longest, clock.now() - from);
  };
  for (let format = 0; format < formats; format++) {
    if (!hasRoom(formats - format)) return 0;
    await timed(() => work.load(format));
  }
  longest = 0;
  for (let window = 0; window < windows; window++) {
    for (let format = 0; format < formats; format++) {
      if (!hasRoom(formats - format)) return window;
      await timed(() => work.read(window, format));
    }
    work.keep(window);
  }
  return windows;
}
