/**
 * Judging takes memory and the processor, so only a few submissions are judged at once. Some more wait for their turn, and whoever comes
 * then is sent away for a moment rather than kept.
 */
import { ProblemError } from '../problem/problem-error';

const AT_ONCE = 8;
/** Each holds its text meanwhile. */
const MOST_WAITING = 60;
/** By then that many have had their turn. */
const RETRY_SECONDS = 2;

export class Turns {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce = AT_ONCE,
    private readonly mostWaiting = MOST_WAITING,
  ) {}

  /** @throws ProblemError where too many wait */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= this.atOnce) {
      if (this.waiting.length >= this.mostWaiting) throw BUSY;
      // Whoever ends hands the turn on, so that nobody comes in between.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.underWay += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.underWay -= 1;
      else next();
    }
  }
}

const BUSY = new ProblemError({
  ...{ status: 503, code: 'busy', title: 'The board cannot answer now', retryAfter: RETRY_SECONDS },
  detail: 'Many runs are being judged. Nothing of this request was stored.',
  remedy: 'Send the same request again after the time in Retry-After.',
});
