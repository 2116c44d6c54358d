/** Tunes a model's sites on a device: what is remembered is taken, the rest is tried, and what does harm is never run again. */
import type { GpuContext } from '../device/context';
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import type { CheckResult } from '../kernels/kernel';
import { attemptSeconds } from './attempt-seconds';
import { outcome, type Executor } from './contest';
import type { TuningMemory } from './memory';
import { deviceExecutor, type Checked } from './on-device';
import { NOT_TUNED, type VariantOutcome, type SiteOutcome, type TuningOutcome } from './outcome';
import type { Variant, ChosenVariants, Site } from './site';
import { roundTrip } from './time';
import { tune } from './tune';

export interface TuneOptions {
  /** Null: nothing is tuned, and every site runs its default. */
  readonly memory: TuningMemory | null;
  readonly clock: { readonly now: () => number };
  /** Seconds; see tuningBudget. */
  readonly budget: number;
  readonly signal: AbortSignal | null;
  /** What was checked on this device by its use id; grows by what is checked here. */
  readonly checked?: Checked;
  readonly onProgress?: (fraction: number, detail: string) => void;
}

/** The device was lost, or hung, while a variant ran on it: now on the blacklist, so that another try may pass. */
export class TuningLoss extends TokamarkError {
  constructor(
    readonly site: string,
    readonly variant: string,
    cause: TokamarkError,
  ) {
    super({ ...cause.toData(), where: `${site}: ${variant}` }, { cause });
  }
}

/** Of a whole run, all formats together. */
export const tuningBudget = (context: GpuContext): number => (context.granted.software ? 5 : 10);

/** Seconds to compile and check a variant, before any was tried. */
const firstGuess = (context: GpuContext): number => (context.granted.software ? 0.5 : 0.1);

/** @throws TokamarkError `cancelled`; TuningLoss (`device-lost`), after which the device must be opened anew. */
export async function tuneSites(
  context: GpuContext,
  sites: readonly Site[],
  options: TuneOptions,
): Promise<TuningOutcome & { readonly chosen: ChosenVariants }> {
  const {
    memory,
    clock,
    budget,
    signal,
    checked = new Map<string, CheckResult>(),
    onProgress = () => undefined,
  } = options;
  if (memory === null) return { ...NOT_TUNED, chosen: new Map() };
  await memory.load();
  const chance = budget > 0 ? memory.anotherChance(sites) : null;
  const hasAnother = (site: string, variant: string): boolean =>
    site === chance?.site && chance.variants.has(variant) && !memory.isBlacklisted(site, variant);
  const plans = sites.map((site) => planOf(site, memory, hasAnother));
  const tuned = plans.flatMap(({ left }) => left ?? []);
  const outcomes = async (found: readonly SiteOutcome[]): Promise<SiteOutcome[]> => {
    const all = plans.map((plan) => resultOf(plan, found, memory));
    if (tuned.length > 0) await memory.remember(all.filter(({ remembered }) => !remembered));
    return all;
  };
  let seconds = 0;
  let found: readonly SiteOutcome[] = [];
  if (tuned.length > 0) {
    // At once, not when the variant comes to its end: a cancelled page may not live that long.
    const onAbort = (): void => void memory.clear();
    signal?.addEventListener('abort', onAbort);
    try {
      const executor = await markedExecutor(context, memory, clock, checked);
      const isBlacklisted = (site: string, variant: string) => memory.isBlacklisted(site, variant);
      const onInterrupted = (sites: readonly SiteOutcome[]) => (found = sites);
      const expected = attemptSeconds(memory.sites, firstGuess(context));
      const evidence = memory.sites;
      const settings = { expected, evidence, clock, budget, signal, onProgress, isBlacklisted, onInterrupted };
      ({ seconds, sites: found } = await tune(tuned, executor, { ...settings, hasAnother }));
      assertAlive(context);
    } catch (thrown) {
      const error = await lossOf(thrown, memory);
      // What was found so far need not be found again.
      await outcomes(found);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }
  const result = await outcomes(found);
  return {
    source: tuned.length > 0 ? 'tuned' : 'remembered',
    sites: result,
    seconds,
    complete: result.every(({ candidates }) => candidates.every(({ status }) => status !== 'untried')),
    chosen: new Map(result.map(({ id, chosen }) => [id, chosen])),
  };
}

/** Writes down what runs before it runs. */
async function markedExecutor(
  context: GpuContext,
  memory: TuningMemory,
  clock: TuneOptions['clock'],
  checked: Checked,
): Promise<Executor> {
  const device = deviceExecutor(context, { clock, checked, wait: await roundTrip(context, clock) });
  return {
    build: async (site, variant) => {
      assertAlive(context);
      await memory.begin({ site: site.id, candidate: variant.id });
      return device.build(site, variant);
    },
  };
}

/** @throws TokamarkError `device-lost`, also where the device failed in a way that leaves it of no use. */
function assertAlive(context: GpuContext): void {
  try {
    context.assertAlive();
  } catch (thrown) {
    throw new TokamarkError({ ...asTokamarkError(thrown).toData(), code: 'device-lost' }, { cause: thrown });
  }
}

interface Plan {
  readonly site: Site;
  readonly known: SiteOutcome | null;
  /** The site with the candidates that are to be tried now; null where nothing is left to try. */
  readonly left: Site | null;
}

/** An earlier run may have tried some: its winner meets the default once more, those that were left, and those that have another chance. */
function planOf(site: Site, memory: TuningMemory, hasAnother: (site: string, variant: string) => boolean): Plan {
  const known = memory.siteOf(site.id);
  const [first, ...others] = site.variants;
  const choosable = site.variants.some(({ id }) => id === known?.chosen);
  if (known === null || known.default !== first.id || !choosable || memory.isBlacklisted(site.id, known.chosen)) {
    return { site, known: null, left: site };
  }
  const before = new Map(known.candidates.map((each) => [each.id, each.status]));
  const isNew = ({ id }: Variant): boolean =>
    hasAnother(site.id, id) || ((before.get(id) ?? 'untried') === 'untried' && !memory.isBlacklisted(site.id, id));
  if (!site.variants.some(isNew)) return { site, known, left: null };
  const winner = others.filter(({ id }) => id === known.chosen);
  const fresh = others.filter((variant) => variant.id !== known.chosen && isNew(variant));
  return { site, known, left: { ...site, variants: [first, ...winner, ...fresh] } };
}

function resultOf(plan: Plan, found: readonly SiteOutcome[], memory: TuningMemory): SiteOutcome {
  const result = withoutBlacklist(plan, found);
  const candidates = result.candidates.map((each) =>
    memory.isBlacklisted(result.id, each.id) ? outcome(each.id, 'blacklisted') : each,
  );
  return { ...result, candidates };
}

function withoutBlacklist({ site, known, left }: Plan, found: readonly SiteOutcome[]): SiteOutcome {
  // `uses` and `rows` are this run's.
  if (left === null && known !== null) return { ...known, uses: site.uses, rows: site.rows, remembered: true };
  const now = found.find(({ id }) => id === site.id) ?? untried(site);
  const tried = new Map(now.candidates.map((each) => [each.id, each]));
  const before = new Map(known?.candidates.map((each) => [each.id, each]) ?? []);
  const candidates = site.variants.map(({ id }): VariantOutcome => {
    const fresh = tried.get(id);
    if (fresh !== undefined && fresh.status !== 'untried') return fresh;
    return before.get(id) ?? fresh ?? outcome(id, 'untried');
  });
  // Where the budget did not reach its winner of last time, that one stays.
  const { chosen, seconds } = known !== null && tried.get(known.chosen)?.status === 'untried' ? known : now;
  const defaultSeconds = now.defaultSeconds ?? known?.defaultSeconds ?? null;
  const attemptSeconds = Math.max(now.attemptSeconds, known?.attemptSeconds ?? 0);
  return { ...now, chosen, seconds, defaultSeconds, attemptSeconds, candidates };
}

/** Of a site that tuning ended before. */
function untried({ id, rows, uses, variants }: Site): SiteOutcome {
  const first = variants[0].id;
  return {
    ...{ id, rows, uses, chosen: first, default: first, seconds: null, defaultSeconds: null },
    ...{ attemptSeconds: 0, remembered: false },
    candidates: variants.map((variant) => outcome(variant.id, 'untried')),
  };
}

async function lossOf(thrown: unknown, memory: TuningMemory): Promise<TokamarkError> {
  const error = asTokamarkError(thrown);
  if (error.code === 'cancelled') {
    await memory.clear();
    return error;
  }
  const tried = await memory.blacklist();
  return tried === null ? error : new TuningLoss(tried.site, tried.candidate, error);
}
