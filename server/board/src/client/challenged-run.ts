/**
 * A run under a challenge, seen from outside the engine: it hears the run's events, commits to each repetition by the links of a chain, and
 * sends them where nothing is timed. Not the engine, which knows nothing of a board, and not what is sent at the end (submission-of.ts).
 */
import { stepId } from '../../../../src/benchmark/steps';
import type { RunEvent } from '../../../../src/report/run-event';
import type { ResultEntry } from '../../../../src/report/schema';
import { ChainWriter, STAMP_SLACK } from '../contract/chain';
import type { Challenge } from '../contract/challenge';
import type { Block } from '../contract/commitment';
import { LinkSender, type Delivery, type LinkPlace } from './link-sender';

/** Seconds at the end for links that are still on their way. */
const LAST_SECONDS = 30;
/** Seconds between links before anything counts. */
const WARM_SECONDS = 0.4;

export interface ChallengedEnd {
  readonly blocks: readonly Block[];
  /** Why the board will not rank this run, or may not, as sentences; empty where nothing is known against it. */
  readonly doubts: readonly string[];
  /** Links that the board has stamped; fewer than the blocks: the others may still be sent, for as long as the challenge holds. */
  readonly stamped: number;
}

export class ChallengedRun {
  private readonly chain: ChainWriter;
  private readonly sender: LinkSender;
  private readonly seen = new Set<number>();
  private isTiming = false;
  private linkedAt = -Infinity;
  private hasBegunAgain = false;

  /** Its first link goes out now: it marks where the run began. */
  constructor(
    { nonce }: Pick<Challenge, 'nonce'>,
    publicKey: string,
    private readonly place: LinkPlace,
  ) {
    this.chain = new ChainWriter({ nonce, publicKey });
    this.sender = new LinkSender(place);
    this.link();
  }

  /** What it gives for `timing` is worth waiting for, though not for long: a link that is under way then. */
  hear(event: RunEvent): Promise<void> | undefined {
    switch (event.type) {
      case 'timing':
        // Warm-ups explain nothing of the time between links: the block of the first repetition should hold few of them.
        if (this.seen.size === 0 && this.place.now() - this.linkedAt >= WARM_SECONDS) this.link();
        this.ifDue();
        this.isTiming = true;
        return this.sender.hold();
      case 'sample':
        this.rest();
        this.add(event.entry);
        this.ifDue();
        return undefined;
      case 'progress':
        // Each pass of the long decode is a sample, with nothing in between.
        if (event.step === stepId.sustained) return undefined;
        this.rest();
        this.ifDue();
        return undefined;
      case 'restarted':
        this.hasBegunAgain ||= this.seen.size > 0;
        return undefined;
      default:
        return undefined;
    }
  }

  /** Nothing is timed any more. The last repetitions are committed to now: a proof takes a slow device longer than links may be apart. */
  over(): void {
    this.rest();
    if (this.chain.holds > 0) this.link();
  }

  /** The run is over: from here on nothing is timed. @param proof the tokens of the proof; null of a run that ended before */
  async end(proof: readonly number[] | null): Promise<ChallengedEnd> {
    this.isTiming = false;
    this.sender.add(this.chain.link(this.place.now(), proof ?? undefined));
    const delivery = await this.sender.finish(LAST_SECONDS);
    return { blocks: this.chain.blocks, doubts: this.doubts(delivery), stamped: delivery.stamped };
  }

  private doubts({ stamped, made, slowest, refusal }: Delivery): readonly string[] {
    return [
      ...(stamped === made
        ? []
        : [
            `${made - stamped} of ${made} links did not reach the board${refusal === null ? '' : `: ${refusal.message}`}`,
          ]),
      ...(slowest > STAMP_SLACK
        ? [
            `A link took ${slowest.toFixed(1)} s to reach the board, which expects it within ${STAMP_SLACK} s: it may take the run as practice, which is never ranked.`,
          ]
        : []),
      ...(this.hasBegunAgain
        ? [
            'The run lost its device and began again after repetitions that the board has heard of: it refuses such a run.',
          ]
        : []),
    ];
  }

  /** Whatever was timed is over. */
  private rest(): void {
    this.isTiming = false;
    this.sender.release();
  }

  private add({ workloadId, durations, voided }: ResultEntry): void {
    for (const { order, seconds, passes = 1 } of [...durations, ...voided]) {
      if (this.seen.has(order)) continue;
      this.seen.add(order);
      this.chain.add({ workloadId, order, seconds, passes });
    }
  }

  private ifDue(): void {
    if (!this.isTiming && this.chain.isDue(this.place.now())) this.link();
  }

  private link(): void {
    this.linkedAt = this.place.now();
    this.sender.add(this.chain.link(this.linkedAt));
  }
}
