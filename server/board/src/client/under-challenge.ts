/**
 * A run from a board's challenge to the text that may be sent, for page and command alike: which prompts and which order, what is committed to
 * meanwhile, the proof, and the text. It sends hashes and nothing else.
 */
import type { RunEvent } from '../../../../src/report/run-event';
import type { Result } from '../../../../src/report/schema';
import type { ModelFormat } from '../../../../src/kernels/recipe';
import { deadlines, type Challenge } from '../contract/challenge';
import type { KeptKey } from '../contract/device-key';
import { proofPrompt } from '../contract/proof';
import type { Submission } from '../contract/submission';
import type { BoardClient } from './board-client';
import { ChallengedRun } from './challenged-run';
import type { LinkPlace } from './link-sender';
import { submissionText } from './submission-of';

export interface UnderParts {
  readonly client: BoardClient;
  readonly key: KeptKey;
  readonly time: Omit<LinkPlace, 'send'>;
}

/** Has Fable write so many tokens after those, greedily, past an end of text. Null where it failed, which is said elsewhere. */
export type WriteProof = (asked: {
  readonly prompt: readonly number[];
  readonly format: ModelFormat;
  readonly tokens: number;
}) => Promise<readonly number[] | null>;

export interface MadeSubmission {
  /** Null where a board would refuse it: then `why` says so. */
  readonly text: string | null;
  readonly why: 'cancelled' | 'no-proof' | null;
  /** Why the board may refuse it or not rank it, as sentences. */
  readonly doubts: readonly string[];
  /** Links of its chain that the board has heard of. */
  readonly stamped: number;
  /** Until then it may be sent. ISO 8601. */
  readonly until: string;
}

export class UnderChallenge {
  private readonly run: ChallengedRun;
  private readonly key: KeptKey;

  private constructor(
    private readonly challenge: Challenge,
    { client, key, time }: UnderParts,
  ) {
    this.key = key;
    this.run = new ChallengedRun(challenge, key.x, { ...time, send: (link) => client.link(link) });
  }

  /** Asks for a challenge, and commits to it. @throws TokamarkError where the board gives none */
  static async begin(parts: UnderParts): Promise<UnderChallenge> {
    return new UnderChallenge(await parts.client.challenge(), parts);
  }

  /** With the seed of the challenge, and its formats first and in its order. */
  asked<R extends { readonly formats: readonly ModelFormat[] }>(request: R): R & { readonly promptSeed: number } {
    const { formats, promptSeed } = this.challenge;
    const own = request.formats;
    return {
      ...request,
      promptSeed,
      formats: [
        ...formats.filter((format) => own.includes(format)),
        ...own.filter((format) => !formats.includes(format)),
      ],
    };
  }

  /** See ChallengedRun. */
  hear(event: RunEvent): Promise<void> | undefined {
    return this.run.hear(event);
  }

  /** The run is over. One that was cancelled is no run; one that failed needs no proof: it counts in the table of what runs where. */
  async end(result: Result, write: WriteProof, declared: Submission['declared']): Promise<MadeSubmission> {
    this.run.over();
    const { challenge, key } = this;
    const { format, seed, tokens } = challenge.proof;
    const isComplete = result.status === 'complete';
    const written = isComplete ? await write({ prompt: proofPrompt(seed), format, tokens }) : null;
    const proof = written?.length === tokens ? written : null;
    const { blocks, doubts, stamped } = await this.run.end(proof);
    const until = new Date(deadlines(challenge).sent).toISOString();
    const why = result.status === 'cancelled' ? 'cancelled' : isComplete && proof === null ? 'no-proof' : null;
    const text = why === null ? await submissionText({ challenge, key, blocks, proof, declared, result }) : null;
    return { text, why, doubts, stamped, until };
  }
}
