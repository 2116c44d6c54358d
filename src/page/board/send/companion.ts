/** A run of the page under a board's challenge. What such a run is: server/board/src/client/under-challenge.ts. */
import type { BoardClient } from '../../../../server/board/src/client/board-client';
import type { LinkPlace } from '../../../../server/board/src/client/link-sender';
import {
  UnderChallenge,
  type MadeSubmission,
  type WriteProof,
} from '../../../../server/board/src/client/under-challenge';
import type { KeptKey } from '../../../../server/board/src/contract/device-key';
import type { Submission } from '../../../../server/board/src/contract/submission';
import type { ModelFiles } from '../../../model/files/folder';
import type { Result } from '../../../report/schema';
import type { Engine, PowerPreference } from '../../../worker/protocol';
import type { RunCompanion } from '../../../worker/run-companion';
import { within } from '../../start/within';

export interface CompanionParts {
  readonly client: BoardClient;
  readonly key: () => Promise<KeptKey>;
  readonly time: Omit<LinkPlace, 'send'>;
  /** Fable, downloaded before the run: at its end the connection may be gone. */
  readonly fable: (cancelled: AbortSignal) => Promise<ModelFiles>;
  readonly power: PowerPreference;
  readonly declared: (result: Result) => Promise<Submission['declared']>;
  readonly onProof: () => void;
  readonly onMade: (made: MadeSubmission) => Promise<void>;
  /** The run is over, and what would be sent could not be made of it. */
  readonly onFailed: (thrown: unknown) => void;
}

/** Milliseconds: an engine that was ended meanwhile never answers. */
const LONGEST_PROOF = 60_000;

export function boardCompanion(parts: CompanionParts): RunCompanion {
  const { client, time, power } = parts;
  let begun: { readonly under: UnderChallenge; readonly model: ModelFiles } | null = null;
  return {
    asked: async (request, cancelled) => {
      const model = request.story ?? (await parts.fable(cancelled));
      const key = await parts.key();
      const under = await UnderChallenge.begin({ client, key, time });
      begun = { under, model };
      return under.asked(request);
    },
    hear: (event) => begun?.under.hear(event),
    ended: async (engine, result) => {
      if (begun === null) return;
      const { under, model } = begun;
      try {
        if (result.status === 'complete') parts.onProof();
        const made = under.end(result, proofOf(engine, model, power), await parts.declared(result));
        if (result.status === 'cancelled') {
          // Nobody waits for links that are still on their way.
          made.catch(() => undefined);
          await parts.onMade({ text: null, why: 'cancelled', doubts: [], stamped: 0, until: '' });
        } else {
          await parts.onMade(await made);
        }
      } catch (thrown) {
        parts.onFailed(thrown);
      }
    },
  };
}

const GREEDY = { temperature: 0, seed: 0, ignoreEndOfText: true, bos: false } as const;

const proofOf =
  (engine: Engine, model: ModelFiles, power: PowerPreference): WriteProof =>
  (asked) => {
    const written = engine
      .generate({ ...asked, powerPreference: power, model, ...GREEDY }, () => undefined)
      .then((outcome) => (outcome.ok ? outcome.value.tokens : null));
    return within(written, LONGEST_PROOF, null);
  };
