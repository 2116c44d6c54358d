/**
 * What the time budget cannot hold shrinks in a fixed order: repetitions to 5, tokens, prompt, then Fable's shape, where it
 * begins anew. Each rung is a workload of its own, named beside its number. Pure: it is given what everything would take.
 */
export interface Rung {
  readonly shape: string;
  readonly repetitions: number;
  readonly generate: number;
  readonly prompt: number;
}

/** The fewest repetitions that still bound a median (statistics.ts). */
export const FEWEST_REPETITIONS = 5;

/** Where tokens and prompt stop shrinking: below, start-up would be most of what is measured. */
const GENERATE_STEPS = [32, 16];
const PROMPT_STEPS = [256, 128, 64];

/** The rungs from `first` down, each smaller than the one before. */
export function ladder(first: Rung, lastShape: string): readonly Rung[] {
  const own = shrinkWithin(first);
  return first.shape === lastShape ? own : [...own, ...shrinkWithin({ ...first, shape: lastShape })];
}

function shrinkWithin(first: Rung): Rung[] {
  const rungs = [first];
  const push = (change: Partial<Rung>) => {
    const last = rungs.at(-1) ?? first;
    rungs.push({ ...last, ...change });
  };
  if (first.repetitions > FEWEST_REPETITIONS) push({ repetitions: FEWEST_REPETITIONS });
  for (const generate of GENERATE_STEPS) if (generate < first.generate) push({ generate });
  for (const prompt of PROMPT_STEPS) if (prompt < first.prompt) push({ prompt });
  return rungs;
}

/** The first rung whose expected seconds fit into `budget`, or the last where none does. */
export function chooseRung(rungs: readonly Rung[], budget: number, expected: (rung: Rung) => number): Rung {
  const chosen = rungs.find((rung) => expected(rung) <= budget) ?? rungs.at(-1);
  if (chosen === undefined) throw new RangeError('a ladder without rungs');
  return chosen;
}

/** What shrank, in words that stand beside the number; empty where nothing did. */
export function describeShrinking(from: Rung, to: Rung): string[] {
  const said: string[] = [];
  if (to.repetitions < from.repetitions) said.push(`repetitions ${from.repetitions} → ${to.repetitions}`);
  if (to.generate < from.generate) said.push(`generated tokens ${from.generate} → ${to.generate}`);
  if (to.prompt < from.prompt) said.push(`prompt ${from.prompt} → ${to.prompt}`);
  if (to.shape !== from.shape) said.push(`shape ${from.shape} → ${to.shape}`);
  return said;
}
