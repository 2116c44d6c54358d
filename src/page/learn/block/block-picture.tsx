/** 32 weights, the values that there are, and what each weight becomes. One of them can be taken and dragged. */
import { scaleLinear } from 'd3-scale';
import type { JSX } from 'preact';
import type { BlockModel } from './block-model';
import { HeldSays } from './held-says';

export interface BlockPictureProps {
  readonly model: BlockModel;
  readonly held: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Its values reach from minus this to this. */
  readonly reach: number;
  /** Whether the lines and what they do are shown, or the weights alone. */
  readonly rounds: boolean;
  readonly label: string;
  readonly tick: (value: number) => string;
  /** Of the weight in the hand, a line each; none where nothing is to be said. */
  readonly says: readonly string[];
  readonly onTake: (place: number, value: number | null) => void;
}

const LEFT = 52;
const EDGE = 8;
/** The error stands beside the dot, which would cover it. */
const BESIDE = 5;
/** Of more lines only a ground is left. */
const MOST_LINES = 64;

export function BlockPicture({ model, reach, width, height, ...props }: BlockPictureProps): JSX.Element {
  const { weights, rounded, blocks } = model;
  const x = scaleLinear([0, weights.length], [LEFT, width - EDGE]);
  const y = scaleLinear([-reach, reach], [height - EDGE, EDGE]);
  const middle = (place: number): number => x(place + 0.5);
  const placeAt = (event: PointerEvent, svg: Element): { place: number; value: number } => {
    const box = svg.getBoundingClientRect();
    const place = Math.floor(x.invert(((event.clientX - box.left) * width) / box.width));
    const value = y.invert(((event.clientY - box.top) * height) / box.height);
    return { place: Math.min(weights.length - 1, Math.max(0, place)), value };
  };
  return (
    <svg
      class="block-picture"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.label}
      // A text that is selected would be dragged instead.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        props.onTake(placeAt(event, event.currentTarget).place, null);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId) || !props.rounds) return;
        props.onTake(props.held, placeAt(event, event.currentTarget).value);
      }}
    >
      {y.ticks(5).map((value) => (
        <text key={value} class="tick" x={LEFT - 8} y={y(value)} dy="0.32em" text-anchor="end">
          {props.tick(value)}
        </text>
      ))}
      <line class="zero" x1={LEFT} x2={width - EDGE} y1={y(0)} y2={y(0)} />
      {props.rounds &&
        blocks.map(({ from, to, grid }) =>
          grid.length > MOST_LINES ? (
            <rect
              key={from}
              class="ground"
              {...{ x: x(from), width: x(to) - x(from), y: y(grid.at(-1) ?? 0) }}
              height={Math.max(1, y(grid[0] ?? 0) - y(grid.at(-1) ?? 0))}
            />
          ) : (
            grid
              .filter((value) => Math.abs(value) <= reach)
              .map((value) => <line key={value} class="level" x1={x(from)} x2={x(to)} y1={y(value)} y2={y(value)} />)
          ),
        )}
      {blocks.slice(1).map(({ from }) => (
        <line key={from} class="border" x1={x(from)} x2={x(from)} y1={EDGE} y2={height - EDGE} />
      ))}
      {Array.from(weights, (weight, place) => {
        const becomes = rounded[place] ?? 0;
        return (
          <g key={place} class="weight" data-held={place === props.held}>
            <line class="stem" x1={middle(place)} x2={middle(place)} y1={y(0)} y2={y(weight)} />
            {props.rounds && (
              <>
                <line
                  class="off"
                  x1={middle(place) + BESIDE}
                  x2={middle(place) + BESIDE}
                  y1={y(weight)}
                  y2={y(becomes)}
                />
                <rect class="became" x={middle(place) - 4} y={y(becomes) - 2} width={8} height={4} />
              </>
            )}
            <circle cx={middle(place)} cy={y(weight)} r={place === props.held ? 5 : 3.5} />
          </g>
        );
      })}
      <HeldSays
        says={props.says}
        box={{ left: LEFT + EDGE, right: width - EDGE, top: EDGE, bottom: height - EDGE }}
        dots={Array.from(weights, (weight, place) => ({ x: middle(place), y: y(weight) }))}
      />
    </svg>
  );
}
