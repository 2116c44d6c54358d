/**
 * Has every contestant that gives logits read the same text, once its repetitions are over and while it is loaded: nothing that is timed is
 * disturbed. Our FP16 comes first, since all others are held against it. One that fails costs its own figures.
 */
import { TokamarkError } from '../../foundation/errors';
import { seconds, type Seconds } from '../../foundation/units';
import type { LogitRows } from '../../model/parity/logits';
import { meanNll, windowFigures } from '../../model/parity/windows';
import type { Contestant, LoadedContestant } from '../contestant';
import type { MeasuredTest } from '../measurement';
import type { PlannedRun } from '../planned-run';
import type { RunBench, RunRequest } from '../run-request';
import { stepId, type Step } from '../steps';
import { positionsOf } from '../subject';
import { isOurs } from '../whose';
import type { PassageFigures, PassageRow } from './passage';

/** Enough to see what rounding does, and no more than a short cache holds. */
const MOST_TOKENS = 128;
/** A first token is given and none is scored without a second. */
const FEWEST_TOKENS = 2;
/** For all of them together: nothing begins after it. */
const MOST_SECONDS = 180;

/** Where engines are compared on a text; with tokens that mean nothing there is nothing to be unsure of. */
const isRead = ({ prompts, contestants }: Pick<RunRequest, 'prompts' | 'contestants'>): boolean =>
  prompts !== null && contestants.some((one) => !isOurs(one));

/** Of one contestant, as long as nobody knows how fast it is. */
const EXPECTED = 1;

export const passageSteps = (asked: Pick<RunRequest, 'prompts' | 'contestants'>): readonly Step[] =>
  isRead(asked)
    ? [
        {
          id: stepId.passage,
          title: 'Read the same passage with each engine',
          expected: EXPECTED * asked.contestants.length,
        },
      ]
    : [];

interface Reader {
  readonly contestant: Contestant;
  readonly loaded: LoadedContestant;
}

const isReference = ({ contestant }: Reader): boolean => isOurs(contestant) && contestant.recipe.id === 'fp16';

export class RunPassage {
  private readonly rows: PassageRow[] = [];
  private reference: LogitRows | null = null;
  /** Chosen by those that are loaded first, and the same for all. */
  private tokens: readonly number[] | null = null;

  constructor(
    private readonly bench: RunBench,
    private readonly run: PlannedRun,
  ) {}

  /** Of contestants that were measured together, while they are loaded. @throws TokamarkError that ends everything */
  async add(measured: readonly MeasuredTest[]): Promise<void> {
    const { asked, plan } = this.run;
    const readers = readersOf(measured.filter(({ measurement }) => measurement.planned.config === plan.config));
    if (!isRead(asked) || readers.length === 0) return;
    const { clock, budget, events } = this.bench;
    const until = seconds(clock.now() + Math.min(MOST_SECONDS, budget.left()));
    this.tokens ??= asked.prompts?.context(lengthFor(readers), 0) ?? [];
    if (this.tokens.length < FEWEST_TOKENS) return;
    for (const [index, reader] of readers.entries()) {
      this.bench.throwIfCancelled();
      events.onProgress(stepId.passage, index / readers.length, reader.contestant.name);
      this.rows.push(await this.rowOf(reader, this.tokens, until));
      events.onReport('passage', { model: plan.config.name, tokens: this.tokens.length, rows: [...this.rows] });
    }
  }

  private async rowOf(reader: Reader, tokens: readonly number[], until: Seconds): Promise<PassageRow> {
    const { contestant } = reader;
    return this.bench.attempt<PassageRow>(
      async () => {
        if (this.bench.clock.now() > until) throw noTime(contestant);
        const logits = (await reader.loaded.logits?.(tokens)) ?? null;
        return {
          contestant,
          figures: logits === null ? null : await this.figures(reader, logits, tokens),
          error: null,
        };
      },
      (error) => ({ contestant, figures: null, error }),
    );
  }

  private async figures(reader: Reader, logits: LogitRows, tokens: readonly number[]): Promise<PassageFigures> {
    const isBase = isReference(reader);
    const figures =
      isBase || this.reference === null
        ? { nll: await meanNll(logits, tokens), kl: null, top1: null }
        : await windowFigures(this.reference, logits, tokens);
    if (!Object.values(figures).every((figure) => figure === null || Number.isFinite(figure)))
      throw notNumbers(reader.contestant);
    if (isBase) this.reference = logits;
    return figures;
  }
}

/** Each once, what the others are held against before them. */
function readersOf(measured: readonly MeasuredTest[]): readonly Reader[] {
  const byContestant = new Map(
    measured.map(({ loaded, measurement }) => [measurement.planned.contestant, loaded] as const),
  );
  const all = [...byContestant].map(([contestant, loaded]) => ({ contestant, loaded }));
  return all.toSorted((a, b) => Number(isReference(b)) - Number(isReference(a)));
}

/** What all of their caches hold. */
const lengthFor = (readers: readonly Reader[]): number =>
  Math.min(MOST_TOKENS, ...readers.map(({ loaded }) => positionsOf(loaded.tests)));

const noTime = ({ name }: Contestant): TokamarkError =>
  new TokamarkError({
    ...{ code: 'option', message: `There was no time left for ${name} to read the passage.`, where: name },
    remedy: 'Its speed holds. Close other programs, or give a longer budget, and run again.',
  });

const notNumbers = ({ name }: Contestant): TokamarkError =>
  new TokamarkError({
    ...{ code: 'kernel-check', message: `${name} gives logits on this device that are not numbers.`, where: name },
    remedy: 'Do not trust its speed here. Update the browser and the graphics driver, or try another browser.',
  });
