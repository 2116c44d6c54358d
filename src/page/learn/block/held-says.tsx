/** What is said of the weight in the hand, in the corner of the picture where fewest weights are. */
import type { JSX } from 'preact';

const LINE = 17;
/** Of a letter, in the mean. */
const LETTER = 7.5;

interface Props {
  /** A line each. */
  readonly says: readonly string[];
  /** Between which there is room, in pixels. */
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

export function HeldSays({ says, box, dots }: Props): JSX.Element | null {
  if (says.length === 0) return null;
  const width = LETTER * Math.max(...says.map(({ length }) => length));
  const height = LINE * says.length;
  const corners = (['start', 'end'] as const).flatMap((anchor) =>
    [box.bottom - height, box.top].map((top) => {
      const left = anchor === 'start' ? box.left : box.right - width;
      const under = dots.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height).length;
      return { anchor, top, under };
    }),
  );
  const [best] = corners.toSorted((a, b) => a.under - b.under);
  if (best === undefined) return null;
  return (
    <g class="held-says" text-anchor={best.anchor}>
      {says.map((line, i) => (
        <text key={i} x={best.anchor === 'start' ? box.left : box.right} y={best.top + (i + 0.75) * LINE}>
          {line}
        </text>
      ))}
    </g>
  );
}
