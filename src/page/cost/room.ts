/** The room of costs: what is typed in, kept and read, and its cards, drawn again with each change. */
import { h, render } from 'preact';
import type { Preset } from '../../hardware/catalogue';
import type { PublishedModel } from '../../predict/published-models';
import type { Basis } from '../../energy/basis';
import { browserTexts } from '../dom/browser-texts';
import { find } from '../dom/find';
import { whenChanged } from '../dom/view';
import { isTwoColumns } from '../dom/wide';
import type { EnergyData, Problem } from '../energy/energy-state';
import type { Fields } from '../energy/fields';
import type { RunState } from '../state/page-state';
import { CostRoom } from './cost-room';
import { isPriceField, readGpuPrices, withPrice } from './gpu-prices';
import { keptTexts } from './kept-texts';
import { NOTHING_GOOD, roomPropsOf } from './room-model';
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
  const keptPrices = keptTexts('tokamark-gpu-prices', readGpuPrices, browserTexts());
  const restored = [kept.restore(), keptPrices.restore()] as const;
  let fields = restored[0].fields;
  let prices = restored[1].fields;
  let notice = restored[0].notice || restored[1].notice;
  /** Of which the prices in the form are. */
  let priced: Preset | null = null;
  const onType = (name: string, value: string): void => {
    notice = '';
    if (isWhatIfField(name)) {
      fields = readWhatIf({ ...fields, [name]: value });
      kept.keep(fields);
    } else if (priced !== null && isPriceField(name)) {
      prices = withPrice(prices, priced, name, value);
      keptPrices.keep(prices);
    } else return acts.onEnergy(name, value);
    acts.onChange();
  };
  const onForget = (): void => {
    kept.forget();
    keptPrices.forget();
    fields = readWhatIf({});
    prices = {};
    notice = '';
    acts.onForget();
  };
  const place = find('cost-cards');
  const wide = isTwoColumns();
  let good = NOTHING_GOOD;
  return whenChanged(
    (input: RoomInput) => [
      input.run.answer,
      input.basis,
      input.data,
      input.fields,
      input.problem,
      fields,
      prices,
      notice,
    ],
    (input) => {
      const drawn = roomPropsOf(input, { fields, prices, notice }, good, models);
      ({ good } = drawn);
      ({ priced } = drawn.model);
      render(h(CostRoom, { ...drawn.model, wide, onType, onForget }), place);
    },
  );
}
