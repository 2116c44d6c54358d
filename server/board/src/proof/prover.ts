/**
 * Checks that a device has run Fable: it continued a prompt of the server's own, in a format of the server's choice, as Fable would. The
 * arithmetic runs in a thread of its own, one check after the other, so that the server answers others meanwhile.
 *
 * What it shows: somebody ran the model, for this very challenge, in this format or in one that is not told from it. FP16 and INT8 mostly
 * write the same tokens, and so do INT4 and W4A8; a challenge in W4A8 takes most of all four (measured.json). What it does not show: on
 * which device, or how fast. A forger with a processor can run Fable too.
 */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { deltaOf, MEASURED } from './allowed';
import type { ProofFormat } from '../contract/proof';
import { malformed, verdictOf, type Verdict } from './verdict';

export interface ProofAsked {
  readonly format: ProofFormat;
  /** uint32 */
  readonly seed: number;
}

export interface Prover {
  /** @throws TokamarkError `internal` where the thread ended meanwhile: the next check starts another */
  readonly check: (asked: ProofAsked, tokens: readonly number[]) => Promise<Verdict>;
  readonly dispose: () => Promise<void>;
}

const answerSchema = z.object({
  id: z.number(),
  // A gap of broken weights may be NaN, which is for the verdict to refuse.
  gaps: z.array(z.number().or(z.nan())).optional(),
  error: z.string().optional(),
});

/**
 * Resolves when the weights are ready in every format.
 * @param modelFolder Fable's
 * @param thread the bundle of prover-thread.ts
 * @param nice how far behind others it stands, where a system has that for a thread
 * @throws TokamarkError `weights` for other weights than δ was measured with, or none
 */
export async function createProver(
  modelFolder: string,
  thread = new URL('./prover-thread.mjs', import.meta.url),
  nice = 0,
): Promise<Prover> {
  const start = (): Promise<ProverThread> => ProverThread.start(thread, { modelFolder, nice });
  let running: Promise<ProverThread> = start();
  await running;
  let isOver = false;
  const gaps = async (asked: ProofAsked, tokens: readonly number[]): Promise<readonly number[]> => {
    const before = running;
    const thread = await before.catch(() => null);
    // Whoever comes first starts another.
    if (!isOver && (thread === null || thread.isGone) && running === before) running = start();
    return (await running).ask(asked, tokens);
  };
  return {
    check: async (asked, tokens) => {
      const delta = deltaOf(asked.format);
      const refused = malformed(tokens, delta);
      return refused ?? verdictOf(await gaps(asked, tokens), delta);
    },
    dispose: async () => {
      isOver = true;
      await running.then((thread) => thread.end()).catch(() => undefined);
    },
  };
}

interface Caller {
  readonly resolve: (gaps: readonly number[]) => void;
  readonly reject: (error: TokamarkError) => void;
}

class ProverThread {
  isGone = false;
  private readonly callers = new Map<number, Caller>();
  private last = 0;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (message: unknown) => {
      const { id, gaps, error } = answerSchema.parse(message);
      const caller = this.callers.get(id);
      this.callers.delete(id);
      if (error === undefined) caller?.resolve(gaps ?? []);
      else caller?.reject(unusable(error));
    });
    worker.on('error', ({ message }: Error) => this.lose(message));
    worker.on('exit', (code) => this.lose(`it ended with ${code}`));
  }

  static async start(url: URL, data: { readonly modelFolder: string; readonly nice: number }): Promise<ProverThread> {
    const thread = new ProverThread(new Worker(url, { workerData: { ...data, weights: MEASURED.weights } }));
    // The first thing that it says is that it is ready.
    await thread.answer(0);
    return thread;
  }

  ask({ format, seed }: ProofAsked, tokens: readonly number[]): Promise<readonly number[]> {
    if (this.isGone) return Promise.reject(gone('it was ended'));
    this.last += 1;
    const id = this.last;
    const answer = this.answer(id);
    this.worker.postMessage({ id, format, seed, tokens });
    return answer;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private answer(id: number): Promise<readonly number[]> {
    return new Promise((resolve, reject) => this.callers.set(id, { resolve, reject }));
  }

  private lose(why: string): void {
    this.isGone = true;
    for (const { reject } of this.callers.values()) reject(gone(why));
    this.callers.clear();
  }
}

const unusable = (message: string): TokamarkError =>
  new TokamarkError({
    code: 'weights',
    message,
    where: 'model.safetensors',
    remedy: 'Give the board the folder public/models/fable of its own version, or measure again with bench:proof.',
  });

const gone = (details: string): TokamarkError =>
  new TokamarkError({
    ...{ code: 'internal', message: 'The thread that checks proofs has ended.', where: 'proof', details },
    remedy: 'Send the same again: a new one is started.',
  });
