/** The form of a wall meter: what it shows at idle and while decode runs. What follows from it is in calibration.ts. */
import { make, setHidden } from '../dom/find';
import { calibrated, formatChoices, measuredFormats, readMeter } from './calibration';
import type { BetterHost, BetterPart } from './better-parts';
import { fillSelect, numberField, problems, selectField, submitButton } from './form-parts';

export function createWallMeter({ latest, use }: BetterHost): BetterPart {
  const [idleWattsLabel, idleWatts] = numberField('meter-idle-watts', 'At rest, the meter shows, W');
  const [idleSecondsLabel, idleSeconds] = numberField('meter-idle-seconds', 'Read over, s', '60 or more');
  const [wayLabel, way] = selectField('meter-way', 'Under load, you read', [
    ['watts', 'its watts'],
    ['counter', 'its kWh counter, before and after'],
  ]);
  const [formatLabel, format] = selectField('meter-format', 'Format that wrote meanwhile', []);
  const [loadWattsLabel, loadWatts] = numberField('meter-load-watts', 'Under load, the meter shows, W');
  const [loadSecondsLabel, loadSeconds] = numberField('meter-load-seconds', 'Read over, s', '60 or more');
  const [fromLabel, from] = numberField('meter-from', 'Counter before, kWh');
  const [toLabel, to] = numberField('meter-to', 'Counter after, kWh');
  const [minutesLabel, minutes] = numberField('meter-minutes', 'Between the two, minutes', '20 at 300 W');
  const wrong = problems('meter-problem', {
    idle: [idleWatts, idleSeconds],
    load: [loadWatts, loadSeconds],
    counter: [from, to],
    lasted: [minutes],
    format: [format],
    'bandwidth use': [format],
  });
  const drawWay = (): void => {
    const counter = way.value === 'counter';
    for (const label of [loadWattsLabel, loadSecondsLabel]) setHidden(label, counter);
    for (const label of [fromLabel, toLabel, minutesLabel]) setHidden(label, !counter);
  };
  way.addEventListener('change', drawWay);
  drawWay();
  const form = make(
    'form',
    { class: 'better-form' },
    make(
      'div',
      { class: 'energy-fields' },
      ...[idleWattsLabel, idleSecondsLabel, wayLabel, formatLabel],
      ...[loadWattsLabel, loadSecondsLabel, fromLabel, toLabel, minutesLabel],
    ),
    submitButton('Use these readings'),
    make('div', { class: 'better-say' }, wrong.place),
  );
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    wrong.clear();
    const context = latest();
    if (context === null) return;
    const { run } = context;
    try {
      const measured = readMeter({
        way: way.value === 'counter' ? 'counter' : 'watts',
        ...{ idleWatts: idleWatts.value, idleSeconds: idleSeconds.value },
        ...{ loadWatts: loadWatts.value, loadSeconds: loadSeconds.value },
        ...{ from: from.value, to: to.value, minutes: minutes.value },
      });
      const chosen = measuredFormats(run).find((one) => one === format.value) ?? null;
      use(calibrated(measured, chosen, context));
    } catch (thrown) {
      wrong.show(thrown);
    }
  });
  return {
    title: 'With a meter in the socket',
    hint: 'Choose your GPU above. Read the meter for a minute while nothing runs, and for a minute while a sustained run writes. It counts the whole machine: what is drawn above rest, less a tenth lost in the power supply, is taken as the GPU’s.',
    content: form,
    draw: ({ run }) => fillSelect(format, formatChoices(run)),
  };
}
