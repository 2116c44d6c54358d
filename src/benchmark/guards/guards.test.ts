/** The log of guards and what the policy hears of it, on a clock that the test moves. */
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { GUARD_NAMES, guardWarning, GUARDS, type Guard } from './guard';
import { GuardLog } from './guard-log';
import { agree } from './timestamps';
import { watchOf } from './watch';

/** Each pause of the watch moves the clock, and then does what the test wants to happen meanwhile. */
function place({ software = false, signal = null }: { software?: boolean; signal?: AbortSignal | null } = {}) {
  let now = 0;
  const clock = { now: () => seconds(now) };
  const log = new GuardLog(clock);
  const waited: Guard[] = [];
  let meanwhile: () => void = () => undefined;
  const watch = watchOf(log, {
    ...{ clock, signal, software },
    onWaiting: (guard) => waited.push(guard),
    pause: (milliseconds) => {
      now += milliseconds / 1000;
      meanwhile();
      return Promise.resolve();
    },
  });
  const at = (time: number) => (now = time);
  const say = (guard: Guard, active: boolean) => log.notice({ guard, active });
  return { log, watch, waited, at, say, time: () => now, whilePaused: (act: () => void) => (meanwhile = act) };
}

describe('who shows the run', () => {
  const watching = (onTiming?: () => unknown) => {
    const pauses: number[] = [];
    const own = { clock: { now: () => seconds(0) }, signal: null, software: false, onWaiting: () => undefined };
    const pause = (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
      return Promise.resolve();
    };
    return { pauses, watch: watchOf(new GuardLog(own.clock), { ...own, pause, ...(onTiming && { onTiming }) }) };
  };

  it('is waited for before something is timed, and not for long', async () => {
    let drawn = false;
    const soon = watching(() => Promise.resolve().then(() => (drawn = true)));
    await soon.watch.still();
    expect(drawn).toBe(true);
    const never = watching(() => new Promise(() => undefined));
    await never.watch.still();
    expect(never.pauses).toEqual([250]);
  });

  it('holds nothing up where there is nobody', async () => {
    const { watch, pauses } = watching();
    await watch.still();
    expect(pauses).toEqual([]);
  });
});

describe('every guard', () => {
  it('tells what it is and what to do in at least two sentences', () => {
    expect(GUARD_NAMES).toHaveLength(Object.keys(GUARDS).length);
    for (const guard of GUARD_NAMES) {
      expect(guardWarning(guard)).toMatchObject({ code: guard });
      expect(GUARDS[guard].message).toMatch(/[:.;] .+\.$/);
    }
  });
});

/** A new guard has no test unless it stands here. */
const VOIDS: Readonly<Record<Guard, (typeof GUARDS)[Guard]['voids']>> = {
  'hidden-tab': 'repetition',
  'cpu-pressure': 'repetition',
  'another-tab': 'nothing',
  battery: 'nothing',
  'power-saver': 'nothing',
  throttled: 'nothing',
  'clock-disagrees': 'timestamps',
  'device-lost': 'rest',
  'software-adapter': 'rank',
};

describe.each(GUARD_NAMES)('%s', (guard) => {
  it('voids what it must: a repetition only where that is what it spoils', async () => {
    const { watch, at, say } = place();
    expect(GUARDS[guard].voids).toBe(VOIDS[guard]);
    at(10);
    say(guard, true);
    at(11);
    say(guard, false);
    const voided = VOIDS[guard] === 'repetition' ? guard : null;
    expect(await watch.voided(seconds(10.5), seconds(12))).toBe(voided);
    expect(await watch.voided(seconds(11.5), seconds(12))).toBeNull();
  });

  it('holds a repetition up only where that helps', async () => {
    const { watch, say, time, whilePaused } = place();
    say(guard, true);
    whilePaused(() => {
      if (time() >= 5) say(guard, false);
    });
    await watch.calm();
    expect(time() >= 5).toBe(VOIDS[guard] === 'repetition');
  });

  it('tells the person to do something', () => {
    expect(GUARDS[guard].message).toMatch(
      /\b(Keep|Close|Plug|Give|Install|run again|Another browser or a newer driver)\b/,
    );
  });
});

describe('a hidden tab', () => {
  it('voids what overlaps with it at either end, and nothing else', async () => {
    const { log, watch, at, say } = place();
    at(10);
    say('hidden-tab', true);
    at(12);
    say('hidden-tab', false);
    expect(log.voiding(seconds(5), seconds(9.9), new Set())).toBeNull();
    expect(await watch.voided(seconds(9), seconds(10.5))).toBe('hidden-tab');
    expect(await watch.voided(seconds(11), seconds(11.5))).toBe('hidden-tab');
    expect(await watch.voided(seconds(11.9), seconds(20))).toBe('hidden-tab');
    expect(await watch.voided(seconds(12.1), seconds(20))).toBeNull();
  });

  it('is waited for, however long', async () => {
    const { watch, waited, say, time, whilePaused } = place();
    say('hidden-tab', true);
    whilePaused(() => {
      if (time() > 1000) say('hidden-tab', false);
    });
    await watch.calm();
    expect(time()).toBeGreaterThan(1000);
    expect(new Set(waited)).toEqual(new Set(['hidden-tab']));
  });

  it('does not keep a run from being cancelled', async () => {
    const controller = new AbortController();
    const { watch, say, whilePaused } = place({ signal: controller.signal });
    say('hidden-tab', true);
    whilePaused(() => controller.abort());
    await expect(watch.calm()).rejects.toThrow(TokamarkError);
  });

  it('voids also where it is said only after the repetition has ended', async () => {
    const { watch, at, say, whilePaused } = place();
    at(10);
    whilePaused(() => say('hidden-tab', true));
    expect(await watch.voided(seconds(9), seconds(10))).toBe('hidden-tab');
  });
});

describe('a busy processor', () => {
  it('is waited for only for a while', async () => {
    const { watch, say, time } = place();
    say('cpu-pressure', true);
    await watch.calm();
    expect(time()).toBeGreaterThanOrEqual(15);
    expect(time()).toBeLessThan(16);
    expect(await watch.voided(seconds(15), seconds(16))).toBe('cpu-pressure');
  });

  it('voids nothing where the processor is the adapter', async () => {
    const { watch, say, time } = place({ software: true });
    say('cpu-pressure', true);
    await watch.calm();
    expect(time()).toBe(0);
    expect(await watch.voided(seconds(0), seconds(1))).toBeNull();
  });
});

describe('the log', () => {
  it('tells a run of what lasts already and of what comes, each time it begins', () => {
    const { log, say } = place();
    say('battery', true);
    const told: Guard[] = [];
    log.begin((guard) => told.push(guard));
    say('battery', true);
    say('hidden-tab', true);
    say('hidden-tab', false);
    say('hidden-tab', true);
    expect(told).toEqual(['battery', 'hidden-tab', 'hidden-tab']);
    log.end();
    say('another-tab', true);
    expect(told).toHaveLength(3);
  });

  it('forgets between two runs what is over', () => {
    const { log, say } = place();
    say('battery', true);
    log.mark('throttled');
    log.begin(() => undefined);
    expect(log.all.map(({ guard }) => guard)).toEqual(['battery']);
  });

  it('never voids for what is only a warning', async () => {
    const { watch, say } = place();
    for (const guard of ['battery', 'another-tab', 'throttled', 'software-adapter'] as const) say(guard, true);
    await watch.calm();
    expect(await watch.voided(seconds(0), seconds(1))).toBeNull();
  });
});

describe('timestamps', () => {
  const agrees = (gpu: number, clock: number) => agree({ gpu: seconds(gpu), clock: seconds(clock) });

  it('agree with a clock that also sees the submit, and with none that says much less or much more', () => {
    expect(agrees(0.1, 0.1)).toBe(true);
    expect(agrees(0.1, 0.12)).toBe(true);
    expect(agrees(0.1, 0.3)).toBe(false);
    expect(agrees(0.2, 0.1)).toBe(false);
    expect(agrees(0, 0.1)).toBe(false);
  });
});
