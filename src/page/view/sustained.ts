/** Draws the long decode: its sentence and a curve of tokens per second over time. What it says is in report/sustained.ts. */
import { rateOf, sustainedSentence } from '../../report/sustained';
import type { Sustained } from '../../report/schema';
import { chart, HEIGHT, shape, WIDTH } from '../dom/chart';
import { find, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';

export function createSustained(): View {
  const section = find('sustained');
  const draw = whenChanged((sustained: Sustained | null) => [sustained], drawSustained);
  return ({ run }, options) => {
    section.hidden = options.sustained === null && run.record.sustained === null;
    draw(run.record.sustained);
  };
}

function drawSustained(sustained: Sustained | null): void {
  const waiting = 'The curve appears here while the sustained decode runs.';
  setText('sustained-text', sustained === null ? waiting : sustainedSentence(sustained));
  find('sustained-chart').replaceChildren(...(sustained === null ? [] : curve(sustained)));
}

/** From 0 up, so that a small dip looks small. Samples that do not count are left out of the line. */
function curve(sustained: Sustained): readonly Element[] {
  const { samples, seconds } = sustained;
  const most = Math.max(...samples.map(rateOf)) * 1.05;
  const points = samples
    .filter(({ guard }) => guard === null)
    .map((sample) => {
      const x = (WIDTH * (sample.at + sample.seconds / 2)) / Math.max(seconds, 1e-9);
      return `${Math.min(WIDTH, x).toFixed(1)},${(HEIGHT * (1 - rateOf(sample) / most)).toFixed(1)}`;
    });
  const line = shape('polyline', { points: points.join(' '), 'vector-effect': 'non-scaling-stroke' });
  const corners = { most: `${Number(most.toPrecision(3))} tokens/s`, least: '0', end: `${seconds} s` };
  return chart(`Tokens per second over time. ${sustainedSentence(sustained)}`, [line], corners);
}
