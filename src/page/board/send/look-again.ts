/** Looks again at a run that waited when it was sent, so that its place appears by itself: a few times, and only while somebody looks. */
import type { Stored } from '../../../../server/board/src/client/board-client';

/** Seconds before each look. A proof is checked within seconds of its turn; a name for a GPU takes a person. */
const PAUSES = [4, 8, 16, 32, 64, 128] as const;

interface Looking {
  readonly look: () => Promise<Stored>;
  readonly wait: (seconds: number) => Promise<void>;
  /** Resolves when the page is in sight, at once where it is. */
  readonly shown: () => Promise<void>;
  /** Whether anybody still wants to know. */
  readonly isWanted: () => boolean;
  /** Told of each answer: one that waits still may wait for something else by now. */
  readonly heard: (stored: Stored) => Promise<void>;
}

/** Resolves when it waits no longer, nobody wants to know any more, or it has looked often enough. */
export async function lookAgain({ look, wait, shown, isWanted, heard }: Looking): Promise<void> {
  for (const pause of PAUSES) {
    await wait(pause);
    await shown();
    if (!isWanted()) return;
    // Whether a board that does not answer, or not any more, has the run, its own page says.
    const stored = await look().catch(() => null);
    if (stored === null || !isWanted()) continue;
    await heard(stored);
    if (stored.state !== 'pending') return;
  }
}
