/** This machine's line t0 + bytes/B, and what it measured in each format, with intervals: time per token over bytes per token. */
import { scaleLinear } from 'd3-scale';
import type { JSX } from 'preact';
import type { SpeedWords } from '../catalogue/model-messages';
import type { MachineRun } from './speed-model';

interface Props {
  readonly run: Pick<MachineRun, 'dots' | 'line'>;
  readonly words: SpeedWords;
  readonly label: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly write: (value: number) => string;
}

const LEFT = 48;
const BOTTOM = 38;
const EDGE = 10;

export function SpeedPicture({ run: { dots, line }, words, label, width, height, write }: Props): JSX.Element {
  const at = (bytes: number): number => (line === null ? 0 : line.t0Seconds.median + line.secondsPerByte * bytes);
  const mostBytes = 1.12 * Math.max(1, ...dots.map(({ bytes }) => bytes));
  const mostSeconds = 1.1 * Math.max(at(mostBytes), ...dots.map(({ secondsPerToken }) => secondsPerToken.high));
  const x = scaleLinear([0, mostBytes], [LEFT, width - EDGE]);
  const y = scaleLinear([0, mostSeconds], [height - BOTTOM, EDGE]);
  return (
    <svg
      class="speed-picture"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {x.ticks(4).map((bytes) => (
        <text key={bytes} class="tick" x={x(bytes)} y={height - BOTTOM + 16} text-anchor="middle">
          {write(bytes / 1e6)}
        </text>
      ))}
      {y.ticks(4).map((seconds) => (
        <text key={seconds} class="tick" x={LEFT - 6} y={y(seconds)} dy="0.32em" text-anchor="end">
          {write(1000 * seconds)}
        </text>
      ))}
      <text class="tick" x={width - EDGE} y={height - 6} text-anchor="end">
        {words.bytesAxis}
      </text>
      <text class="tick" x={LEFT + 6} y={EDGE + 6}>
        {words.timeAxis}
      </text>
      <path class="axis" d={`M${LEFT} ${EDGE}V${height - BOTTOM}H${width - EDGE}`} />
      {line !== null && (
        <g data-mark="line" data-doubtful={line.doubtful}>
          <line class="machine-line" x1={x(0)} y1={y(at(0))} x2={x(mostBytes)} y2={y(at(mostBytes))} />
          <text class="tick" x={LEFT + 6} y={y(Math.max(0, at(0))) - 6}>
            t0
          </text>
        </g>
      )}
      {dots.map(({ format, bytes, secondsPerToken: { median, low, high } }) => (
        <g key={format} data-format={format}>
          <line class="interval" x1={x(bytes)} x2={x(bytes)} y1={y(low)} y2={y(high)} />
          <circle cx={x(bytes)} cy={y(median)} r={4.5} />
        </g>
      ))}
      {spreadNames(
        dots.map(({ format, bytes, secondsPerToken }) => ({ format, x: x(bytes), y: y(secondsPerToken.median) })),
      ).map(({ format, x: at, y: height }) => {
        const left = at > 0.75 * width;
        return (
          <text
            key={format}
            class="name"
            x={at + (left ? -10 : 10)}
            y={height}
            dy="0.32em"
            text-anchor={left ? 'end' : 'start'}
          >
            {format.toUpperCase()}
          </text>
        );
      })}
    </svg>
  );
}

interface Named {
  readonly format: string;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
}

/** Dots as near to each other as this share the place of their names. */
const NEAR = 60;
const LINE_HEIGHT = 13;

/** Names of dots that lie together stand below one another beside them, in the order of the dots. */
export function spreadNames(dots: readonly Named[]): readonly Named[] {
  const clusters: Named[][] = [];
  for (const dot of dots.toSorted((a, b) => a.x - b.x)) {
    const last = clusters.at(-1);
    if (last !== undefined && dot.x - (last.at(-1)?.x ?? 0) < NEAR) last.push(dot);
    else clusters.push([dot]);
  }
  return clusters.flatMap((cluster) => {
    const middle = cluster.reduce((sum, { y }) => sum + y, 0) / cluster.length;
    const edge = Math.max(...cluster.map(({ x }) => x));
    return cluster
      .toSorted((a, b) => a.y - b.y)
      .map(({ format }, i) => ({ format, x: edge, y: middle + (i - (cluster.length - 1) / 2) * LINE_HEIGHT }));
  });
}
