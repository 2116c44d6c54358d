/** Draws the long decode: its sentence and a curve of tokens per second over time. What it says is in report/sustained.ts. */
import { rateOf, sustainedSentence } from '../../report/sustained';
import type { Sustained } from '../../report/schema';
import { find, make, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';

/** The drawing's own units; it is stretched to the width that there is. */
const WIDTH = 600;
const HEIGHT = 120;
const SVG = 'http://www.w3.org/2000/svg';

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
  find('sustained-chart').replaceChildren(...(sustained === null ? [] : [curve(sustained), ...labels(sustained)]));
}

/** From 0 up, so that a small dip looks small. Samples that do not count are left out of the line. */
function curve(sustained: Sustained): SVGElement {
  const { samples, seconds } = sustained;
  const most = Math.max(...samples.map(rateOf)) * 1.05;
  const points = samples
    .filter(({ guard }) => guard === null)
    .map((sample) => {
      const x = (WIDTH * (sample.at + sample.seconds / 2)) / Math.max(seconds, 1e-9);
      return `${Math.min(WIDTH, x).toFixed(1)},${(HEIGHT * (1 - rateOf(sample) / most)).toFixed(1)}`;
    });
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.join(' '));
  line.setAttribute('vector-effect', 'non-scaling-stroke');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${String(WIDTH)} ${String(HEIGHT)}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `Tokens per second over time. ${sustainedSentence(sustained)}`);
  svg.append(line);
  return svg;
}

function labels({ samples, seconds }: Sustained): readonly HTMLElement[] {
  const most = Math.max(...samples.map(rateOf)) * 1.05;
  return [
    make('span', { class: 'most', text: `${String(Number(most.toPrecision(3)))} tokens/s` }),
    make('span', { class: 'least', text: '0' }),
    make('span', { class: 'end', text: `${String(seconds)} s` }),
  ];
}
