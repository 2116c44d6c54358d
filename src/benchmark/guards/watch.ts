/** What the policy waits for before a repetition: that nothing voids it, and that who shows the run rests; and whether something voided it. */
import { throwIfCancelled } from '../../foundation/cancel';
import type { Seconds } from '../../foundation/units';
import type { Clock } from '../clock';
import { GUARD_NAMES, ruleOf, type Guard } from './guard';
import type { GuardLog } from './guard-log';

export interface Watch {
  /** Resolves when a repetition may begin. @throws TokamarkError `cancelled` */
  readonly calm: () => Promise<void>;
  /** Resolves when whoever shows the run has drawn what is due, and rests until it hears of the run again. */
  readonly still: () => Promise<void>;
  /** What voids that which was timed between the two moments; null where it counts. */
  readonly voided: (from: Seconds, to: Seconds) => Promise<Guard | null>;
}

/** For what nobody observes. */
export const UNWATCHED: Watch = {
  calm: () => Promise.resolve(),
  still: () => Promise.resolve(),
  voided: () => Promise.resolve(null),
};

export interface WatchOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
  /** The adapter is one. */
  readonly software: boolean;
  readonly onWaiting: (guard: Guard) => void;
  /** Something is timed next. What it gives is waited for, though not for long; left out, nobody shows the run. */
  readonly onTiming?: () => unknown;
  /** Milliseconds for that at most; left out, as long as a page may take to draw. */
  readonly patience?: number;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** A processor that is the adapter is busy with the benchmark itself. */
export const isIgnored = (guard: Guard, software: boolean): boolean => software && guard === 'cpu-pressure';

const POLL_MILLISECONDS = 100;
/** A page that takes longer to draw does not hold the run up. */
const DRAWING_MILLISECONDS = 250;

export function watchOf(log: GuardLog, options: WatchOptions): Watch {
  const { clock, signal, software, onWaiting, onTiming, patience = DRAWING_MILLISECONDS, pause = rest } = options;
  const ignored: ReadonlySet<Guard> = new Set(GUARD_NAMES.filter((guard) => isIgnored(guard, software)));
  return {
    calm: async () => {
      const begin = clock.now();
      for (let guard = log.active(ignored); guard !== null; guard = log.active(ignored)) {
        if (clock.now() - begin >= ruleOf(guard).patience) return;
        throwIfCancelled(signal);
        onWaiting(guard);
        await pause(POLL_MILLISECONDS);
      }
    },
    still: async () => {
      if (onTiming !== undefined) await Promise.race([onTiming(), pause(patience)]);
    },
    voided: async (from, to) => {
      // What an observer has said by now still waits behind this task.
      await pause(0);
      return log.voiding(from, to, ignored);
    },
  };
}

const rest = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
