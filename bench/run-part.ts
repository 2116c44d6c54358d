/** Runs one part: measures its comparisons in turn, and those once more in which an earlier build was faster. Writes nothing. */
import { verdict } from './before-table';
import type { OpenEngine } from './child';
import { busyWarning, describeMachine } from './machine';
import type { MeasuredPart, MeasuredRow, Role } from './measured';
import { measureRounds, medians, type SideOutcome } from './pairs';
import { PartEngines, type EngineSettings } from './part-engines';
import type { Comparison, Part } from './parts';
import { reasonOf, type Facts, type Workload } from './protocol';

export interface PartSettings extends EngineSettings {
  readonly pairs: number;
  readonly say: (line: string) => void;
  /** Hears of each comparison as it is done, with all that the part has so far. */
  readonly onProgress: (result: MeasuredPart) => void;
  readonly stopped: () => boolean;
}

/** Of each build, for a row that is measured once more. */
const PROCESSES = 5;

export async function runPart(part: Part, settings: PartSettings): Promise<MeasuredPart> {
  const warning = await busyWarning();
  const begun: MeasuredPart = {
    id: part.id,
    date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    machine: describeMachine(),
    environment: warning === null ? [] : [warning],
    pairs: settings.pairs,
    complete: false,
    facts: new Map(),
    notes: part.notes,
    title: part.title,
    rows: [],
  };
  return measureAgain(part, settings, await measureAll(part, settings, begun));
}

/** Each comparison once. Complete unless it was stopped. */
async function measureAll(part: Part, settings: PartSettings, begun: MeasuredPart): Promise<MeasuredPart> {
  const { pairs, say, stopped, onProgress } = settings;
  const engines = new PartEngines(part, settings);
  let result = begun;
  try {
    for (const [index, comparison] of part.comparisons.entries()) {
      if (stopped()) return result;
      const ready = await engines.ready();
      result = { ...result, facts: await factsOf(ready, result.facts) };
      const sides = await measureRounds(sidesOf(comparison, ready), pairs);
      say(`${index + 1}/${part.comparisons.length} ${comparison.title}: ${brief(sides)}`);
      // A stop ends the engines, and with them this comparison: what it has is no measurement.
      if (stopped()) return result;
      const { title, ours } = comparison;
      const row: MeasuredRow = { title, kind: ours.kind, units: unitsOf(ours), sides, again: null };
      result = { ...result, rows: [...result.rows, row] };
      onProgress(result);
    }
  } finally {
    await engines.close();
  }
  return { ...result, complete: true };
}

/**
 * A process keeps the variant that its tuner chose and the memory that it got, so that all its runs may be slower than another's: rows in
 * which the earlier build was faster are measured by several processes of each build, without the peer.
 */
async function measureAgain(part: Part, settings: PartSettings, first: MeasuredPart): Promise<MeasuredPart> {
  if (settings.before === null || !first.complete) return first;
  const { say, stopped, onProgress } = settings;
  let result = first;
  for (const [index, row] of first.rows.entries()) {
    const comparison = part.comparisons[index];
    if (comparison === undefined || verdict(row.sides) !== 'before') continue;
    const processes: ReadonlyMap<Role, SideOutcome>[] = [];
    for (let i = 0; i < PROCESSES && !stopped(); i++) {
      const engines = new PartEngines(part, { ...settings, peer: false });
      try {
        const sides = [...sidesOf(comparison, await engines.ready())];
        processes.push(await measureRounds(new Map(i % 2 === 0 ? sides : sides.toReversed()), settings.pairs));
      } finally {
        await engines.close();
      }
    }
    if (stopped()) return { ...result, complete: false };
    const again = medians(processes);
    say(`once more, ${row.title}: ${brief(again)}`);
    result = { ...result, rows: result.rows.with(index, { ...row, again }) };
    onProgress(result);
  }
  return result;
}

const sidesOf = ({ ours, theirs }: Comparison, engines: ReadonlyMap<Role, OpenEngine>) =>
  new Map([...engines].map(([role, { engine }]) => [role, { engine, workload: role === 'theirs' ? theirs : ours }]));

/** Null where an engine cannot open: its first comparison says why. */
async function factsOf(engines: ReadonlyMap<Role, OpenEngine>, known: MeasuredPart['facts']) {
  const facts = new Map<Role, Facts | null>();
  for (const [role, { engine }] of engines) {
    facts.set(role, known.get(role) ?? (await engine.facts().catch(() => null)));
  }
  return facts;
}

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

const NAMES: Readonly<Record<Role, string>> = { ours: 'ours', before: 'before', theirs: 'peer' };

function brief(sides: ReadonlyMap<Role, SideOutcome>): string {
  const side = ([role, { samples, failure }]: [Role, SideOutcome]): string => {
    if (failure !== null) return `${NAMES[role]} failed: ${failure}`;
    return `${NAMES[role]} ${Math.min(...samples).toPrecision(3)} s at best`;
  };
  return [...sides].map(side).join(', ');
}

export const failedPart = (part: Part, thrown: unknown): string => `${part.id} could not run: ${reasonOf(thrown)}`;
