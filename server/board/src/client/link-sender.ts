/**
 * Sends the links of a run in their order, one at a time, and again where nobody answers. A run never waits for it: a first try begins
 * where the run says that nothing is timed, and so does every other one. It makes no link (challenged-run.ts).
 */
import { asTokamarkError, type TokamarkError } from '../../../../src/foundation/errors';
import type { Commitment } from '../contract/commitment';
import { UnansweredError } from './answer';
import { nextTry, type Patience } from './patience';

export interface LinkPlace {
  readonly send: (link: Commitment) => Promise<unknown>;
  /** Resolves after so many seconds. */
  readonly wait: (seconds: number) => Promise<void>;
  /** Seconds, by any clock. */
  readonly now: () => number;
}

/** For one link: the challenge itself ends after two hours. */
const PATIENCE: Patience = { seconds: 7200, longest: 600 };

/** Seconds: who takes longer to answer is not waited for until they have answered. */
const WORTH_SECONDS = 3;

export interface Delivery {
  /** Links that were answered. */
  readonly stamped: number;
  /** Links that were made. */
  readonly made: number;
  /** The longest that one took from when it was made until it was answered, in seconds. */
  readonly slowest: number;
  /** Why no more are sent; null where all were, or may be yet. */
  readonly refusal: TokamarkError | null;
}

interface Waiting {
  readonly link: Commitment;
  readonly madeAt: number;
}

export class LinkSender {
  private readonly queue: Waiting[] = [];
  private made = 0;
  private stamped = 0;
  private slowest = 0;
  private refusal: TokamarkError | null = null;
  /** Of the try that is under way. */
  private trying: Promise<void> | undefined;
  private pumping: Promise<void> | null = null;
  /** Null while something may be sent. */
  private held: { readonly released: Promise<void>; readonly release: () => void } | null = null;
  private givenUp = false;
  /** The last that was heard of the board is that it does not answer. */
  private isDown = false;

  constructor(private readonly place: LinkPlace) {}

  add(link: Commitment): void {
    this.made += 1;
    this.queue.push({ link, madeAt: this.place.now() });
    this.pumping ??= this.pump();
  }

  /**
   * Something is timed: nothing new is sent. @returns the try that is under way, where it may be worth waiting for: what is stamped before a
   * repetition begins leaves that its time.
   */
  hold(): Promise<void> | undefined {
    if (this.held === null) {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      this.held = { released, release };
    }
    const { trying } = this;
    if (trying === undefined || this.isDown) return undefined;
    return Promise.race([
      trying,
      this.place.wait(WORTH_SECONDS).then(() => void (this.isDown ||= this.trying === trying)),
    ]);
  }

  /** Nothing is timed. */
  release(): void {
    this.held?.release();
    this.held = null;
  }

  /** Resolves when every link was answered, one was refused, or so many seconds are over. */
  async finish(seconds: number): Promise<Delivery> {
    this.release();
    if (this.pumping !== null) await Promise.race([this.pumping, this.place.wait(seconds)]);
    this.givenUp = true;
    const { stamped, made, slowest, refusal } = this;
    return { stamped, made, slowest, refusal };
  }

  private async pump(): Promise<void> {
    for (let next = this.queue[0]; next !== undefined && this.refusal === null; next = this.queue[0]) {
      await this.deliver(next);
      this.queue.shift();
    }
    this.pumping = null;
  }

  /** The same link again has the stamp that it had: what was lost may have been only the answer. */
  private async deliver({ link, madeAt }: Waiting): Promise<void> {
    const { now, wait } = this.place;
    for (let tries = 1; !this.givenUp; tries += 1) {
      // Not awaited where nothing holds it: a first try is under way once it was added.
      if (this.held !== null) await this.held.released;
      const outcome = await this.attempt(link);
      if (outcome === null) {
        this.stamped += 1;
        this.slowest = Math.max(this.slowest, now() - madeAt);
        return;
      }
      const asked = outcome instanceof UnansweredError ? outcome.retryAfter : null;
      const again = { tries, spent: now() - madeAt, asked, chance: Math.random() };
      const seconds = outcome instanceof UnansweredError ? nextTry(PATIENCE, again) : null;
      if (seconds === null) {
        this.refusal = outcome;
        return;
      }
      await wait(seconds);
    }
  }

  /** Null where it was stamped. */
  private async attempt(link: Commitment): Promise<TokamarkError | null> {
    const answered = this.place.send(link).then(
      () => null,
      (thrown: unknown) => asTokamarkError(thrown),
    );
    this.trying = answered.then(() => undefined);
    const outcome = await answered;
    this.trying = undefined;
    this.isDown = outcome !== null;
    return outcome;
  }
}
