/** A scripted battery beside scripted runs: which steps count, and what disturbs them. No clock and no elements. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wattHours } from '../../foundation/energy-units';
import { TokamarkError } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { beginSession, sessionAdvice, sessionProgress, stepSession, type BatterySession } from './battery-session';

const CAPACITY = wattHours(60);
const STEP_JOULES = 0.01 * CAPACITY * 3600;

/** A battery that is drained at a power for as many steps; the clock and the level go on from one call to the next. */
function battery(first: BatterySession) {
  let session = first;
  let time = 0;
  let level = 0.9;
  const send = (event: Parameters<typeof stepSession>[1]): void => {
    session = stepSession(session, event);
  };
  return {
    session: () => session,
    phase: () => session.flow.phase,
    tell: (charging: boolean) => send({ type: 'level', time: seconds(time), level, charging }),
    wait: (lasted: number) => {
      time += lasted;
    },
    drain: (power: number, steps: number) => {
      for (let step = 0; step < steps; step++) {
        time += STEP_JOULES / power;
        level = Math.round(100 * level - 1) / 100;
        send({ type: 'level', time: seconds(time), level, charging: false });
      }
    },
    busy: (busy: boolean) => send({ type: 'busy', time: seconds(time), busy }),
    hide: () => send({ type: 'hidden' }),
  };
}

function idleRead() {
  const one = battery(beginSession(CAPACITY, false));
  one.tell(true);
  one.tell(false);
  one.drain(8, 6);
  return one;
}

const why = (one: ReturnType<typeof battery>): string => sessionAdvice(one.session());

describe('a battery session', () => {
  it('recovers idle and load of any battery, however long Run is waited for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 3, max: 15, noNaN: true }),
        fc.double({ min: 16, max: 90, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (idle, load, late) => {
          const one = battery(beginSession(CAPACITY, false));
          one.tell(false);
          one.drain(idle, 6 + late);
          one.busy(true);
          one.drain(load, 6);
          const { flow } = one.session();
          expect(flow.phase).toBe('done');
          if (flow.phase !== 'done') return;
          expect(flow.idle).toBeCloseTo(idle, 6);
          expect(flow.load).toBeCloseTo(load, 6);
        },
      ),
    );
  });

  it('says what to do and how far it is', () => {
    const one = battery(beginSession(CAPACITY, false));
    expect(why(one)).toContain('Unplug');
    one.tell(false);
    one.drain(8, 3);
    expect(sessionProgress(one.session())).toEqual({ done: 2, of: 10 });
    one.drain(8, 3);
    expect(why(one)).toContain('press Run');
    one.busy(true);
    expect(why(one)).toContain('The model runs');
    one.drain(30, 6);
    expect(sessionProgress(one.session())).toEqual({ done: 10, of: 10 });
    expect(why(one)).toContain('Done');
  });

  it('lets runs follow each other, and a level be told twice', () => {
    const one = idleRead();
    one.busy(true);
    one.drain(30, 3);
    one.tell(false);
    one.busy(false);
    one.wait(4);
    one.busy(true);
    one.drain(30, 3);
    expect(one.phase()).toBe('done');
  });

  it.each([
    ['a run while the idle power is read', 'the benchmark ran', (one: ReturnType<typeof battery>) => one.busy(true), 4],
    ['the page hidden', 'the page was hidden', (one: ReturnType<typeof battery>) => one.hide(), 4],
    ['the charger', 'charger was plugged in', (one: ReturnType<typeof battery>) => one.tell(true), 4],
  ])('is rejected by %s, with the reason', (_, reason, disturb, steps) => {
    const one = battery(beginSession(CAPACITY, false));
    one.tell(false);
    one.drain(8, steps);
    disturb(one);
    expect(one.phase()).toBe('rejected');
    expect(why(one)).toContain(reason);
  });

  it('is rejected where the load stops', () => {
    const one = idleRead();
    one.busy(true);
    one.drain(30, 2);
    one.busy(false);
    one.drain(8, 1);
    expect(why(one)).toContain('nothing ran when the battery fell');
    const two = idleRead();
    two.busy(true);
    two.drain(30, 2);
    two.busy(false);
    two.wait(30);
    two.busy(true);
    expect(why(two)).toContain('nothing ran for 30 s');
  });

  it.each([0, 4, 600, NaN])('refuses a capacity of %s Wh at once', (capacity) => {
    expect(() => beginSession(wattHours(capacity), false)).toThrow(TokamarkError);
  });
});
