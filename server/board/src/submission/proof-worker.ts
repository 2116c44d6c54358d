/**
 * Checks the proofs of runs that are stored, one after the other, and ranks or quarantines each then. A check takes a processor a quarter
 * of a second, so it is nothing that a sender waits for. What waits is in the database: one of the instances takes it, once, and what one has
 * taken and not settled, because it was stopped, another takes up.
 */
import type { ProofFormat } from '../contract/proof';
import type { Database } from '../database/open';
import { withRetries } from '../database/with-retries';
import type { ProofVerdict } from '../gates/gate';
import { settleRun, takeProof } from './proof-queue';

/** `untested`: it cannot be checked now. */
export type CheckProof = (
  proof: { readonly format: ProofFormat; readonly seed: number },
  tokens: readonly number[],
) => Promise<ProofVerdict>;

export interface ProofWorker {
  /** From now on it also looks by itself, for what others have left. */
  start(): void;
  /** Looks now. */
  wake(): void;
  /** For whoever has just stored that run. @returns whether it may be settled; false after that time, and at once where others wait before it */
  soon(run: string, ms: number): Promise<boolean>;
  /** Resolves when nothing is left that can be settled now. */
  idle(): Promise<void>;
  /** Begins nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly check: CheckProof;
  /** Told what the operator should know. */
  readonly note: (thrown: unknown) => void;
  /** Told when a run may have another state. */
  readonly changed?: () => void;
}

interface Waiting {
  readonly run: string;
  readonly resolve: (isSettled: boolean) => void;
  readonly late: NodeJS.Timeout;
}

const LOOK_MS = 5000;
/** Runs of this process that wait: behind more of them nobody stands with a request open. */
const FEW = 2;

export function proofWorker({ database, check, note, changed }: Parts): ProofWorker {
  let working: Promise<void> | null = null;
  let isAsked = false;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Set<Waiting>();

  const tell = (whom: Waiting, isSettled: boolean): void => {
    waiting.delete(whom);
    clearTimeout(whom.late);
    whom.resolve(isSettled);
  };
  const tellAll = (is: (whom: Waiting) => boolean): void => [...waiting].filter(is).forEach((whom) => tell(whom, true));
  const one = async (): Promise<boolean> => {
    if (isStopping) return false;
    const taken = await takeProof(database);
    if (taken === null) return false;
    const { run, format, seed, tokens } = taken;
    try {
      const verdict = await check({ format, seed }, tokens);
      if (verdict !== 'untested') await withRetries(() => settleRun(database, run, verdict));
    } catch (thrown) {
      // It is taken again after a while, and after a longer while the next time.
      note(thrown);
    }
    changed?.();
    tellAll((whom) => whom.run === run);
    return true;
  };
  const isAskedAgain = (): boolean => {
    const was = isAsked;
    isAsked = false;
    return was;
  };
  const work = async (): Promise<void> => {
    try {
      while (isAskedAgain()) while (await one());
    } catch (thrown) {
      note(thrown);
    }
    working = null;
    tellAll(() => true);
  };
  const wake = (): void => {
    isAsked = true;
    if (working === null && !isStopping) working = work();
  };
  return {
    wake,
    start: () => {
      wake();
      timer = setInterval(wake, LOOK_MS);
      timer.unref();
    },
    soon: (run, ms) => {
      wake();
      if (waiting.size >= FEW) return Promise.resolve(false);
      return new Promise((resolve) => {
        const whom: Waiting = { run, resolve, late: setTimeout(() => tell(whom, false), ms) };
        waiting.add(whom);
      });
    },
    idle: async () => {
      while (working !== null) await working;
    },
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await working;
    },
  };
}
