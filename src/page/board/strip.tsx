/** Median and interval of a row on the scale that all rows of its table share: the same as its figures say. */
import type { JSX } from 'preact';
import type { Strip as Shown } from './cohort-rows';

const HEIGHT = 12;
const round = (value: number): number => Math.round(100 * value) / 100;

export const Strip = ({ at, low, high }: Shown): JSX.Element => (
  <svg class="board-strip" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="board-strip-scale" x="0" y={HEIGHT / 2 - 0.4} width="100" height="0.8" />
    {low !== null && high !== null && (
      <rect
        class="board-strip-interval"
        x={round(low)}
        y={HEIGHT / 2 - 3}
        width={round(Math.max(0.4, high - low))}
        height="6"
      />
    )}
    <rect class="board-strip-median" x={round(Math.max(0, at - 0.4))} y="0" width="0.8" height={HEIGHT} />
  </svg>
);
