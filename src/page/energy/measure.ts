/** What a person does to measure the power of this machine: reads a meter, a battery or a file. What follows from it is in calibration.ts. */
import type { Better } from '../../energy/basis';
import { LARGEST_POWER_FILE, readImportedPower } from '../../energy/calibrate/imported';
import { decodeBlob } from '../../foundation/decode-text';
import { wattHours } from '../../foundation/energy-units';
import { asTokamarkError, TokamarkError } from '../../foundation/errors';
import { seconds, type Seconds } from '../../foundation/units';
import { watchBattery } from '../dom/battery';
import { find } from '../dom/find';
import { isBusy } from '../state/page-state';
import { beginSession, type SessionEvent } from './battery-session';
import { calibrated, chosenFormat, readMeter, type MeasureContext } from './calibration';
import { number } from './fields';
import { goesOn, type MeasureEvent, type MeasureState, type MeasureWay } from './measure-state';
import type { MeasureActs } from './measure-view';

interface Given {
  readonly measure: () => MeasureState;
  readonly dispatch: (event: MeasureEvent) => void;
  readonly context: () => MeasureContext;
  /** Null: back to the estimate, or to what was typed in. */
  readonly use: (better: Better | null) => void;
}

export function createMeasure({ measure, dispatch, context, use }: Given) {
  let stopWatching: (() => void) | null = null;
  const unwatch = (): void => {
    stopWatching?.();
    stopWatching = null;
  };
  const wrong = (way: MeasureWay, thrown: unknown): void =>
    dispatch({ type: 'wrong', way, error: thrown === null ? null : asTokamarkError(thrown).toData() });
  const attempt = (way: MeasureWay, work: () => void): void => {
    wrong(way, null);
    try {
      work();
    } catch (thrown) {
      wrong(way, thrown);
    }
  };
  const heard = (event: SessionEvent): void => dispatch({ type: 'heard', event });
  const watch = async (): Promise<void> => {
    stopWatching = await watchBattery((reading) => heard({ type: 'level', time: now(), ...reading }));
    if (stopWatching === null) {
      throw new TokamarkError({
        ...{ code: 'energy', where: 'battery', message: 'The browser does not report this battery.' },
        remedy: 'Use a wall meter.',
      });
    }
  };
  const fail = (thrown: unknown): void => {
    dispatch({ type: 'session', session: null });
    wrong('battery', thrown);
  };
  const formatOf = (field: 'meter-format' | 'battery-format'): string =>
    chosenFormat(measure().typed[field], context().run);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && measure().session !== null) heard({ type: 'hidden' });
  });
  const acts: MeasureActs = {
    onType: (field, value) => dispatch({ type: 'typed', field, value }),
    onMeter: () =>
      attempt('meter', () => use(calibrated(readMeter(measure().typed), formatOf('meter-format'), context()))),
    onBegin: () => {
      if (goesOn(measure().session)) return;
      unwatch();
      attempt('battery', () => {
        const capacity = wattHours(number(measure().typed['battery-capacity'] ?? '') ?? NaN);
        dispatch({ type: 'session', session: beginSession(capacity, isBusy(context().run)) });
        watch().catch(fail);
      });
    },
    onStop: () => {
      dispatch({ type: 'session', session: null });
      find('battery-begin').focus();
    },
    onTake: () => {
      const { session } = measure();
      if (session?.flow.phase !== 'done') return;
      const { idle, load } = session.flow;
      attempt('battery', () =>
        use(calibrated({ method: 'battery', idle, load }, formatOf('battery-format'), context())),
      );
    },
    onFile: (file) => {
      wrong('file', null);
      void decodeBlob(file, file.name, 'import', LARGEST_POWER_FILE)
        .then((text) => use(readImportedPower(text, context().basis.prepared.preset)))
        .catch((thrown: unknown) => wrong('file', thrown));
    },
    onRemove: () => {
      use(null);
      find('better-summary').focus();
    },
  };
  return {
    acts,
    /** At each change of the page. */
    heed: (): void => {
      const { session } = measure();
      if (!goesOn(session)) return unwatch();
      const busy = isBusy(context().run);
      if (session?.busy !== busy) heard({ type: 'busy', time: now(), busy });
    },
  };
}

const now = (): Seconds => seconds(performance.now() / 1000);
