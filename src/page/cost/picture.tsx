/** A picture drawn for the width that there is, with its sentence, and its numbers as a table one click away. */
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chart } from '../../report/charts/chart';
import { PALETTES } from '../../report/charts/palette';
import { chartSvg } from '../../report/charts/svg';
import { SheetTable } from './sheet-table';

/** Where nothing can be measured, such as in a test. */
const USUAL_WIDTH = 640;

export function Picture({ chart }: { readonly chart: Chart }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return;
    const read = (): void => {
      // Of a room that is not shown nothing is known.
      if (current.clientWidth > 0) setWidth(current.clientWidth);
    };
    read();
    const watch = new ResizeObserver(read);
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  const key = JSON.stringify(chart);
  const svg = useMemo(() => chartSvg(chart, { width, palette: PALETTES.page, frame: 'bare' }), [key, width]);
  return (
    <figure class="picture" data-picture={chart.id}>
      <figcaption>{chart.says}</figcaption>
      <div ref={place} class="picture-place" dangerouslySetInnerHTML={{ __html: svg }} />
      <details>
        <summary>The same as a table</summary>
        <div class="scroll" role="region" aria-label={`Table: ${chart.title}`} tabindex={0}>
          <SheetTable sheet={chart.table} name={chart.title} />
        </div>
      </details>
    </figure>
  );
}
