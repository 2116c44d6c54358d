/** The card of what any GPU would cost: what is typed in, kept and read, and drawn again with each change. */
import { h, render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import type { PublishedModel } from '../../predict/published-models';
import type { Basis } from '../../energy/basis';
import { find } from '../dom/find';
import { whenChanged } from '../dom/view';
import type { EnergyData } from '../energy/energy-state';
import { isOf } from '../energy/shown-energy';
import type { RunState } from '../state/page-state';
import { machineOf } from './imagined';
import { browserTexts, keptTexts } from './kept-texts';
import { WhatIfCard, type WhatIfProps } from './what-if-card';
import { isWhatIfField, readWhatIf, workOf, type WhatIfFields } from './what-if-fields';
import { gpuHint, whatIfOf } from './what-if-model';

export interface WhatIfInput {
  readonly run: RunState;
  readonly basis: Basis;
  readonly data: EnergyData;
}

export function createWhatIf(models: readonly PublishedModel[], onChange: () => void): (input: WhatIfInput) => void {
  const kept = keptTexts('tokamark-what-if', readWhatIf, browserTexts());
  let { fields } = kept.restore();
  const onType = (name: string, value: string): void => {
    if (!isWhatIfField(name)) return;
    fields = readWhatIf({ ...fields, [name]: value });
    kept.keep(fields);
    onChange();
  };
  const place = find('cost-what-if');
  let good = readWhatIf({});
  const draw = whenChanged(
    (input: WhatIfInput) => [input.run.answer, input.basis, input.data, fields],
    (input) => {
      const { shown, wrong, lists } = propsOf(input, { fields, good }, models);
      if (wrong === null) good = fields;
      render(h(WhatIfCard, { shown, wrong, lists, fields, onType }), place);
    },
  );
  return draw;
}

interface Typed {
  readonly fields: WhatIfFields;
  /** The last that could be read. */
  readonly good: WhatIfFields;
}

/** A field that cannot be read is named, and leaves the figures of the last good ones. */
export function propsOf(
  { run, basis, data }: WhatIfInput,
  { fields, good }: Typed,
  models: readonly PublishedModel[],
): Pick<WhatIfProps, 'shown' | 'wrong' | 'lists'> {
  const { result } = run.answer;
  const own = result !== null && isOf(result.adapter, data) ? result : null;
  const of = (from: WhatIfFields) => {
    const room = machineOf(from.gpu, data, basis, own);
    const work = workOf(from, models);
    return { work, shown: whatIfOf(room, work, basis.prepared.lengths) };
  };
  const lists = {
    gpuHint: gpuHint(machineOf('', data, basis, own)),
    gpus: data.catalogue.presets
      .filter(({ memoryBandwidthGBs }) => memoryBandwidthGBs !== null)
      .map(({ name }) => name),
    models: models.map(({ name }) => name),
  };
  try {
    const { work, shown } = of(fields);
    return { shown, wrong: null, lists: { ...lists, model: work.model.name } };
  } catch (thrown) {
    const { where, message, remedy } = asTokamarkError(thrown);
    const { work, shown } = of(good);
    const wrong = {
      field: where === 'device' ? ('gpu' as const) : isWhatIfField(where) ? where : ('gpu' as const),
      says: `${message} ${remedy} The figures have not changed.`,
    };
    return { shown, wrong, lists: { ...lists, model: work.model.name } };
  }
}
