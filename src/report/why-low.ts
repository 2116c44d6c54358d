/**
 * Why a speed may be low: one named cause, and what to do now, or none. From what the run itself saw, and nothing else; the cause that
 * explains most comes first. Not what bars a result from ranks (standing.ts).
 */
import type { Guard } from '../benchmark/guards/guard';
import { isOurs } from '../benchmark/whose';
import { expectedOfRun, slowSite } from './cost-model/own-run';
import type { Result } from './schema';
import { isOffTheLine } from './line';
import type { DecodeLine } from './schema/line';

export type CauseName =
  | 'software-adapter'
  | 'hidden'
  | 'busy'
  | 'another-tab'
  | 'other-gpu'
  | 'power-saver'
  | 'battery'
  | 'throttled'
  | 'old-browser'
  | 'no-f16'
  | 'launches'
  | 'slow-kernel'
  | 'far-from-roof';

export interface Cause {
  readonly name: CauseName;
  /** What was seen, with its figure where there is one. */
  readonly why: string;
  /** What to do now. */
  readonly remedy: string;
}

/** What the result does not say: adapters of this machine beside the one that was used, where somebody has listed them. */
export interface Known {
  readonly discrete: readonly string[];
}

/** Null of a healthy device. */
export function whyLow(result: Result, known: Known = { discrete: [] }): Cause | null {
  for (const look of LOOKS) {
    const found = look(result, known);
    if (found !== null) return found;
  }
  return null;
}

type Look = (result: Result, known: Known) => Cause | null;

const software: Look = ({ adapter }) =>
  adapter.software
    ? {
        name: 'software-adapter',
        why: 'No GPU did the work: this adapter is a program on the processor.',
        remedy: 'Install the graphics driver, or switch on hardware acceleration in the browser, and run again.',
      }
    : null;

/** A guard that was up for this share of the run, or longer, explains a speed; a moment of it does not. */
const LONG = 0.2;

const guarded =
  (guard: Guard, cause: Cause): Look =>
  ({ guards: { periods }, elapsedSeconds }) => {
    const spent = periods
      .filter((one) => one.guard === guard)
      .reduce((sum, { from, to }) => sum + Math.max(0, (to ?? elapsedSeconds) - from), 0);
    return elapsedSeconds > 0 && spent / elapsedSeconds >= LONG ? cause : null;
  };

const throttled: Look = ({ warnings, results }) =>
  [...warnings, ...results.flatMap((entry) => entry.warnings)].some(({ code }) => code === 'throttled')
    ? {
        name: 'throttled',
        why: 'Decode became slower while it lasted: the device throttles.',
        remedy: 'Give it air or a stronger power supply, and let it cool before the next run.',
      }
    : null;

/** Adapters that share the processor's memory, as browsers and drivers name them. */
const INTEGRATED = /\b(u?hd graphics|iris|integrated|gen-(?:9|11|12lp)|vega \d+ mobile|radeon\(tm\) graphics)\b/i;

export const isIntegrated = (name: string): boolean => INTEGRATED.test(name);

/** By all that the adapter says of itself. */
export const usesIntegrated = ({ adapter: { architecture, device, description } }: Pick<Result, 'adapter'>): boolean =>
  isIntegrated([architecture, device, description].join(' '));

const otherGpu: Look = (result, { discrete }) => {
  const [better] = discrete;
  if (result.adapter.powerPreference !== 'high-performance' || better === undefined || !usesIntegrated(result)) {
    return null;
  }
  return {
    name: 'other-gpu',
    why: `The fastest GPU was asked for, and the integrated one answered; this machine also has ${better}.`,
    remedy:
      'Assign the browser to the discrete GPU in the graphics settings of the system, or name it with --adapter, and run again.',
  };
};

/** The first version of each with subgroups in WebGPU (developer.chrome.com, What's New in WebGPU, Chrome 134, 26 February 2025). */
const SUBGROUPS_SINCE: Readonly<Record<string, number>> = { Chrome: 134, Edge: 134 };

const oldBrowser: Look = ({ environment: { name, version } }) => {
  const since = SUBGROUPS_SINCE[name];
  const major = Number.parseInt(version, 10);
  if (since === undefined || !(major < since)) return null;
  return {
    name: 'old-browser',
    why: `${name} ${version} is older than ${since}, from which on WebGPU has subgroups, which the fastest kernels need.`,
    remedy: 'Update the browser, and run again.',
  };
};

const noF16: Look = ({ adapter }) =>
  adapter.shaderF16
    ? null
    : {
        name: 'no-f16',
        why: 'The adapter has no shader-f16: every kernel computes in f32, and activations take twice the bytes.',
        remedy: 'Update the graphics driver or the browser; on an old GPU there is nothing to be done.',
      };

/** Half of a token's time and more. */
const MOSTLY = 0.5;

const launches: Look = ({ lines }) => {
  const line = ofInt4(lines);
  const token = line?.points[0]?.secondsPerToken.median ?? 0;
  if (line === null || token <= 0 || line.t0Seconds.low / token < MOSTLY) return null;
  const share = Math.round((100 * line.t0Seconds.median) / token);
  return {
    name: 'launches',
    why: `${line.t0Of === 'token' ? 'Reading each token back' : 'Launching kernels'} takes ${share} % of a token, however small the model: a faster memory would change little.`,
    remedy:
      'Compare with a larger model, which has more to read per token, or with several sequences at once (--batch); another browser may be faster at it.',
  };
};

/** Kernels that reach less of the bandwidth leave most of it unused. */
const FAR = 0.35;

/** Of the line, which knows what of a token is launches: a small model alone would accuse the kernels of those. */
const farFromRoof: Look = ({ lines, roofs }) => {
  const reached = ofInt4(lines)?.bandwidth ?? null;
  const most = roofs?.bandwidth ?? null;
  if (reached === null || most === null || (reached.high ?? Infinity) / most.low >= FAR) return null;
  const share = Number(((100 * reached.median) / most.median).toPrecision(2));
  return {
    name: 'far-from-roof',
    why: `Decode reads its weights at ${share} % of the bandwidth that the same run measured, launches aside: the kernels fit this device badly.`,
    remedy:
      'Run again with --retune, or with Retune in the options, while the machine does nothing else; then update the driver.',
  };
};

/** One kernel of the headline’s token against the same work at other sizes. */
const slowKernel: Look = (result) => {
  const expected = expectedOfRun(result);
  const site = expected === null ? null : slowSite(expected);
  if (site === null) return null;
  const times = Number((1 + site.off).toPrecision(2));
  return {
    name: 'slow-kernel',
    why: `The kernel of ${site.site} at ${site.rows} × ${site.columns} (${site.format.toUpperCase()}) takes ${times} times what the same run lets expect of it, and ${Math.round(100 * site.ofToken)} % of a token with that.`,
    remedy:
      'Run again with --retune, or with Retune in the options, while the machine does nothing else; if it stays so, report it with this result.',
  };
};

/** None where the models do not lie on it: it then says neither. */
function ofInt4(lines: readonly DecodeLine[]): DecodeLine | null {
  const line = lines.find((one) => isOurs(one) && one.format === 'int4') ?? lines.find(isOurs) ?? null;
  return line === null || isOffTheLine(line) ? null : line;
}

/** In this order: what makes a number meaningless, what a person can end at once, what the device is, where the time goes. */
const LOOKS: readonly Look[] = [
  software,
  guarded('hidden-tab', {
    name: 'hidden',
    why: 'The tab was hidden for much of the run, and browsers slow a hidden tab down.',
    remedy: 'Keep this tab in front, and the screen on, and run again.',
  }),
  guarded('cpu-pressure', {
    name: 'busy',
    why: 'Other programs kept the processor busy for much of the run, which delays every submit.',
    remedy: 'Close them, and run again.',
  }),
  guarded('another-tab', {
    name: 'another-tab',
    why: 'Another Tokamark tab used the GPU for much of the run.',
    remedy: 'Close it, and run again.',
  }),
  otherGpu,
  guarded('power-saver', {
    name: 'power-saver',
    why: 'The system’s platform profile saved power (low-power, cool or quiet), which may slow processor and GPU down.',
    remedy: 'Choose balanced or performance in the system’s power settings, and run again.',
  }),
  guarded('battery', {
    name: 'battery',
    why: 'The machine ran on its battery, and most machines then slow their GPU down.',
    remedy: 'Plug it in, switch the power saver off, and run again.',
  }),
  throttled,
  oldBrowser,
  noF16,
  launches,
  slowKernel,
  farFromRoof,
];

/** In a sentence or two, for page, terminal and Markdown; empty where there is no cause. */
export function whyLowText(result: Result, known?: Known): string {
  const cause = whyLow(result, known);
  return cause === null ? '' : `Why it may be low: ${cause.why} ${cause.remedy}`;
}
