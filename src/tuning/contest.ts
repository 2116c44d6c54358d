/** One site while it is tuned: who leads, what became of each variant. */
import { asTokamarkError, type TokamarkError } from '../foundation/errors';
import type { CheckResult } from '../kernels/kernel';
import type { Timed } from './expect';
import type { VariantCheck, VariantOutcome, VariantStatus, SiteOutcome } from './outcome';
import type { Variant, Site } from './site';

/** A variant that was built on the device. */
export interface Trial {
  /** Of one pass. */
  readonly dispatches: number;
  /** Holds each of its kernels against the reference; the worst of them, with the shape it was checked at. */
  readonly check: () => Promise<CheckResult & { readonly shape: string }>;
  /** Seconds of one pass, measured once more. */
  readonly sample: () => Promise<number>;
  /** Frees what it was given for itself. */
  readonly release: () => void;
}

export interface Executor {
  /** @throws TokamarkError `shader`, `out-of-memory`, `too-large`: this variant is none here; `device-lost`: it ends tuning. */
  readonly build: (site: Site, variant: Variant) => Promise<Trial>;
}

export interface Rules {
  /** A variant must be faster than the default by this share, or the default stays: less is noise. */
  readonly noise: number;
  /** Two first samples beyond this multiple of the best end a variant. */
  readonly abandon: number;
  /** Of each variant; the least counts. */
  readonly samples: number;
  /** A variant that is expected to save less than this share of the pass is not tried; zero tries all. */
  readonly worth: number;
}

export const RULES: Rules = { noise: 0.03, abandon: 1.5, samples: 3, worth: 0.005 };

interface Leader {
  readonly id: string;
  readonly index: number;
  readonly check: VariantCheck;
  readonly trial: Trial;
  least: number;
}

export class Contest {
  private readonly outcomes: VariantOutcome[];
  private leader: Leader | null = null;
  /** Seconds of the longest attempt. */
  longest = 0;

  constructor(
    readonly site: Site,
    private readonly executor: Executor,
    private readonly rules: Rules,
    blacklisted: (variant: string) => boolean,
  ) {
    this.outcomes = site.variants.map(({ id }) => outcome(id, blacklisted(id) ? 'blacklisted' : 'untried'));
  }

  /** The default was tried, or may not be, and nothing sound has been found yet: without one there is no run. */
  get needsOne(): boolean {
    return this.leader === null && this.outcomes[0]?.status !== 'untried';
  }

  /** Seconds of a run's pass that this site takes; Infinity where nothing sound is known, so that it comes first. */
  get cost(): number {
    return this.leader === null ? Infinity : this.site.uses * this.leader.least;
  }

  /** What the others are held against: the default, or the first that was timed where the default may not run. */
  get reference(): Timed | null {
    const { id = '', seconds = null } = this.outcomes.find(({ status }) => status === 'timed') ?? {};
    return seconds === null ? null : { id, seconds };
  }

  /** Seconds that a variant must stay below to be chosen; Infinity where nothing sound is known. */
  get toBeat(): number {
    return this.leader === null ? Infinity : this.leader.least * (1 - this.rules.noise);
  }

  outcomeOf(index: number): VariantOutcome | undefined {
    return this.outcomes[index];
  }

  isUntried(index: number): boolean {
    return this.outcomes[index]?.status === 'untried';
  }

  /** It is not tried: nothing is to be gained by it. */
  leave(index: number): void {
    const left = this.outcomes[index];
    if (left?.status === 'untried') this.outcomes[index] = outcome(left.id, 'unpromising');
  }

  /** @throws TokamarkError `cancelled`, `device-lost`; whatever else goes wrong is this variant's outcome. */
  async attempt(index: number): Promise<void> {
    const variant = this.site.variants[index];
    if (variant === undefined) return;
    let trial: Trial | null = null;
    try {
      trial = await this.executor.build(this.site, variant);
      const { shape, largestError, tolerance } = await trial.check();
      const check = { shape, error: Number.isFinite(largestError) ? largestError : Number.MAX_VALUE, tolerance };
      // Written so that a check which gave no number fails.
      if (!(largestError <= tolerance)) {
        this.outcomes[index] = { ...outcome(variant.id, 'wrong'), check };
        return;
      }
      await this.race(index, trial, check);
    } catch (thrown) {
      const error = asTokamarkError(thrown);
      if (error.code === 'cancelled' || error.code === 'device-lost') throw error;
      const status = error.code === 'out-of-memory' ? 'out-of-memory' : 'failed';
      this.outcomes[index] = { ...outcome(variant.id, status), ...toldOf(error) };
    } finally {
      if (trial !== null && this.leader?.trial !== trial) trial.release();
    }
  }

  private async race(index: number, trial: Trial, check: VariantCheck): Promise<void> {
    const { leader } = this;
    const id = this.site.variants[index]?.id ?? '';
    const samples = [await trial.sample()];
    const least = () => Math.min(...samples);
    const isSlow = () => leader !== null && least() > this.rules.abandon * leader.least;
    // Another program may have had the machine: what is learned from one sample would mislead elsewhere too.
    if (isSlow()) samples.push(await trial.sample());
    if (isSlow()) {
      this.outcomes[index] = { ...outcome(id, 'slower', least()), check };
      return;
    }
    while (samples.length < this.rules.samples) samples.push(await trial.sample());
    // A sample holds what the GPU takes, and not what the CPU takes to record it: more dispatches have to pay for themselves each time.
    const counted = leader !== null && trial.dispatches > leader.trial.dispatches ? () => Math.max(...samples) : least;
    if (leader !== null && this.beats(counted(), leader)) {
      // A GPU that has meanwhile raised its clock would favour whoever comes later: once more, in turn.
      for (let i = 1; i < this.rules.samples; i++) {
        leader.least = Math.min(leader.least, await leader.trial.sample());
        samples.push(await trial.sample());
      }
      this.outcomes[leader.index] = timed(leader);
    }
    const raced = { ...{ id, index, trial, check }, least: least() };
    this.outcomes[index] = timed(raced);
    if (leader !== null && !this.beats(counted(), leader)) return;
    leader?.trial.release();
    this.leader = raced;
  }

  private beats(seconds: number, leader: Leader): boolean {
    return seconds < leader.least * (leader.index === 0 ? 1 - this.rules.noise : 1);
  }

  /** Frees what the leader holds; what it is stays known. */
  release(): void {
    this.leader?.trial.release();
  }

  result(): SiteOutcome {
    const { id, rows, uses, variants } = this.site;
    const [first] = variants;
    return {
      ...{ id, rows, uses },
      chosen: variants[this.leader?.index ?? 0]?.id ?? first.id,
      default: first.id,
      seconds: this.leader?.least ?? null,
      defaultSeconds: this.outcomes[0]?.seconds ?? null,
      attemptSeconds: this.longest,
      remembered: false,
      candidates: this.outcomes,
    };
  }
}

const timed = ({ id, least, check }: Leader): VariantOutcome => ({ ...outcome(id, 'timed', least), check });

const toldOf = ({ message, details }: TokamarkError) => ({ message, ...(details === '' ? {} : { details }) });

export function outcome(id: string, status: VariantStatus, seconds: number | null = null): VariantOutcome {
  return { id, status, seconds, check: null, message: '' };
}
