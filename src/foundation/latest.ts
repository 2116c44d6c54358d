/** Of what was asked for again before it came only the last counts, whichever comes or fails first. */
export interface Latest<A> {
  readonly ask: (asked: A) => Promise<void>;
  /** What has not come yet counts no more. */
  readonly forget: () => void;
}

export function latest<A, T>(
  load: (asked: A) => Promise<T>,
  came: (value: T) => void,
  failed: (thrown: unknown) => void,
): Latest<A> {
  let count = 0;
  return {
    ask: async (asked) => {
      const own = (count += 1);
      try {
        const value = await load(asked);
        if (own === count) came(value);
      } catch (thrown) {
        if (own === count) failed(thrown);
      }
    },
    forget: () => {
      count += 1;
    },
  };
}
