/** What the picture of a class says, in a language: of figures that its builder gives. */
import type { ModelFormat } from '../../kernels/recipe';
import type { ClassGroup } from './class-groups';

/** As written; one number where low and high read the same. */
export interface Span {
  readonly low: string;
  readonly high: string;
  readonly median: string;
  readonly devices: number;
}

export interface ClassWords {
  readonly title: string;
  /** Axes and panels. */
  readonly bits: string;
  readonly speed: string;
  readonly times: string;
  readonly speedPanel: string;
  readonly timesPanel: string;
  readonly groups: Readonly<Record<ClassGroup, string>>;
  /** Beside the name of a format. */
  readonly softwareShort: string;
  /** In full, wherever a software adapter's speed is shown. */
  readonly softwareMark: string;
  readonly device: string;
  readonly unknownDevice: string;
  readonly code: string;
  /** Of a figure with two or three digits: `1,200` in English, `1.200` in German. */
  readonly number: (value: number) => string;
  /** `2.1 times (1.3 to 2.9), 4 devices`, behind a bar. */
  readonly spanText: (span: Span) => string;
  /** One device's format, for whoever points at it. */
  readonly explains: (about: { readonly device: string; readonly format: string; readonly speed: string }) => string;
  /** What to see. `gpus` or `software` is null where there are none with both formats. */
  readonly says: (about: {
    readonly few: string;
    readonly many: string;
    readonly gpus: Span | null;
    readonly software: Span | null;
  }) => string;
  /** Where no device has two formats to compare. */
  readonly saysLittle: string;
  readonly explainLines: string;
  readonly explainMedian: string;
  /** Codes that are in the list but not in the picture. */
  readonly otherModels: (count: number, model: string) => string;
  readonly source: (about: { readonly devices: number; readonly model: string; readonly measuredAs: string }) => string;
}

/** Formats are called the same in every language. */
export const formatName = (format: ModelFormat): string => format.toUpperCase();
