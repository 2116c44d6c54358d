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
}

/** Null where it waits still, is gone, or nobody wants to know any more. */
export async function lookAgain({ look, wait, shown, isWanted }: Looking): Promise<Stored | null> {
  for (const pause of PAUSES) {
    await wait(pause);
    await shown();
    if (!isWanted()) return null;
    // Whether a board that does not answer, or not any more, has the run, its own page says.
    const stored = await look().catch(() => null);
    if (!isWanted()) return null;
    if (stored !== null && stored.state !== 'pending') return stored;
  }
  return null;
}

export function pageShown(): Promise<void> {
  return new Promise((resolve) => {
    const tell = (): void => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', tell);
      resolve();
    };
    document.addEventListener('visibilitychange', tell);
    tell();
  });
}
