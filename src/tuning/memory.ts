/**
 * The tuner's memory of one device during one run: winners and the blacklist, written through to a store. A store that fails
 * costs the memory, said once, and never the run.
 */
import { TokamarkError } from '../foundation/errors';
import type { SiteOutcome } from './outcome';
import { EMPTY_RECORD, recordSchema, type Tried, type TuningRecord } from './record';
import { secondChance, type SecondChance } from './second-chance';
import type { Site } from './site';
import type { TuningStore } from './store';

const isSame = (a: Tried, b: Tried): boolean => a.site === b.site && a.candidate === b.candidate;

/** A store that does not answer must not hold up the run. */
const STORE_MILLISECONDS = 3000;

/** Sites that get another chance in one run: seconds at most, and a fraction of one on a GPU. */
const SECOND_CHANCES = 2;

export class TuningMemory {
  private record: TuningRecord = EMPTY_RECORD;
  private loaded = false;
  private warned = false;
  private usable = true;
  private last: Promise<unknown> = Promise.resolve();
  private readonly ofThisRun = new Set<string>();
  private chances = SECOND_CHANCES;

  /** @param onProblem hears of a store that cannot be read or written, and of what the last run died of */
  constructor(
    private readonly store: TuningStore,
    private readonly key: string,
    private readonly onProblem: (error: TokamarkError) => void,
  ) {}

  /** Reads what is kept, once. What was running when the last run ended goes onto the blacklist. */
  async load(): Promise<void> {
    if (this.loaded) return;
    this.loaded = true;
    const kept = await this.attempt('read', () => this.store.read(this.key));
    if (kept === undefined || kept === null) return;
    const parsed = recordSchema.safeParse(kept);
    if (!parsed.success) {
      this.warn(`The kept tuning is damaged (${parsed.error.issues[0]?.message ?? ''})`, 'This run tunes again.');
      return;
    }
    this.record = parsed.data;
    if (this.record.running !== null) {
      const { site, candidate } = this.record.running;
      await this.blacklist();
      this.onProblem(problem(`The last run ended while it tried ${candidate} for ${site}`, LEFT_OUT));
    }
  }

  isBlacklisted(site: string, variant: string): boolean {
    return this.record.blacklist.some((tried) => isSame(tried, { site, candidate: variant }));
  }

  siteOf(id: string): SiteOutcome | null {
    return this.record.sites.find((site) => site.id === id) ?? null;
  }

  /** All that was found on this device. */
  get sites(): readonly SiteOutcome[] {
    return this.record.sites;
  }

  /** Another chance for what earlier runs left, at one of these sites; null where there is none, or this run has given enough. */
  anotherChance(sites: readonly Site[]): SecondChance | null {
    const found = this.chances === 0 ? null : secondChance(this.ofEarlierRuns(sites), this.sites);
    if (found !== null) this.chances -= 1;
    return found;
  }

  private ofEarlierRuns(sites: readonly Site[]): readonly Site[] {
    return sites.filter(({ id }) => !this.ofThisRun.has(id));
  }

  get running(): Tried | null {
    return this.record.running;
  }

  /** Before it first runs on the device. Another that was running did no harm. */
  async begin(running: Tried): Promise<void> {
    await this.save({ ...this.record, running });
  }

  /** Nothing runs any more, and what ran did no harm. */
  async clear(): Promise<void> {
    if (this.record.running !== null) await this.save({ ...this.record, running: null });
  }

  /** What runs now is never run again. */
  async blacklist(): Promise<Tried | null> {
    const { running, blacklist } = this.record;
    if (running === null) return null;
    await this.save({ ...this.record, running: null, blacklist: [...blacklist, running] });
    return running;
  }

  async remember(sites: readonly SiteOutcome[]): Promise<void> {
    for (const { id } of sites) this.ofThisRun.add(id);
    const others = this.record.sites.filter(({ id }) => sites.every((site) => site.id !== id));
    const fresh = sites.map((site) => ({ ...site, candidates: site.candidates.map((each) => ({ ...each })) }));
    await this.save({ ...this.record, running: null, sites: [...others, ...fresh] });
  }

  /** Winners and blacklist. */
  async forget(): Promise<void> {
    this.loaded = true;
    this.record = EMPTY_RECORD;
    await this.attempt('write', () => this.store.write(this.key, null));
  }

  private async save(record: TuningRecord): Promise<void> {
    this.record = record;
    await this.attempt('write', () => this.store.write(this.key, record));
  }

  /** One at a time, in the order in which they were asked for: an older state must not overwrite a newer one. */
  private attempt<T>(what: 'read' | 'write', work: () => Promise<T>): Promise<T | undefined> {
    const turn = this.last.then(() => this.try(what, work));
    this.last = turn;
    return turn;
  }

  private async try<T>(what: 'read' | 'write', work: () => Promise<T>): Promise<T | undefined> {
    if (!this.usable) return undefined;
    try {
      return await within(work(), STORE_MILLISECONDS);
    } catch (thrown) {
      this.usable = false;
      this.warn(
        `What is tuned cannot be ${what === 'read' ? 'read' : 'kept'}${thrown instanceof TokamarkError ? `: ${thrown.message}` : '.'}`,
        'This run goes on, and the next tunes again.',
        thrown,
      );
      return undefined;
    }
  }

  private warn(message: string, remedy: string, cause?: unknown): void {
    if (this.warned) return;
    this.warned = true;
    this.onProblem(problem(message, remedy, cause));
  }
}

const LEFT_OUT = 'It is left out from now on; choose to tune again to give it another chance.';

function problem(message: string, remedy: string, cause?: unknown): TokamarkError {
  return new TokamarkError(
    { code: 'tuning', message: message.endsWith('.') ? message : `${message}.`, where: '', remedy },
    { cause },
  );
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} seconds`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
