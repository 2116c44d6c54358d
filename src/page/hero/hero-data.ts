/** What the first screen of the benchmark shows, as data, and what it shows before a run. Light: the build draws it, too. */
import type { ModelFormat } from '../../kernels/recipe';
import { adapterName } from '../../report/adapter-name';
import type { Interval } from '../../report/digits';
import { mainFormat } from '../../report/main-format';
import type { GpuState, RunOptions } from '../state/page-state';
import type { CellText } from '../view/results-model';
import type { ModelStanding } from '../../report/which-model';
import { WORDS } from './catalogue/words';
import type { HeroNotes } from './notes-model';

/** The decode speed of a format. */
export interface HeroFigure {
  readonly format: ModelFormat;
  readonly cell: Pick<CellText, 'value' | 'range' | 'note' | 'tone'>;
  /** Repetitions that have counted so far. */
  readonly samples: number;
  /** Of the bandwidth that the same run measured; null where it measured none, or nothing has counted yet. */
  readonly share: Interval | null;
  /** The same in words, such as `61 %`; empty without one. */
  readonly shareWords: string;
  /** Why that share is not to be believed; empty where nothing speaks against it. */
  readonly doubt: string;
}

/** A smaller figure beside it. */
export interface HeroFact {
  readonly id: string;
  readonly value: string;
  /** What it is, with its unit. */
  readonly about: string;
  readonly samples: number;
}

export interface Hero {
  readonly phase: 'before' | 'during' | 'after';
  readonly title: string;
  readonly lead: string;
  /** Of which model the figures are; null as long as that is not known. */
  readonly model: HeroModel | null;
  readonly main: HeroFigure;
  /** FP16 beside another format. */
  readonly beside: HeroFigure | null;
  readonly facts: readonly HeroFact[];
  /** What qualifies the figures. */
  readonly notes: HeroNotes;
  /** Where whoever challenges stands; null where nobody does. */
  readonly needle: HeroNeedle | null;
  /** Other engines take their turns in the run, of which the figures here are none. */
  readonly engines: boolean;
}

export interface HeroModel {
  /** `Fable’s shape, 5.25M parameters`. */
  readonly name: string;
  readonly standing: ModelStanding;
  /** What it may be compared with; empty during a run. */
  readonly words: string;
}

/** Another's result on the ring, which nobody has verified. */
export interface HeroNeedle {
  /** Of the bandwidth of their own machine. */
  readonly share: number;
  readonly words: string;
}

const NO_NOTES: HeroNotes = { notes: [], marks: {}, whyLow: null, whyNotHeadline: null };

type Asked = Pick<RunOptions, 'shape' | 'formats' | 'budgetSeconds' | 'sustained'>;

export function heroBefore(gpu: GpuState, options: Asked): Hero {
  const main = noFigure(mainFormat(options.formats));
  const beside = main.format !== 'fp16' && options.formats.includes('fp16') ? noFigure('fp16') : null;
  return {
    phase: 'before',
    title: WORDS.before.title,
    lead: whatRunDoes(gpu, options),
    model: null,
    engines: false,
    main,
    beside,
    facts: [],
    notes: NO_NOTES,
    needle: null,
  };
}

const noFigure = (format: ModelFormat): HeroFigure => ({
  ...{ format, samples: 0, share: null, shareWords: '', doubt: '' },
  cell: { value: '–', range: '', note: '', tone: 'empty' },
});

/** As the browser calls it, where it does. */
export function gpuName(gpu: GpuState): string {
  if (gpu.kind !== 'known') return WORDS.unnamedGpu;
  const { adapter } = gpu.description;
  const names = [adapter.vendor, adapter.architecture, adapter.device, adapter.description];
  return names.every((name) => name.trim() === '') ? WORDS.unnamedGpu : adapterName(adapter);
}

/** What will happen, for how long, and on which GPU. */
function whatRunDoes(gpu: GpuState, { shape, formats, budgetSeconds, sustained }: Asked): string {
  const all = budgetSeconds === null ? null : budgetSeconds + (sustained?.seconds ?? 0);
  return WORDS.before.does({
    model: shape === null ? WORDS.before.ownModel : WORDS.before.languageModel(shape),
    gpu: gpuName(gpu),
    formats: formats.map((format) => format.toUpperCase()).join(', '),
    time: all === null ? WORDS.before.noLimit : WORDS.before.inAbout(minutes(all)),
  });
}

function minutes(seconds: number): string {
  if (seconds < 50) return WORDS.before.seconds(String(seconds));
  const whole = Math.round(seconds / 60);
  return whole === 1 ? WORDS.before.minute : WORDS.before.minutes(String(whole));
}
