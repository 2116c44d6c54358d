/** What an instance does by itself now and then, beside answering. Each piece of work keeps other instances out by itself. */

export interface Chore {
  readonly name: string;
  readonly everySeconds: number;
  /** From the start to the first time; left out, it is done at once. */
  readonly afterSeconds?: number;
  /** @param stopping what takes long ends then, and is begun again another time @returns what is worth a line in the log; null: nothing was done */
  readonly work: (stopping: AbortSignal) => Promise<object | null>;
}

interface Told {
  readonly done: (name: string, what: object) => void;
  readonly failed: (name: string, thrown: unknown) => void;
}

export interface Keeper {
  /** Begins nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** At once or after its time, and then again and again, each chore after its last end. */
export function keep(chores: readonly Chore[], { done, failed }: Told): Keeper {
  const stopping = new AbortController();
  const timers = new Map<string, NodeJS.Timeout>();
  const underWay = new Map<string, Promise<void>>();
  const begin = (chore: Chore): void => {
    underWay.set(chore.name, once(chore));
  };
  const once = async ({ name, everySeconds, work }: Chore): Promise<void> => {
    try {
      const what = await work(stopping.signal);
      if (what !== null) done(name, what);
    } catch (thrown) {
      if (!(stopping.signal.aborted && isAbort(thrown))) failed(name, thrown);
    }
    if (!stopping.signal.aborted) beginIn(everySeconds, { name, everySeconds, work });
  };
  const beginIn = (seconds: number, chore: Chore): void => {
    const timer = setTimeout(() => begin(chore), seconds * 1000);
    timer.unref();
    timers.set(chore.name, timer);
  };
  for (const chore of chores) {
    if (chore.afterSeconds === undefined) begin(chore);
    else beginIn(chore.afterSeconds, chore);
  }
  return {
    async stop() {
      stopping.abort();
      timers.forEach((timer) => clearTimeout(timer));
      await Promise.all(underWay.values());
    },
  };
}

const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';
