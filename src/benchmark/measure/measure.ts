/**
 * Measures every test of every contestant: load and check, a first run so that a number appears early, tune and check what was chosen,
 * repeat. Those that memory holds together are repeated in turn; the others follow. One that fails costs itself alone.
 */
import type { ChosenVariants } from '../../tuning/site';
import { Board } from '../board';
import type { Entrant } from '../entrant';
import type { Measurement, MeasuredTest } from '../measurement';
import type { PlannedRun } from '../planned-run';
import type { RunBench } from '../run-request';
import { besideOurs } from '../memory-together';
import { LEFT_OUT } from '../policy';
import { loadContestant, type Ready } from './load-contestant';
import type { Measuring } from './measuring';
import { Repeating } from './repeating';
import { tuneContestant } from './tune-contestant';

/** A run once it was measured. */
export interface MeasuredRun {
  readonly run: PlannedRun;
  readonly measurements: readonly Measurement[];
  /** By tuning site, the variant that ran. */
  readonly chosen: ChosenVariants;
}

/** What is done in between, of contestants that memory holds together. */
export interface Between {
  /** The first of them are loaded and tuned, and their repetitions begin: nothing was repeated by now. */
  readonly whenReady: () => Promise<void>;
  /** They were repeated, and are freed next. */
  readonly whileLoaded: (measured: readonly MeasuredTest[]) => Promise<void>;
}

/**
 * @throws TokamarkError `cancelled`, `device-lost`: what ends everything. A contestant that fails alone is a failed measurement.
 */
export async function measure(
  bench: RunBench,
  run: PlannedRun,
  { whenReady, whileLoaded }: Between,
): Promise<MeasuredRun> {
  const board = new Board(run, (measurement) => bench.events.onReport('measurement', measurement));
  const measuring: Measuring = { bench, run, board, chosen: new Map() };
  const repeating = new Repeating(measuring, whileLoaded);
  try {
    const { fitting, refused } = besideOurs(bench, run.entrants);
    for (const { entrant, error } of refused) board.end([entrant], error);
    let waiting = await together(measuring, { repeating, whenReady }, fitting);
    const nothing = () => Promise.resolve();
    while (waiting.length > 0) waiting = await together(measuring, { repeating, whenReady: nothing }, waiting);
  } catch (thrown) {
    board.end(run.entrants, thrown);
    throw thrown;
  }
  return { run, measurements: board.measurements, chosen: measuring.chosen };
}

/** Of what the headline's tests should take: their repetitions become fewer before the line goes. */
const LEAST_MEASURED = 0.5;
/** Of what loading one of the headline took: a small model compiles kernels of its own too, those of decode alone. */
const LOADED = 0.5;

/**
 * Whether the smaller models can be made and measured without overdrawing the budget: where loading the headline's took far longer than
 * planned, the headline comes first.
 */
function hasRoomForLine({ bench, run }: Measuring, models: number): boolean {
  const { plan, foresight } = run;
  foresight.onReady();
  const line = Math.max(foresight.factor() * plan.times.line, models * LOADED * foresight.each());
  return LEAST_MEASURED * plan.times.measure + line <= bench.budget.left();
}

function leaveOut({ bench, board }: Measuring, line: readonly Entrant[]): void {
  for (const one of line.flatMap((entrant) => board.of(entrant, entrant.tests))) {
    board.set(one, { state: LEFT_OUT, status: 'cancelled' });
  }
  const models = [...new Set(line.map(({ config }) => config.name))].join(', ');
  const reason = `The time budget was too short for the smaller models (${models}): what a token costs is not told. Close other programs, or give a longer budget.`;
  bench.events.onReport('less', { what: 'budget', reason });
}

/** Measures as many of `entrants` together as memory holds, and gives those that are left. */
async function together(
  measuring: Measuring,
  { repeating, whenReady }: Pick<Between, 'whenReady'> & { readonly repeating: Repeating },
  entrants: readonly Entrant[],
): Promise<readonly Entrant[]> {
  const { bench, board } = measuring;
  const loaded: Ready[] = [];
  try {
    const later: Entrant[] = [];
    const line = entrants.filter(({ isHeadline }) => !isHeadline);
    for (const entrant of entrants) {
      if (entrant === line[0] && !hasRoomForLine(measuring, line.length)) {
        leaveOut(measuring, line);
        break;
      }
      await bench.attempt(
        async () => void loaded.push(await loadContestant(measuring, entrant)),
        (error) => {
          if (error.code === 'out-of-memory' && loaded.length > 0) later.push(entrant);
          else board.end([entrant], error);
        },
      );
    }
    const ready: Ready[] = [];
    for (const [index, one] of loaded.entries()) {
      await bench.attempt(
        async () => {
          await tuneContestant(measuring, one, { index, of: loaded.length });
          ready.push(one);
        },
        (error) => board.end([one.entrant], error),
      );
    }
    await whenReady();
    await repeating.each(ready);
    return later;
  } finally {
    await Promise.allSettled(loaded.map(async (one) => one.loaded.dispose()));
  }
}
