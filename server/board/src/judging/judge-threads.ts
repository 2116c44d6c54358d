/**
 * Judges in threads: each submission goes to the one that has the fewest, and what it asks of the database is answered here. A thread that
 * ends takes its submissions with it, whose senders hear that something went wrong, and another is started for the next. One that says
 * nothing for too long is ended, so that no document can have it for ever.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TokamarkError } from '../../../../src/foundation/errors';
import type { ChallengeKeys } from '../challenge/sign';
import { ProblemError } from '../problem/problem-error';
import type { Asked, Judged, Questions } from './judging';
import type { Judges } from './judges';
import { fromThreadSchema, type FromThread, type ToThread } from './messages';

/** Each holds some 60 MB. More help only where many send at once, and a database behind them keeps up. */
const MOST_THREADS = 4;
const FEWEST_THREADS = 2;

/** Between what a thread is told of a submission and what it says to that. Judging one takes some 20 ms, and a few others are before it. */
const LONGEST_MS = 10_000;

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
  /** Runs out while the thread has not answered what it was told last. */
  late: ReturnType<typeof setTimeout> | undefined;
}

class JudgeThread {
  isGone = false;
  private readonly underWay = new Map<number, UnderWay>();
  private last = 0;

  constructor(private readonly worker: Worker) {
    worker.on('message', (message: unknown) => this.hear(fromThreadSchema.parse(message)));
    worker.on('error', ({ message }: Error) => this.lose(() => gone(message)));
    worker.on('exit', (code) => this.lose(() => gone(`it ended with ${code}`)));
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
      const one: UnderWay = { questions, resolve, reject, late: undefined };
      this.underWay.set(id, one);
      this.worker.ref();
      this.tell(one, { kind: 'judge', id, asked });
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private say(message: ToThread): void {
    this.worker.postMessage(message);
  }

  /** What it has to answer. */
  private tell(one: UnderWay, message: ToThread): void {
    // While its questions were asked it may have ended.
    if (this.isGone) return;
    one.late = setTimeout(() => this.giveUp(), LONGEST_MS);
    this.say(message);
  }

  private hear(message: FromThread): void {
    const { id } = message;
    const one = this.underWay.get(id);
    if (one === undefined) return;
    clearTimeout(one.late);
    switch (message.kind) {
      case 'heard':
        return this.answer(id, one, async () => {
          this.tell(one, { kind: 'facts', id, facts: await one.questions.heard(message.met) });
        });
      case 'copiedAmong':
        return this.answer(id, one, async () => {
          this.tell(one, { kind: 'copied', id, digests: await one.questions.copiedAmong(message.digests) });
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

  /** Which of its submissions takes so long, only the thread could say. */
  private giveUp(): void {
    this.lose(tooSlow);
    void this.end();
  }

  private lose(why: () => Error): void {
    this.isGone = true;
    for (const { reject, late } of this.underWay.values()) {
      clearTimeout(late);
      reject(why());
    }
    this.underWay.clear();
  }
}

const gone = (details: string): TokamarkError =>
  new TokamarkError({
    ...{ code: 'internal', message: 'The thread that judges runs has ended.', where: '', details },
    remedy: 'Send the same again: a new one is started.',
  });

const tooSlow = (): ProblemError =>
  new ProblemError({
    ...{ status: 503, code: 'too-slow', title: 'The board cannot answer now', retryAfter: 10 },
    detail: `Judging this run, or one beside it, took longer than ${LONGEST_MS / 1000} s. Nothing of this request was stored.`,
    remedy:
      'Send the same request again after the time in Retry-After. If it ends like this again, tell who runs this board its X-Request-Id.',
  });
