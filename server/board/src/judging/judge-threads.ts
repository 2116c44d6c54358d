/**
 * Judges in threads: each submission goes to the one that has the fewest, and what it asks of the database is answered here. A thread that
 * ends takes its submissions with it, whose senders hear that something went wrong, and another is started for the next.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TokamarkError } from '../../../../src/foundation/errors';
import type { ChallengeKeys } from '../challenge/sign';
import type { Asked, Judged, Questions } from './judging';
import type { Judges } from './judges';
import { fromThreadSchema, type FromThread, type ToThread } from './messages';

/** Each holds some 60 MB. More help only where many send at once, and a database behind them keeps up. */
const MOST_THREADS = 4;
const FEWEST_THREADS = 2;

/** @param thread the bundle of judge-thread.ts @param count how many there are at most */
export function judgesInThreads(
  keys: ChallengeKeys,
  thread = new URL('./judge-thread.mjs', import.meta.url),
  count = Math.min(MOST_THREADS, Math.max(FEWEST_THREADS, availableParallelism())),
): Judges {
  const start = (): JudgeThread => new JudgeThread(new Worker(thread, { workerData: { keys } }));
  const threads = Array.from({ length: count }, start);
  let isOver = false;
  const free = (): JudgeThread => {
    for (const [i, one] of threads.entries()) if (one.isGone && !isOver) threads[i] = start();
    return threads.reduce((best, one) => (one.load < best.load ? one : best));
  };
  return {
    judge: (asked, questions) => free().judge(asked, questions),
    dispose: async () => {
      isOver = true;
      await Promise.all(threads.map((one) => one.end()));
    },
  };
}

interface UnderWay {
  readonly questions: Questions;
  readonly resolve: (judged: Judged | null) => void;
  readonly reject: (error: unknown) => void;
}

class JudgeThread {
  isGone = false;
  private readonly underWay = new Map<number, UnderWay>();
  private last = 0;

  constructor(private readonly worker: Worker) {
    worker.on('message', (message: unknown) => this.hear(fromThreadSchema.parse(message)));
    worker.on('error', ({ message }: Error) => this.lose(message));
    worker.on('exit', (code) => this.lose(`it ended with ${code}`));
    // A thread that has nothing to do keeps no program from its end.
    worker.unref();
  }

  get load(): number {
    return this.underWay.size;
  }

  judge(asked: Asked, questions: Questions): Promise<Judged | null> {
    if (this.isGone) return Promise.reject(gone('it was ended'));
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.underWay.set(id, { questions, resolve, reject });
      this.worker.ref();
      this.say({ kind: 'judge', id, asked });
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private say(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private hear(message: FromThread): void {
    const { id } = message;
    const one = this.underWay.get(id);
    if (one === undefined) return;
    switch (message.kind) {
      case 'heard':
        return this.answer(id, one, async () => {
          this.say({ kind: 'facts', id, facts: await one.questions.heard(message.met) });
        });
      case 'copiedAmong':
        return this.answer(id, one, async () => {
          this.say({ kind: 'copied', id, digests: await one.questions.copiedAmong(message.digests) });
        });
      case 'judged':
        this.finish(id);
        return one.resolve(message.judged);
      case 'failed':
        this.finish(id);
        return one.reject(new TokamarkError(message.error));
    }
  }

  /** Whoever sent it hears what went wrong with a question; the thread need not. */
  private answer(id: number, { reject }: UnderWay, work: () => Promise<void>): void {
    work().catch((thrown: unknown) => {
      this.finish(id);
      this.say({ kind: 'drop', id });
      reject(thrown);
    });
  }

  private finish(id: number): void {
    this.underWay.delete(id);
    if (this.underWay.size === 0) this.worker.unref();
  }

  private lose(why: string): void {
    this.isGone = true;
    for (const { reject } of this.underWay.values()) reject(gone(why));
    this.underWay.clear();
  }
}

const gone = (details: string): TokamarkError =>
  new TokamarkError({
    ...{ code: 'internal', message: 'The thread that judges runs has ended.', where: '', details },
    remedy: 'Send the same again: a new one is started.',
  });
