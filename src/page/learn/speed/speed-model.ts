/** What step five shows: the bytes of Fable in each format, and what a run of this machine says of how fast bytes are read. No elements. */
import { ofHeadline } from '../../../report/headline';
import { isOffTheLine } from '../../../report/line';
import type { Result, ResultEntry } from '../../../report/schema';
import type { DecodeLine } from '../../../report/schema/line';
import { isOurs } from '../../../benchmark/whose';
import { MODEL_FORMATS, type ModelFormat } from '../../../kernels/recipe';
import { fableBytes } from '../../../lab/fable-bytes';
import type { FormatRate } from '../../../lab/text';
import type { Interval } from '../../../statistics/interval';
import { hasEnded, type PageState } from '../../state/page-state';

export interface FormatBytes {
  readonly format: ModelFormat;
  readonly bytes: number;
  /** Of FP16's, 0..1. */
  readonly share: number;
  /** Seconds in which this machine's line reads them, without t0; null where no line is known. */
  readonly toRead: number | null;
  /** Tokens a second of the text that this device wrote with the lab; null where it has written none. */
  readonly rate: number | null;
}

/** Decode of the run's largest model in one format. */
export interface Dot {
  readonly format: ModelFormat;
  readonly bytes: number;
  readonly secondsPerToken: Interval;
}

export interface Phases {
  readonly format: ModelFormat;
  readonly prefill: Interval;
  readonly decode: Interval;
}

export interface MachineLine {
  readonly format: ModelFormat;
  readonly t0Seconds: Interval;
  readonly secondsPerByte: number;
  /** Whether its models lie so far off it that it says little. */
  readonly doubtful: boolean;
}

export interface MachineRun {
  readonly machine: string;
  readonly startedAt: string;
  readonly software: boolean;
  readonly model: string;
  readonly dots: readonly Dot[];
  readonly line: MachineLine | null;
  /** FP16 and INT4 where the run has them. */
  readonly phases: readonly Phases[];
  /** Programs that a token starts on the GPU, one after the other; null where the run does not say. */
  readonly launches: number | null;
  /** Joules a token of decode takes, by format; empty where the run has none. */
  readonly energy: readonly { readonly format: ModelFormat; readonly low: number; readonly high: number }[];
}

export interface SpeedModel {
  readonly bytes: readonly FormatBytes[];
  readonly run: MachineRun | null;
  /** Whether a processor imitates the GPU: in the run, or where there is none, on this page. */
  readonly software: boolean;
  /** Whether the lab's texts were written on a software adapter. */
  readonly writtenBySoftware: boolean;
}

/** What the lab has written on this device. */
export interface Written {
  readonly texts: readonly FormatRate[];
  readonly software: boolean;
}

export function speedModel(page: Pick<PageState, 'run' | 'own'>, { texts, software }: Written): SpeedModel {
  const run = runOf(page);
  const line = run?.line ?? null;
  const most = fableBytes('fp16').perToken;
  return {
    bytes: MODEL_FORMATS.map((format) => {
      const bytes = fableBytes(format).perToken;
      const rate = texts.find((text) => text.format === format)?.tokensPerSecond ?? null;
      return { format, bytes, share: bytes / most, toRead: line === null ? null : line.secondsPerByte * bytes, rate };
    }),
    run,
    software: run?.software ?? software,
    writtenBySoftware: software && texts.length > 0,
  };
}

/** What this page has just measured, or else the latest run that it kept. */
function runOf({ run, own }: Pick<PageState, 'run' | 'own'>): MachineRun | null {
  const latest = own.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const ended = hasEnded(run) && run.answer.result !== null ? [run.answer.result] : [];
  for (const result of [...ended, ...latest]) {
    const shown = machineRun(result);
    if (shown !== null) return shown;
  }
  return null;
}

function machineRun(result: Result): MachineRun | null {
  const entries = ofHeadline(result.results.filter(isOurs)).filter(({ status }) => status === 'complete');
  const decode = entries.filter(({ phase }) => phase === 'decode');
  const [first] = decode;
  const dots = decode.flatMap(dotOf);
  if (first === undefined || dots.length === 0) return null;
  const { adapter, startedAt } = result;
  const rate = (format: ModelFormat, phase: ResultEntry['phase']): Interval | null =>
    entries.find((one) => one.format === format && one.phase === phase)?.tokensPerSecond ?? null;
  return {
    ...{ startedAt, dots, software: adapter.software, model: first.model.name },
    machine: adapter.description === '' ? `${adapter.vendor} ${adapter.architecture}` : adapter.description,
    line: lineOf(result.lines.find((one) => isOurs(one) && one.model === first.model.name)),
    phases: (['fp16', 'int4'] as const).flatMap((format) => {
      const [prefill, written] = [rate(format, 'prefill'), rate(format, 'decode')];
      return prefill === null || written === null ? [] : { format, prefill, decode: written };
    }),
    launches: first.counters?.dispatchesPerToken ?? null,
    energy: (result.energy?.rows ?? [])
      .filter((row) => isOurs(row) && row.phase === 'decode' && row.model === first.model.name && row.batch === 1)
      .map(({ format, joulesPerToken: { low, high } }) => ({ format, low, high })),
  };
}

function dotOf({ format, tokensPerSecond: rate, bytesReadPerToken: bytes }: ResultEntry): readonly Dot[] {
  if (rate === null || bytes === 0) return [];
  return [{ format, bytes, secondsPerToken: { median: 1 / rate.median, low: 1 / rate.high, high: 1 / rate.low } }];
}

/** Null where time does not grow with the bytes: then there is nothing to draw a line by. */
function lineOf(line: DecodeLine | undefined): MachineLine | null {
  if (line === undefined || line.secondsPerByte.median <= 0) return null;
  const { median, low, high } = line.t0Seconds;
  return {
    format: line.format,
    t0Seconds: { median, low, high },
    secondsPerByte: line.secondsPerByte.median,
    doubtful: isOffTheLine(line),
  };
}
