/** The room of costs: what is typed in, kept and read, and its cards, drawn again with each change. */
import { h, render } from 'preact';
import type { PublishedModel } from '../../predict/published-models';
import type { Basis } from '../../energy/basis';
import { find } from '../dom/find';
import { whenChanged } from '../dom/view';
import type { EnergyData, Problem } from '../energy/energy-state';
import type { Fields } from '../energy/fields';
import type { RunState } from '../state/page-state';
import { CostRoom } from './cost-room';
import { browserTexts, keptTexts } from './kept-texts';
import { roomPropsOf } from './room-model';
import { isWhatIfField, readWhatIf } from './what-if-fields';

export interface RoomInput {
  readonly run: RunState;
  readonly data: EnergyData;
  readonly basis: Basis;
  /** As typed in, with what is wrong with them. */
  readonly fields: Fields;
  readonly problem: Problem | null;
  /** What has to be said of what the browser had kept; or empty. */
  readonly notice: string;
}

interface Acts {
  /** Of the table of energy settings. */
  readonly onEnergy: (name: string, value: string) => void;
  readonly onForget: () => void;
  readonly onChange: () => void;
}

export function createRoom(models: readonly PublishedModel[], acts: Acts): (input: RoomInput) => void {
  const kept = keptTexts('tokamark-what-if', readWhatIf, browserTexts());
  let { fields } = kept.restore();
  const onType = (name: string, value: string): void => {
    if (!isWhatIfField(name)) return acts.onEnergy(name, value);
    fields = readWhatIf({ ...fields, [name]: value });
    kept.keep(fields);
    acts.onChange();
  };
  const onForget = (): void => {
    kept.forget();
    fields = readWhatIf({});
    acts.onForget();
  };
  const place = find('cost-cards');
  let good = readWhatIf({});
  return whenChanged(
    (input: RoomInput) => [input.run.answer, input.basis, input.data, input.fields, input.problem, fields],
    (input) => {
      const props = roomPropsOf(input, { fields, good }, models);
      if (props.form.wrong === null) good = fields;
      render(h(CostRoom, { ...props, onType, onForget }), place);
    },
  );
}
