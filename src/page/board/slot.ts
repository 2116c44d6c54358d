/** One answer of the board that the room shows: asked for by its address, and only the latest counts. What was there stays until the next has come. */
import { asTokamarkError, type ErrorData } from '../../foundation/errors';

export type Loaded<T> =
  /** Nobody asks for it. */
  | { readonly kind: 'unasked' }
  /** `before`: what was shown until now, of another view. */
  | { readonly kind: 'asking'; readonly before: T | null }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: ErrorData; readonly before: T | null };

export interface Slot<T> {
  readonly loaded: () => Loaded<T>;
  /** Asks where another address is wanted than was asked last; null: nothing is wanted. Whoever wants it draws by themselves. */
  readonly want: (address: string | null) => void;
  /** As if it had been asked. */
  readonly give: (address: string, value: T) => void;
  /** Asks the same once more. */
  readonly again: () => void;
  /** As again, behind what is shown, which stays where no answer comes. Resolves once one has come, or none will. */
  readonly renew: () => Promise<void>;
}

/** @param signal ends it once something else is wanted */
export type Load<T> = (address: string, signal: AbortSignal) => Promise<T>;

export const shownOf = <T>(loaded: Loaded<T>): T | null => {
  switch (loaded.kind) {
    case 'unasked':
      return null;
    case 'here':
      return loaded.value;
    case 'asking':
    case 'failed':
      return loaded.before;
  }
};

/** @param changed once an answer has come */
export function createSlot<T>(load: Load<T>, changed: () => void): Slot<T> {
  let wanted: string | null = null;
  let loaded: Loaded<T> = { kind: 'unasked' };
  let asking = new AbortController();

  const begin = async (address: string): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    loaded = { kind: 'asking', before: shownOf(loaded) };
    let next: Loaded<T>;
    try {
      next = { kind: 'here', value: await load(address, signal) };
    } catch (thrown) {
      next = { kind: 'failed', error: asTokamarkError(thrown).toData(), before: shownOf(loaded) };
    }
    if (signal.aborted) return;
    loaded = next;
    changed();
  };

  return {
    loaded: () => loaded,
    want: (address) => {
      if (address === wanted) return;
      wanted = address;
      if (address !== null) void begin(address);
      else {
        asking.abort();
        loaded = { kind: 'unasked' };
      }
    },
    give: (address, value) => {
      wanted = address;
      loaded = { kind: 'here', value };
    },
    renew: async () => {
      const { signal } = asking;
      if (wanted === null || loaded.kind !== 'here') return;
      const value = await load(wanted, signal).catch(() => null);
      if (value === null || signal.aborted) return;
      loaded = { kind: 'here', value };
      changed();
    },
    again: () => {
      if (wanted === null) return;
      void begin(wanted);
      changed();
    },
  };
}
