/**
 * Which rung a request comes down to: that of its earlier runs here, for as long as what they took says so. A look at a device before a run
 * is a rough one, and two looks may be several times apart; what a whole run took is not. Pure but for the memory.
 */
import type { Bench } from './bench';
import type { Rung } from './ladder';
import { rungId, type SettledMemory } from './settled';

export interface Found {
  /** The largest first. */
  readonly rungs: readonly Rung[];
  /** The first that fits, by a look at the device just now. */
  readonly planned: Rung;
  /** By the same look, of the time that there is. */
  readonly share: (rung: Rung) => number;
}

/** What is run, and as what it is kept; null where it is for this run alone. */
export interface SettledRung {
  readonly rung: Rung;
  readonly as: { readonly asked: string; readonly rung: string } | null;
  /** As in the last run. */
  readonly isKept: boolean;
}

/** Before a run came to its end at it, a rung is kept unless it would take this many times as long as there is time. */
const OVER = 2;
/** And unless a larger one fits into this share of the time: the first look may have met a busy machine. */
const FAR_UNDER = 0.6;
/** A rung that came to its end in time is left, for one run alone, only where it would take this many times as long: the machine is busy now. */
const BUSY = 6;
/** A run that used less of its budget has room for a larger rung ... */
const ROOM = 0.6;
/** ... that would not use more, in proportion to what both should take. */
const FULL = 0.85;

export async function settle(memory: SettledMemory, asked: string, found: Found): Promise<SettledRung> {
  const { rungs, planned, share } = found;
  const kept = (rung: Rung): SettledRung => ({ rung, as: { asked, rung: rungId(rung) }, isKept: true });
  const anew = async (rung: Rung): Promise<SettledRung> => {
    await memory.write(asked, { rung: rungId(rung), used: null });
    return { ...kept(rung), isKept: false };
  };
  const known = await memory.read(asked);
  const index = known === null ? -1 : rungs.findIndex((rung) => rungId(rung) === known.rung);
  const before = rungs[index];
  if (known === null || before === undefined) return anew(planned);
  const { used } = known;
  if (used === null) {
    const roomy = rungs.findIndex((rung) => share(rung) <= FAR_UNDER);
    const fits = share(before) <= OVER && (roomy < 0 || roomy >= index);
    return fits ? kept(before) : anew(planned);
  }
  // It took longer than it had.
  if (used > 1) return anew(rungs[Math.max(index + 1, rungs.indexOf(planned))] ?? before);
  if (share(before) > BUSY) return { rung: planned, as: null, isKept: false };
  const larger = rungs.slice(0, index).find((rung) => (used * share(rung)) / share(before) <= FULL);
  return used <= ROOM && larger !== undefined ? anew(larger) : kept(before);
}

/** Keeps how much of its budget a run used that came to its end. */
export async function keepUsed(
  { budget }: Pick<Bench, 'budget'>,
  { settledAs }: { readonly settledAs: SettledRung['as'] },
  memory: SettledMemory,
): Promise<void> {
  if (settledAs === null || budget.total === null) return;
  await memory.write(settledAs.asked, { rung: settledAs.rung, used: budget.spent() / budget.total });
}
