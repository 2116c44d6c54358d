/** The guided battery calibration: its capacity, what to do now, how far it is. Which edges count is in battery-session.ts. */
import { wattHours } from '../../foundation/energy-units';
import { TokamarkError } from '../../foundation/errors';
import { seconds, type Seconds } from '../../foundation/units';
import { hasBatteryApi, watchBattery } from '../dom/battery';
import { make, makeButton, setText } from '../dom/find';
import { isBusy } from '../state/page-state';
import {
  beginSession,
  sessionAdvice,
  sessionProgress,
  stepSession,
  type BatterySession,
  type SessionEvent,
} from './battery-session';
import type { BetterHost, BetterPart } from './better-parts';
import { calibrated, formatChoices } from './calibration';
import { number } from './fields';
import { fillSelect, measuringForm, numberField, problems, selectField } from './form-parts';

const TITLE = 'With the battery of a laptop or phone';

export function createBattery(host: BetterHost): BetterPart {
  if (!hasBatteryApi()) {
    const hint = 'This browser does not show the battery level to a page; Chromium and its relatives do.';
    return { title: TITLE, hint, content: make('div'), draw: () => undefined };
  }
  return createFlow(host);
}

function createFlow({ latest, use }: BetterHost): BetterPart {
  let session: BatterySession | null = null;
  let stopWatching: (() => void) | null = null;
  const [capacityLabel, capacity] = numberField('battery-capacity', 'Battery capacity, Wh', 'as the system reports');
  const [formatLabel, format] = selectField('battery-format', 'Format that was running');
  const wrong = problems('battery-problem', { capacity: [capacity], format: [format], 'bandwidth use': [format] });
  const begin = make('button', { type: 'submit', text: 'Begin' });
  const stop = makeButton('Stop', () => {
    session = null;
    draw();
    begin.focus();
  });
  const take = makeButton('Use this calibration', () => {
    const context = latest();
    if (context === null || session?.flow.phase !== 'done') return;
    wrong.clear();
    const { idle, load } = session.flow;
    try {
      use(calibrated({ method: 'battery', idle, load }, format.value, context));
    } catch (thrown) {
      wrong.show(thrown);
    }
    draw();
  });
  const progress = make('progress', { ariaLabel: 'Steps of the battery' });
  const advice = make('p', { class: 'battery-advice', role: 'status' });
  const buttons = make('div', { class: 'better-buttons' }, begin, stop, take);
  const form = measuringForm([capacityLabel, formatLabel], [buttons, progress], [advice, wrong.place]);

  const draw = (): void => {
    const on = session !== null && session.flow.phase !== 'done' && session.flow.phase !== 'rejected';
    if (!on) unwatch();
    begin.disabled = on;
    capacity.disabled = on;
    stop.disabled = !on;
    take.disabled = session?.flow.phase !== 'done';
    const { done, of } = session === null ? { done: 0, of: 1 } : sessionProgress(session);
    progress.max = of;
    progress.value = done;
    setText(advice, session === null ? 'Not started.' : sessionAdvice(session));
    advice.hidden = !wrong.place.hidden;
  };
  const step = (event: SessionEvent): void => {
    if (session === null) return;
    session = stepSession(session, event);
    draw();
  };
  const unwatch = (): void => {
    stopWatching?.();
    stopWatching = null;
  };
  const watch = async (): Promise<void> => {
    stopWatching = await watchBattery((reading) => step({ type: 'level', time: now(), ...reading }));
    if (stopWatching === null) {
      throw new TokamarkError({
        ...{ code: 'energy', where: 'battery', message: 'The browser does not report this battery.' },
        remedy: 'Use a wall meter.',
      });
    }
  };
  const fail = (thrown: unknown): void => {
    session = null;
    wrong.show(thrown);
    draw();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) step({ type: 'hidden' });
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    wrong.clear();
    unwatch();
    try {
      const context = latest();
      session = beginSession(wattHours(number(capacity.value) ?? NaN), context !== null && isBusy(context.run));
      draw();
      watch().catch(fail);
    } catch (thrown) {
      fail(thrown);
    }
  });
  draw();
  return {
    title: TITLE,
    hint: 'Choose your GPU above. The battery level falls in steps of 1 %: the page times five at rest and five during a sustained run. That takes from a quarter of an hour to an hour. Keep this page in front. The result holds on battery only.',
    content: form,
    draw: ({ run }) => {
      fillSelect(format, formatChoices(run));
      step({ type: 'busy', time: now(), busy: isBusy(run) });
    },
  };
}

const now = (): Seconds => seconds(performance.now() / 1000);
