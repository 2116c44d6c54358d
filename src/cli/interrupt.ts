/** Ctrl-C and the like: the first signal stops what runs and keeps what it has, the second ends the process. */
import { EXIT, type ExitCode } from './exit-codes';
import type { HostProcess, StopSignal } from './host';

export interface Interruption {
  /** The exit code of the signal that came, or null. */
  readonly code: ExitCode | null;
}

const CODES: Readonly<Record<StopSignal, ExitCode>> = {
  SIGHUP: EXIT.hungUp,
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
};

/** Runs `work`; a signal meanwhile calls `stop` once, with what to tell the person. */
export async function interruptible<T>(
  { onStopSignal, exitNow }: Pick<HostProcess, 'onStopSignal' | 'exitNow'>,
  stop: () => void,
  work: (interruption: Interruption) => Promise<T>,
): Promise<T> {
  let code: ExitCode | null = null;
  const release = onStopSignal((signal) => {
    if (code !== null) {
      exitNow(code);
      return;
    }
    code = CODES[signal];
    stop();
  });
  try {
    return await work({
      get code() {
        return code;
      },
    });
  } finally {
    release();
  }
}
