/** A picture in the page: drawn for the width that it has, in the page's colours, with the same numbers as a table and as files. */
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chart } from '../../report/charts/chart';
import { SOFTWARE_MARK } from '../../report/charts/layout';
import { PALETTES } from '../../report/charts/palette';
import { chartSvg } from '../../report/charts/svg';
import { useOnPaper } from '../dom/on-paper';
import { SheetBox } from '../view/sheet-table';
import { WORDS } from './catalogue/words';
import type { PictureWords } from './picture-words';
import { SavePicture } from './save-buttons';

interface PictureProps {
  readonly chart: Chart;
  /** In pixels, until it has measured its place; null: nothing is drawn before. */
  readonly width?: number | null;
  readonly words?: PictureWords;
}

interface CardProps extends Omit<PictureProps, 'words'> {
  /** false: only its place, which takes no time. */
  readonly drawn?: boolean;
}

/** Folded on a phone, where it would be one of many screens: what to see in it stands in what opens it. */
export function FoldedPicture({
  chart,
  open,
  width,
  drawn = true,
}: CardProps & { readonly open: boolean }): JSX.Element {
  const { id, title, says, software } = chart;
  return (
    <details class="card folded printed" data-picture={id} data-testid={`picture-${id}`} open={open}>
      <summary>
        <h2>{title}</h2>
        <span class="picture-says">
          {unbroken(says)} {software && <strong class="software-note">{SOFTWARE_MARK}.</strong>}
        </span>
      </summary>
      {drawn && <Picture chart={chart} width={width ?? null} />}
    </details>
  );
}

/** A card below the number of the run, beside which stands that a software adapter made it: what it shows, and what to see in it. */
export function PictureCard({ chart, width, drawn = true }: CardProps): JSX.Element {
  const { id, title, says } = chart;
  const heading = `picture-${id}-heading`;
  return (
    <section class="card picture-card" data-picture={id} aria-labelledby={heading} data-testid={`picture-${id}`}>
      <h2 id={heading}>{title}</h2>
      <p class="picture-says">{unbroken(says)}</p>
      {drawn && <Picture chart={chart} width={width ?? null} />}
    </section>
  );
}

/** The picture itself, for a card that says what to see. */
export function Picture({ chart, width: known = null, words = WORDS }: PictureProps): JSX.Element {
  const [place, width] = useOwnWidth(known);
  const [pointed, setPointed] = useState('');
  const { title, notes = [] } = chart;
  const svg = useMemo(
    () => (width === null ? '' : chartSvg(chart, { width, palette: PALETTES.page, frame: 'bare' })),
    [chart, width],
  );
  const point = (event: Event): void => setPointed(explanationOf(event.target) ?? pointed);
  return (
    <div class="chart-box">
      <div class="picture-ruler" ref={place} />
      {/* Of our own writing, with every word from outside escaped (report/charts/svg.ts), so it goes in as it is. */}
      <div class="picture-drawn" onPointerOver={point} onClick={point} dangerouslySetInnerHTML={{ __html: svg }} />
      {pointed !== '' && (
        <p class="picture-pointed hint" aria-hidden="true">
          {pointed}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} class="hint">
          {unbroken(note)}
        </p>
      ))}
      <div class="picture-foot">
        <details>
          <summary>{words.asTable}</summary>
          <SheetBox sheet={chart.table} name={words.tableName(title)} />
        </details>
        <SavePicture chart={chart} words={words} />
      </div>
    </div>
  );
}

/** A figure stays with its sign and unit at the end of a line. */
const unbroken = (text: string): string => text.replace(/ (?=[±%])|(?<=±) /g, '\u00a0');

/** What a mark says of itself: its `<title>`, which only a mouse would show, and slowly. */
function explanationOf(target: EventTarget | null): string | null {
  if (!(target instanceof SVGPathElement)) return null;
  return target.querySelector('title')?.textContent ?? null;
}

/** A4 within its margins. */
const PAPER_WIDTH = 680;

/** Of a ruler without height: what is drawn beside it does not change it. Paper has its own width. */
function useOwnWidth(known: number | null) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(known);
  const onPaper = useOnPaper();
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return;
    // In a room that is not shown there is none: it is drawn when the room is entered.
    const measure = (): void => setWidth((last) => (current.clientWidth > 0 ? current.clientWidth : last));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [place, onPaper ? Math.min(width ?? PAPER_WIDTH, PAPER_WIDTH) : width] as const;
}
