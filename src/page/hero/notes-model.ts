/** What qualifies the figures of a run: one note for each cause, with the figures that it is about. No elements; words in note-words.ts. */
import { GUARD_NAMES } from '../../benchmark/guards/guard';
import type { Phase } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import { reachOf } from '../../report/interval-reach';
import { shareDoubt } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { whyLow } from '../../report/why-low';
import { capitalised } from '../format/capitalised';
import { hasEnded, type FableState, type GpuState, type PageState, type RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import { WORDS } from './catalogue/words';
import { causeOf, figuresInWords, reachWords, type NoteCause } from './note-words';
import { whyNotHeadline } from './why-not-headline';

export interface Note {
  /** Counts from 1: it stands as a mark beside each figure that the note is about. */
  readonly number: number;
  readonly code: string;
  /** What happened, to which figures, and what to do now. */
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
  /** Why another model ran than every machine is asked for; null where it did not. */
  readonly whyNotHeadline: string | null;
}

/** What is about every figure of the run, so about the large one too. */
const OF_ALL: ReadonlySet<string> = new Set([...GUARD_NAMES, 'drift', 'correlated', 'budget', 'not-as-asked']);

/** Also said while the run goes on. */
const AT_ONCE: ReadonlySet<string> = new Set([...GUARD_NAMES, 'fable']);

interface Place {
  /** Of the figure on the first screen; empty of a figure that is not on it. */
  readonly id: string;
  readonly entry: ResultEntry;
}

/** A note before it has its number, with what it is about. */
interface Found extends NoteCause {
  readonly code: string;
  readonly details: string;
  readonly failed: boolean;
  readonly about: readonly Place[];
  /** It marks the large number though it is about no figure alone. */
  readonly ofAll: boolean;
}

export function notesOf({ gpu, run, fable }: Pick<PageState, 'gpu' | 'run' | 'fable'>, main: ModelFormat): HeroNotes {
  const places = placesOf(run, main);
  const all = run.record.entries.map(({ entry }) => entry);
  const large = places[0]?.entry ?? null;
  // What is said of repetitions changes with each of them: during a run only what a person can do something about at once.
  const found = merged([
    ...failures(places),
    ...ofRun(run, gpu, places),
    ...warned(places),
    ...surprise(places, run),
    ...withoutFable(fable),
  ]).filter(({ code }) => hasEnded(run) || AT_ONCE.has(code));
  const idsOf = ({ about, ofAll }: Found): readonly string[] => {
    const ids = [...new Set(about.flatMap(({ id }) => (id === '' ? [] : id)))];
    return ids.length === 0 && ofAll && places[0] !== undefined ? [places[0].id] : ids;
  };
  // What is about the large number first, then about those beside it.
  const order = (one: Found): number => {
    const ids = idsOf(one);
    return ids.length === 0
      ? places.length
      : Math.min(...ids.map((id) => places.findIndex((place) => place.id === id)));
  };
  const sorted = found.toSorted((a, b) => order(a) - order(b));
  const marks: Record<string, readonly number[]> = {};
  for (const [index, one] of sorted.entries()) {
    for (const id of idsOf(one)) marks[id] = [...(marks[id] ?? []), index + 1];
  }
  const notes = sorted.map(({ code, details, failed, say, about }, index): Note => {
    const entries = [...new Set(about.map(({ entry }) => entry))];
    return { ...{ code, details, failed, number: index + 1 }, text: say(figuresInWords(entries, all, large), entries) };
  });
  return { notes, marks, whyLow: lowCause(run), whyNotHeadline: whyNotHeadline(run) };
}

/** That the adapter is software stands beside the number already. */
function lowCause({ answer: { result } }: RunState): HeroNotes['whyLow'] {
  return result === null || result.adapter.software ? null : whyLow(result);
}

/** Those of one cause are one, about all of their figures. */
function merged(all: readonly Found[]): readonly Found[] {
  const byKey = new Map<string, Found>();
  for (const one of all) {
    const before = byKey.get(one.key);
    byKey.set(one.key, before === undefined ? one : { ...before, about: [...before.about, ...one.about] });
  }
  return [...byKey.values()];
}

const PLAIN = { details: '', failed: false, ofAll: false } as const;

const failures = (places: readonly Place[]): readonly Found[] =>
  places.flatMap((place) => {
    const { error } = place.entry;
    if (error === null) return [];
    const { code, message, remedy, details = '' } = error;
    const say = (figures: string) => WORDS.notes.failed(capitalised(figures), message, remedy);
    return { ...PLAIN, key: `failed ${message} ${remedy}`, say, code, details, failed: true, about: [place] };
  });

const warned = (places: readonly Place[]): readonly Found[] =>
  places.flatMap((place) =>
    place.entry.warnings.map((warning) => {
      const { code, details = '' } = warning;
      return { ...PLAIN, ...causeOf(warning, place.entry), code, details, about: [place] };
    }),
  );

/** Of the large number, whose interval stands beside it. */
function surprise([large]: readonly Place[], { record, answer }: RunState): readonly Found[] {
  const entries = record.entries.map(({ entry }) => entry);
  const reach = large === undefined ? null : reachOf(large.entry, entries, answer.result?.betweenRuns);
  if (large === undefined || reach === null) return [];
  const say = (figures: string): string => reachWords(reach, figures);
  return [{ ...PLAIN, key: 'interval', code: 'interval', say, about: [large] }];
}

/** What the run as a whole says, without what stands elsewhere: of the GPU, and that it is software. */
function ofRun({ record }: RunState, gpu: GpuState, places: readonly Place[]): readonly Found[] {
  const ofGpu = new Set(gpu.kind === 'known' ? gpu.description.warnings.map(({ message }) => message) : []);
  return record.warnings
    .filter(({ code, message }) => code !== 'software-adapter' && !ofGpu.has(message))
    .map((warning): Found => {
      const { code, message, details = '' } = warning;
      const about = code === 'above-the-roof' ? places.filter(({ entry }) => isAboveRoof(entry, record.roofs)) : [];
      const said = { key: `${code} ${message}`, say: () => message };
      return { ...PLAIN, ...said, code, details, about, ofAll: OF_ALL.has(code) };
    });
}

function isAboveRoof(entry: ResultEntry, roofs: RunState['record']['roofs']): boolean {
  const share = entry.footprintShare ?? entry.bandwidthShare ?? null;
  return share !== null && shareDoubt(share, entry, roofs) !== null;
}

/** A run goes on without Fable where it did not come. */
function withoutFable(fable: FableState): readonly Found[] {
  if (fable.kind !== 'missing') return [];
  const { message, remedy } = fable.error;
  const say = () => WORDS.notes.withoutTexts(message, remedy);
  return [{ ...PLAIN, key: 'fable', code: 'fable', say, about: [] }];
}

/** The figures of the first screen, the large one first, then all others, which have no id. */
function placesOf(run: RunState, main: ModelFormat): readonly Place[] {
  const { entries } = run.record;
  const at = (id: string, format: ModelFormat, phase: Phase): readonly Place[] => {
    const entry = entryFor(run, format, phase)?.entry ?? null;
    return entry === null ? [] : [{ id, entry }];
  };
  const others = entries.flatMap(({ entry: { format } }) => (format === main ? [] : format));
  const shown = [
    ...at(`headline-${main}`, main, 'decode'),
    ...[...new Set(others)].flatMap((format) => at(`headline-${format}`, format, 'decode')),
    ...at('headline-prefill', main, 'prefill'),
    ...at('headline-ttft', main, 'prefill'),
  ];
  const rest = entries.flatMap(({ entry }) => (shown.some((one) => one.entry === entry) ? [] : [{ id: '', entry }]));
  return [...shown, ...rest];
}
