/** What qualifies the figures of a run: each warning once, with the figures that it is about. No elements. */
import { GUARD_NAMES } from '../../benchmark/guards/guard';
import type { ModelFormat } from '../../kernels/recipe';
import type { RunRecord } from '../../report/parts/fold';
import { deliveryOf, type Phase } from '../../benchmark/workload';
import type { ResultEntry, Warning } from '../../report/schema';
import { whyLow } from '../../report/why-low';
import { hasEnded, type FableState, type GpuState, type PageState, type RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';

export interface Note {
  /** Counts from 1: it stands as a mark beside each figure that the note is about. */
  readonly number: number;
  readonly code: string;
  /** Which figures it is about; empty of the run as a whole. */
  readonly about: string;
  readonly text: string;
  /** What a compiler or driver said. */
  readonly details: string;
  readonly failed: boolean;
}

export interface HeroNotes {
  readonly notes: readonly Note[];
  /** By the id of a figure of the first screen, the numbers of its notes. */
  readonly marks: Readonly<Record<string, readonly number[]>>;
  /** Why the speed may be low and what to do; null where nothing says that it is. */
  readonly whyLow: { readonly why: string; readonly remedy: string } | null;
}

/** What is about every figure of the run, so about the large one too. */
const OF_ALL: ReadonlySet<string> = new Set([...GUARD_NAMES, 'drift', 'correlated', 'budget', 'not-as-asked']);

/** Also said while the run goes on. */
const AT_ONCE: ReadonlySet<string> = new Set([...GUARD_NAMES, 'fable']);

interface Place {
  readonly id: string;
  readonly about: string;
  readonly entry: ResultEntry;
}

export function notesOf({ gpu, run, fable }: Pick<PageState, 'gpu' | 'run' | 'fable'>, main: ModelFormat): HeroNotes {
  const places = placesOf(run, main);
  const [large] = places;
  const found: Omit<Note, 'number'>[] = [];
  const idsOf = new Map<Omit<Note, 'number'>, readonly string[]>();
  for (const [warning, failed] of [...messagesOf(run.record, gpu), ...withoutFable(fable)]) {
    // What is said of repetitions changes with each of them: during a run only what a person can do something about at once.
    if (!hasEnded(run) && !AT_ONCE.has(warning.code)) continue;
    const about = places.filter(({ entry }) => says(entry, warning.message));
    const shown = about.flatMap(({ id }) => (id === '' ? [] : id));
    const ids = about.length === 0 && OF_ALL.has(warning.code) && large !== undefined ? [large.id] : shown;
    const { code, message: text, details = '' } = warning;
    const note = { code, text, details, failed, about: list(about.map((one) => one.about)) };
    found.push(note);
    idsOf.set(note, ids);
  }
  // What is about the large number first, then about those beside it.
  const order = (note: Omit<Note, 'number'>): number => {
    const ids = idsOf.get(note) ?? [];
    return ids.length === 0 ? places.length : Math.min(...ids.map((id) => places.findIndex((one) => one.id === id)));
  };
  const notes = found.toSorted((a, b) => order(a) - order(b)).map((note, index) => ({ note, number: index + 1 }));
  const marks: Record<string, readonly number[]> = {};
  for (const { note, number } of notes) {
    for (const id of idsOf.get(note) ?? []) marks[id] = [...(marks[id] ?? []), number];
  }
  return { notes: notes.map(({ note, number }) => ({ ...note, number })), marks, whyLow: causeOf(run) };
}

/** That the adapter is software stands beside the number already. */
function causeOf({ answer: { result } }: RunState): HeroNotes['whyLow'] {
  return result === null || result.adapter.software ? null : whyLow(result);
}

const says = (entry: ResultEntry, message: string): boolean =>
  entry.warnings.some((one) => one.message === message) ||
  (entry.error !== null && failureOf(entry.error).message === message);

const failureOf = ({ code, message, remedy, details }: NonNullable<ResultEntry['error']>): Warning => ({
  ...{ code, message: `${message} ${remedy}` },
  ...(details === undefined || details === '' ? {} : { details }),
});

/** A run goes on without Fable where it did not come. */
const withoutFable = (fable: FableState): readonly (readonly [Warning, boolean])[] =>
  fable.kind === 'missing'
    ? [
        [
          {
            code: 'fable',
            message: `The benchmark runs without the texts: ${fable.error.message} ${fable.error.remedy}`,
          },
          false,
        ],
      ]
    : [];

/** The messages of a run, each once, without those that stand elsewhere; with true those of what failed. */
function messagesOf({ warnings, entries }: Pick<RunRecord, 'warnings' | 'entries'>, gpu: GpuState) {
  const ofGpu = gpu.kind === 'known' ? gpu.description.warnings.map(({ message }) => message) : [];
  const known = new Set(ofGpu);
  const all: (readonly [Warning, boolean])[] = [
    ...entries.flatMap(({ entry: { error } }) => (error === null ? [] : [[failureOf(error), true] as const])),
    ...warnings.map((one) => [one, false] as const),
    ...entries.flatMap(({ entry }) => entry.warnings.map((one) => [one, false] as const)),
  ];
  return all.filter(([{ code, message }]) => {
    // That it is software stands beside the number.
    if (known.has(message) || code === 'software-adapter') return false;
    known.add(message);
    return true;
  });
}

/** The figures of the first screen, the large one first, then all others, which have no id. */
function placesOf(run: RunState, main: ModelFormat): readonly Place[] {
  const { entries } = run.record;
  const at = (id: string, format: ModelFormat, phase: Phase): readonly Place[] => {
    const entry = entryFor(run, format, phase)?.entry ?? null;
    return entry === null ? [] : [{ id, about: aboutEntry(entry, entry), entry }];
  };
  const others = entries.flatMap(({ entry: { format } }) => (format === main ? [] : format));
  const shown = [
    ...at(`headline-${main}`, main, 'decode'),
    ...[...new Set(others)].flatMap((format) => at(`headline-${format}`, format, 'decode')),
    ...at('headline-prefill', main, 'prefill'),
    ...at('headline-ttft', main, 'prefill'),
  ];
  const large = shown[0]?.entry ?? null;
  const rest = entries.flatMap(({ entry }) =>
    shown.some((one) => one.entry === entry) ? [] : [{ id: '', about: aboutEntry(entry, large), entry }],
  );
  return [...shown, ...rest];
}

/** `INT4, writing`, with what is other than of the large number. */
function aboutEntry(entry: ResultEntry, large: ResultEntry | null): string {
  const { format, phase, model, batch, depth } = entry;
  const parts = [
    ...(large !== null && model.name !== large.model.name ? [model.name] : []),
    format.toUpperCase(),
    phase === 'prefill'
      ? 'reading a prompt'
      : deliveryOf(entry) === 'batched'
        ? 'writing without reading back'
        : 'writing',
    ...(batch > 1 ? [`${batch} texts at once`] : []),
    ...(depth > 0 ? [`after ${depth} tokens`] : []),
  ];
  return parts.join(', ');
}

const list = (words: readonly string[]): string => [...new Set(words)].join('; ');
