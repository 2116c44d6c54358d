/** Which repetitions of a result ran side by side: by the round that stands beside each. */
import type { Figure, ResultEntry } from './schema';

type Timed = Pick<ResultEntry, 'durations'>;

/** The round of each sample of `figure`, in run order; null where the result does not say, as older ones do not. */
export function roundsOf({ durations }: Timed, { samples }: Pick<Figure, 'samples'>): readonly number[] | null {
  if (durations.length !== samples.length) return null;
  const rounds = durations.flatMap(({ round }) => round ?? []);
  return rounds.length === samples.length ? rounds : null;
}

/**
 * The entries in sets, each of which ran interleaved: those of one set share rounds, directly or by way of others. What has no
 * rounds is a set of its own together with all others that have none.
 */
export function interleaved<T extends Timed>(entries: readonly T[]): readonly (readonly T[])[] {
  const sets: { readonly rounds: Set<number | null>; readonly of: T[] }[] = [];
  for (const entry of entries) {
    const rounds = new Set(entry.durations.map(({ round }) => round ?? null));
    const met = sets.filter((set) => [...rounds].some((round) => set.rounds.has(round)));
    for (const set of met) sets.splice(sets.indexOf(set), 1);
    sets.push({
      rounds: new Set([...met.flatMap((set) => [...set.rounds]), ...rounds]),
      of: [...met.flatMap((set) => set.of), entry],
    });
  }
  return sets.map(({ of }) => of);
}
