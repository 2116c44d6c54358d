/** The ring: what share of the measured bandwidth each format reaches, and in its middle the number that people come for. */
import type { JSX } from 'preact';
import { arc, SIDE } from '../../report/ring';
import { WORDS } from './catalogue/words';
import type { Hero, HeroFigure, HeroNeedle } from './hero-data';
import { Marks } from './notes';

/** Half of what a needle takes of the ring. */
const NEEDLE = 0.006;

/** The lowest part of the square stays empty. */
const HEIGHT = 206;
const OUTER = { radius: 106, className: 'outer' } as const;
const INNER = { radius: 86, className: 'inner' } as const;

export function Ring({ hero: { main, beside, phase, notes, needle } }: { readonly hero: Hero }): JSX.Element {
  const { cell, format, samples } = main;
  const failed = cell.tone === 'failed';
  return (
    <>
      <div class="ring" data-phase={phase}>
        <svg viewBox={`0 0 ${SIDE} ${HEIGHT}`} role="img" aria-label={ringWords(main, beside, needle)}>
          <RingArc ring={OUTER} figure={main} />
          <RingArc ring={INNER} figure={beside} />
          {needle !== null && <path class="needle" d={needlePath(needle.share)} />}
        </svg>
        <div class="ring-number" id={`headline-${format}`} data-tone={cell.tone} data-samples={samples}>
          <span class="value">{cell.value}</span>
          <span class="unit">{failed ? cell.note : <Unit />}</span>
          <span class="range">
            {`${format.toUpperCase()}${cell.range === '' ? '' : ` · ${unbroken(cell.range)}`}`}
            <Marks numbers={notes.marks[`headline-${format}`]} />
          </span>
        </div>
        <p class="ring-scale" aria-hidden="true">
          <span>0</span>
          <span>{main.doubt === '' ? WORDS.ring.whole : WORDS.ring.doubtful}</span>
        </p>
      </div>
      {needle !== null && <p class="ring-needle">{needle.words}</p>}
    </>
  );
}

/** With both bounds on one line: word joiners beside the dash. */
const unbroken = (range: string): string => range.replace('–', '\u2060–\u2060');

/** In short where the ring is small (see ring.css). */
const Unit = (): JSX.Element => (
  <>
    <span class="unit-long">{WORDS.ring.unit}</span>
    <span class="unit-short">{WORDS.ring.unitShort}</span>
  </>
);

interface RingArcProps {
  readonly ring: typeof OUTER | typeof INNER;
  readonly figure: HeroFigure | null;
}

/** What was not reached, what was, and over its end the interval. */
function RingArc({ ring: { radius, className }, figure }: RingArcProps): JSX.Element {
  const share = figure?.share ?? null;
  return (
    <g class={className}>
      <path class="track" d={arc(radius, 0, 1)} />
      {figure !== null && share !== null && (
        <g class={figure.format === 'fp16' ? 'fp16' : 'int4'} data-doubtful={figure.doubt !== ''}>
          <path class="reached" d={arc(radius, 0, share.median)} />
          <path class="interval" d={arc(radius, share.low, share.high)} />
        </g>
      )}
    </g>
  );
}

/** Across the outer ring. */
function needlePath(share: number): string {
  const middle = Math.min(1 - NEEDLE, Math.max(NEEDLE, share));
  return arc(OUTER.radius, middle - NEEDLE, middle + NEEDLE);
}

function ringWords(main: HeroFigure, beside: HeroFigure | null, needle: HeroNeedle | null): string {
  const said = [main, beside].flatMap((figure) => {
    if (figure === null || figure.shareWords === '') return [];
    const reaches = WORDS.ring.reaches(figure.format.toUpperCase(), figure.shareWords);
    return figure.doubt === '' ? reaches : WORDS.ring.doubted(reaches, figure.doubt);
  });
  if (needle !== null) said.push(needle.words);
  return said.length === 0 ? WORDS.ring.empty : said.join(', ');
}
