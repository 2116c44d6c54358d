/** Runs one part: opens both engines, measures its comparisons, begins an engine anew where one has died. Writes nothing. */
import { openChild, type OpenEngine } from './child';
import { busyWarning, describeMachine } from './machine';
import { openPages } from './browser';
import { measurePairs, type SideOutcome } from './pairs';
import type { Comparison, Part } from './parts';
import { reasonOf, type Facts, type Workload } from './protocol';
import type { ComparisonResult, PartResult } from './results';

export interface PartSettings {
  readonly pairs: number;
  /** For the engines' processes: drivers, and where their inputs are. */
  readonly environment: Readonly<Record<string, string>>;
  readonly gguf: string | null;
  readonly say: (line: string) => void;
  /** Hears of each comparison as it is done, with all that the part has so far. */
  readonly onProgress: (result: PartResult) => void;
  readonly stopped: () => boolean;
}

interface Engines {
  readonly ours: OpenEngine;
  readonly theirs: OpenEngine;
  readonly close: () => Promise<void>;
}

export async function runPart(part: Part, settings: PartSettings): Promise<PartResult> {
  const warning = await busyWarning();
  let result: PartResult = {
    date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    machine: describeMachine(),
    environment: warning === null ? [] : [warning],
    pairs: settings.pairs,
    complete: false,
    ours: null,
    theirs: null,
    notes: [...part.notes],
    title: part.title,
    comparisons: [],
  };
  let engines = await open(part, settings);
  try {
    for (const [index, comparison] of part.comparisons.entries()) {
      if (settings.stopped()) return result;
      if (!engines.ours.alive() || !engines.theirs.alive()) {
        await engines.close();
        engines = await open(part, settings);
      }
      result = {
        ...result,
        ours: result.ours ?? (await factsOf(engines.ours)),
        theirs: result.theirs ?? (await factsOf(engines.theirs)),
      };
      const measured = await compare(comparison, engines, settings);
      settings.say(`${index + 1}/${part.comparisons.length} ${comparison.title}: ${brief(measured)}`);
      // A stop ends the engines, and with them this comparison: what it has is no measurement.
      if (settings.stopped()) return result;
      result = { ...result, comparisons: [...result.comparisons, measured] };
      settings.onProgress(result);
    }
  } finally {
    await engines.close();
  }
  return { ...result, complete: true };
}

async function open(part: Part, settings: PartSettings): Promise<Engines> {
  if (part.place !== 'node') return openPages(part.place, part.peer, settings.gguf, settings.environment);
  const ours = openChild('tokamark', settings.environment);
  const theirs = openChild(part.peer, settings.environment);
  const close = async (): Promise<void> => {
    await Promise.all([ours.close(), theirs.close()]);
  };
  return { ours, theirs, close };
}

/** Null where the engine cannot open: its first comparison says why. */
const factsOf = ({ engine }: OpenEngine): Promise<Facts | null> => engine.facts().catch(() => null);

async function compare(
  { title, ours, theirs }: Comparison,
  engines: Engines,
  { pairs }: PartSettings,
): Promise<ComparisonResult> {
  const measured = await measurePairs(
    { engine: engines.ours.engine, workload: ours },
    { engine: engines.theirs.engine, workload: theirs },
    pairs,
  );
  return { title, kind: ours.kind, units: unitsOf(ours), ours: sideOf(measured.ours), theirs: sideOf(measured.theirs) };
}

const sideOf = (side: SideOutcome) => ({ ...side, samples: [...side.samples] });

/** By what seconds are divided for the table. */
function unitsOf(workload: Workload): number {
  switch (workload.kind) {
    case 'decode':
    case 'prefill':
      return workload.tokens;
    case 'matmul':
      return workload.layers;
    case 'attention':
      return 1;
  }
}

function brief({ ours, theirs }: ComparisonResult): string {
  const side = (name: string, { samples, failure }: ComparisonResult['ours']): string => {
    if (failure !== null) return `${name} failed: ${failure}`;
    return `${name} ${Math.min(...samples).toPrecision(3)} s at best`;
  };
  return `${side('ours', ours)}, ${side('peer', theirs)}`;
}

export const failedPart = (part: Part, thrown: unknown): string => `${part.id} could not run: ${reasonOf(thrown)}`;
