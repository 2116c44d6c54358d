/** What rounding does to each matrix: its error as a map, and how the weights of one are spread, with the lines over it. */
import { scaleLinear } from 'd3-scale';
import type { JSX } from 'preact';
import { choiceFrom } from '../../../lab/choice';
import type { TensorFacts } from '../../../lab/tensor-facts';
import { choiceName } from './choice-name';
import { Ask } from './ask';
import { OwnChoice } from './own-choice';
import type { PartProps } from './part-props';
import { errorMap, histogramModel, type MapCell } from './tensors-model';

export function TensorsPart(props: PartProps): JSX.Element {
  const { limits, words, chosen } = props;
  const { tensors: said } = words.limits;
  const known = limits.tensors;
  const of = known === null ? null : choiceFrom(known.choice);
  const picked = known?.facts.find(({ name }) => name === limits.picked);
  return (
    <>
      <div class="actions">
        <OwnChoice {...props} />
        <Ask {...props} job="tensors" label={said.measure} />
      </div>
      <p class="hint">{said.hint(of === null ? chosen : choiceName(of, words.limits))}</p>
      {known !== null && (
        <div class="limits-tensors">
          <ErrorTable {...props} facts={known.facts} />
          {picked !== undefined && <Histogram {...props} facts={picked} />}
        </div>
      )}
    </>
  );
}

function ErrorTable({
  facts,
  limits,
  words,
  write,
  share,
  tell,
}: PartProps & { readonly facts: readonly TensorFacts[] }): JSX.Element {
  const map = errorMap(facts);
  const { tensors: said, roles } = words.limits;
  const cell = (one: MapCell | null, key: string, columns: number): JSX.Element => (
    <td key={key} colSpan={columns} data-heat={one === null ? undefined : Math.round(9 * one.heat)}>
      {one !== null && (
        <button
          type="button"
          aria-pressed={one.facts.name === limits.picked}
          aria-label={said.pick(matrixName(one.facts, words), share(one.facts.relativeError))}
          onClick={() => tell({ type: 'pick', tensor: one.facts.name })}
        >
          {share(one.facts.relativeError)}
        </button>
      )}
    </td>
  );
  return (
    <div class="limits-box" role="region" aria-label={words.limits.part.tensors} tabIndex={0}>
      <table class="limits-map">
        <thead>
          <tr>
            <th scope="col">{said.layer}</th>
            {map.roles.map((role) => (
              <th key={role} scope="col">
                {roles[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map(({ layer, cells }) => (
            <tr key={layer ?? cells[0]?.facts.name}>
              <th scope="row">{layer === null ? roles[cells[0]?.facts.role ?? 'embedding'] : layer + 1}</th>
              {cells.map((one, i) => cell(one, map.roles[i] ?? '', layer === null ? map.roles.length : 1))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="figure">{said.total(write(map.bytes / 1e6))}</p>
    </div>
  );
}

/** Layers are counted from 1, as in the table. */
const matrixName = ({ layer, role }: TensorFacts, { limits: { tensors, roles } }: PartProps['words']): string =>
  layer === null ? roles[role] : `${tensors.layer} ${layer + 1}, ${roles[role]}`;

const HEIGHT = 170;
const BOTTOM = 22;
const EDGE = 8;

function Histogram({ facts, width: room, words, write }: PartProps & { readonly facts: TensorFacts }): JSX.Element {
  const { most, heights, lines, lineCount } = histogramModel(facts);
  const { tensors: said } = words.limits;
  const width = Math.max(240, Math.min(520, room < 860 ? room - 24 : room - 520));
  const x = scaleLinear([-most, most], [EDGE, width - EDGE]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, EDGE]);
  const bin = (width - 2 * EDGE) / Math.max(1, heights.length);
  return (
    <figure class="limits-figure">
      <svg
        class="histogram-picture"
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={said.histogram(matrixName(facts, words))}
      >
        {lines.map((value) => (
          <line key={value} class="level" x1={x(value)} x2={x(value)} y1={EDGE} y2={HEIGHT - BOTTOM} />
        ))}
        {heights.map((height, i) => (
          <rect key={i} class="bin" x={EDGE + i * bin} width={bin} y={y(height)} height={HEIGHT - BOTTOM - y(height)} />
        ))}
        {[-most, 0, most].map((value, i) => (
          <text
            key={value}
            class="tick"
            x={x(value)}
            y={HEIGHT - 6}
            text-anchor={(['start', 'middle', 'end'] as const)[i]}
          >
            {write(value, 2)}
          </text>
        ))}
      </svg>
      <figcaption class="hint">
        {said.histogram(matrixName(facts, words))}. {lineCount > 0 && said.histogramHint(lineCount)}
      </figcaption>
    </figure>
  );
}
