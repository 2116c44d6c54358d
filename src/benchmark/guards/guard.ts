/**
 * What can make a number untrue without anybody's noticing: each with what it voids, and what the person can do. Not who sees it:
 * observers are in page/guards and cli/guards, the engine keeps the log (guard-log.ts), and the policy repeats what is voided.
 */

interface GuardRule {
  /**
   * `repetition`: what was timed meanwhile is repeated and never counted. `timestamps`: the GPU's are not used. `rank`: the
   * result stands in no ranking. `rest`: nothing is measured after it. `nothing`: it is a warning.
   */
  readonly voids: 'repetition' | 'timestamps' | 'rank' | 'rest' | 'nothing';
  /** Seconds that a repetition waits for it to pass; Infinity where only the person can end it. */
  readonly patience: number;
  /** What it is, and what to do about it. */
  readonly message: string;
}

export const GUARDS = {
  'hidden-tab': {
    voids: 'repetition',
    patience: Infinity,
    message:
      'The tab was hidden, and browsers slow a hidden tab down: repetitions that it touched were repeated. Keep this tab in front, and the screen on, until the run ends.',
  },
  'cpu-pressure': {
    voids: 'repetition',
    patience: 15,
    message:
      'Other programs kept the processor busy, which delays every submit: repetitions that this touched were repeated. Close them and run again.',
  },
  'another-tab': {
    voids: 'nothing',
    patience: 0,
    message:
      'Another Tokamark tab is using the GPU: both are slower than one alone would be. Close it or wait for it, and run again.',
  },
  battery: {
    voids: 'nothing',
    patience: 0,
    message:
      'This machine runs on its battery, and most machines then slow their GPU down. Plug it in, switch battery saver off, and run again.',
  },
  'power-saver': {
    voids: 'nothing',
    patience: 0,
    message:
      'The system’s platform profile saves power (low-power, cool or quiet), which may slow processor and GPU down. Choose balanced or performance in the power settings, and run again.',
  },
  throttled: {
    voids: 'nothing',
    patience: 0,
    message:
      'Decode became slower while it lasted: the device throttles. Give it air or a stronger power supply; the speed of the last minute is the one that it keeps.',
  },
  'clock-disagrees': {
    voids: 'timestamps',
    patience: 0,
    message:
      'The GPU’s timestamps disagree with the clock and are not used: speeds come from the clock alone. Another browser or a newer driver may agree.',
  },
  'device-lost': {
    voids: 'rest',
    patience: 0,
    message:
      'The GPU was lost during the run; the figures until then are kept. Close what uses the GPU and run again; if it happens each time, choose a smaller shape.',
  },
  'software-adapter': {
    voids: 'rank',
    patience: 0,
    message:
      'This is a software adapter: a CPU does the work, and its speed says nothing about a GPU. Install the graphics driver or switch on hardware acceleration to measure the GPU.',
  },
} as const satisfies Readonly<Record<string, GuardRule>>;

export type Guard = keyof typeof GUARDS;

// Object.keys gives strings, whatever the object.
const isGuard = (text: string): text is Guard => text in GUARDS;
export const GUARD_NAMES: readonly Guard[] = Object.keys(GUARDS).filter(isGuard);

export const ruleOf = (guard: Guard): GuardRule => GUARDS[guard];

/** As a result warns of it. */
export const guardWarning = (guard: Guard): { readonly code: Guard; readonly message: string } => ({
  code: guard,
  message: GUARDS[guard].message,
});

/** What an observer says: this began, or is over. */
export interface GuardNotice {
  readonly guard: Guard;
  readonly active: boolean;
}
