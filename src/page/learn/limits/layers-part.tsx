/** Which parts of the model hurt most when they are rounded: one at a time, ranked. */
import type { JSX } from 'preact';
import type { LonePart } from '../../../lab/model-choice';
import { choiceFrom } from '../../../lab/choice';
import { summary } from '../../../lab/quality';
import { Bar } from '../bar';
import { choiceName } from './choice-name';
import { LAYER_WINDOWS } from './limits';
import { Ask } from './ask';
import { OwnChoice } from './own-choice';
import type { PartProps } from './part-props';

const BY = ['layer', 'role'] as const;

export function LayersPart(props: PartProps): JSX.Element {
  const { limits, words, write, tell } = props;
  const { layers: said } = words.limits;
  const ranked = limits.layers;
  const of = ranked === null ? null : choiceFrom(ranked.choice);
  const bars = (ranked?.parts ?? []).map(({ part, quality }) => ({ part, kl: summary(quality).kl }));
  const most = Math.max(1e-12, ...bars.map(({ kl }) => kl));
  return (
    <>
      <div class="actions">
        <label class="limits-by">
          {said.by}{' '}
          <select
            id="learn-by"
            onChange={({ currentTarget }) => {
              const by = BY.find((one) => one === currentTarget.value);
              if (by !== undefined) tell({ type: 'by', by });
            }}
          >
            <option value="layer" selected={limits.by === 'layer'}>
              {said.byLayer}
            </option>
            <option value="role" selected={limits.by === 'role'}>
              {said.byRole}
            </option>
          </select>
        </label>
        <OwnChoice {...props} />
        <Ask {...props} job="layers" label={said.measure} />
      </div>
      {bars.length > 0 && (
        <>
          <h3>{of === null ? '' : choiceName(of, words.limits)}</h3>
          <ol class="learn-bars limits-ranked">
            {bars.map(({ part, kl }) => (
              <li key={partName(part, props)}>
                <span class="name">{partName(part, props)}</span>
                <Bar share={kl / most} />
                <span class="figure">{write(kl, 2)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <p class="hint">{said.hint(LAYER_WINDOWS)}</p>
    </>
  );
}

const partName = (part: LonePart, { words: { limits } }: Pick<PartProps, 'words'>): string =>
  part.kind === 'layer' ? limits.layers.layer(part.layer + 1) : limits.roles[part.role];
