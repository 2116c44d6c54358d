/** The form of a wall meter: what it shows at idle and while decode runs. What follows from it is in calibration.ts. */
import { make } from '../dom/find';
import { calibrated, formatChoices, readMeter } from './calibration';
import type { BetterHost, BetterPart } from './better-parts';
import { fillSelect, measuringForm, numberField, problems, selectField } from './form-parts';

export function createWallMeter({ latest, use }: BetterHost): BetterPart {
  const [idleWattsLabel, idleWatts] = numberField('meter-idle-watts', 'Power at rest, W');
  const [idleSecondsLabel, idleSeconds] = numberField('meter-idle-seconds', 'Read over, s', '60 or more');
  const [wayLabel, way] = selectField('meter-way', 'Reading under load', [
    ['watts', 'watts'],
    ['counter', 'kWh counter, before and after'],
  ]);
  const [formatLabel, format] = selectField('meter-format', 'Format that was running');
  const [loadWattsLabel, loadWatts] = numberField('meter-load-watts', 'Power under load, W');
  const [loadSecondsLabel, loadSeconds] = numberField('meter-load-seconds', 'Read over, s', '60 or more');
  const [fromLabel, from] = numberField('meter-from', 'Counter before, kWh');
  const [toLabel, to] = numberField('meter-to', 'Counter after, kWh');
  const [minutesLabel, minutes] = numberField('meter-minutes', 'Minutes between the two', '20 at 300 W');
  const wrong = problems('meter-problem', {
    idle: [idleWatts, idleSeconds],
    load: [loadWatts, loadSeconds],
    counter: [from, to],
    lasted: [minutes],
    format: [format],
    'bandwidth use': [format],
  });
  const byWatts = [loadWattsLabel, loadSecondsLabel];
  const byCounter = [fromLabel, toLabel, minutesLabel];
  const drawWay = (): void => {
    for (const label of byWatts) label.hidden = way.value === 'counter';
    for (const label of byCounter) label.hidden = way.value !== 'counter';
  };
  way.addEventListener('change', drawWay);
  drawWay();
  const fields = [idleWattsLabel, idleSecondsLabel, wayLabel, formatLabel, ...byWatts, ...byCounter];
  const submit = make('button', { type: 'submit', text: 'Use these readings' });
  const form = measuringForm(fields, [submit], [wrong.place]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    wrong.clear();
    const context = latest();
    if (context === null) return;
    try {
      const measured = readMeter({
        way: way.value === 'counter' ? 'counter' : 'watts',
        ...{ idleWatts: idleWatts.value, idleSeconds: idleSeconds.value },
        ...{ loadWatts: loadWatts.value, loadSeconds: loadSeconds.value },
        ...{ from: from.value, to: to.value, minutes: minutes.value },
      });
      use(calibrated(measured, format.value, context));
    } catch (thrown) {
      wrong.show(thrown);
    }
  });
  return {
    title: 'With a wall meter',
    hint: 'Choose your GPU above. Read the meter for a minute at rest, and for a minute during a sustained run. It counts the whole machine: power above rest, less a tenth for the power supply, is taken as that of the GPU.',
    content: form,
    draw: ({ run }) => fillSelect(format, formatChoices(run)),
  };
}
