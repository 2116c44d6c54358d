/** Asks once more, a few times, where the board's answer was a first one: what it makes of more devices then takes its place by itself. */
import type { Sampling } from '../../../server/board/src/contract/reads/figure';
import type { Slot } from './slot';

/** Seconds before each look. The second answer makes the board begin; a board on a small machine works at one at a time. */
const PAUSES = [1.5, 3, 6, 12] as const;

interface Waiting {
  readonly wait: (seconds: number) => Promise<void>;
  /** Resolves when the page is in sight, at once where it is. */
  readonly shown: () => Promise<void>;
  /** Whether the view that is open shows it. */
  readonly isWanted: () => boolean;
}

type Sampled = { readonly sampling: Sampling };

/** @returns to be called whenever the slot may have another answer */
export function followFirst<T extends Sampled>(slot: Slot<T>, { wait, shown, isWanted }: Waiting): () => void {
  const followed = new WeakSet<Sampled>();
  /** What comes then is followed already. */
  let isRenewing = false;
  const first = (): T | null => {
    const loaded = slot.loaded();
    return loaded.kind === 'here' && loaded.value.sampling.isFirst ? loaded.value : null;
  };
  const follow = async (begun: T): Promise<void> => {
    let last = begun;
    for (const pause of PAUSES) {
      await wait(pause);
      await shown();
      if (first() !== last) return;
      if (!isWanted()) {
        // From the beginning when somebody comes back to it.
        followed.delete(last);
        return;
      }
      isRenewing = true;
      await slot.renew();
      isRenewing = false;
      const next = first();
      if (next === null) return;
      followed.add(next);
      last = next;
    }
  };
  return () => {
    const value = isRenewing || !isWanted() ? null : first();
    if (value === null || followed.has(value)) return;
    followed.add(value);
    void follow(value);
  };
}
