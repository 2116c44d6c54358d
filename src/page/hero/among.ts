/** Draws the card "Is that good?" once a run of a GPU is over. The catalogue is loaded then: not while something is timed. */
import { h, render } from 'preact';
import { loadCatalogue } from '../../hardware/catalogue';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { hasEnded, type PageState } from '../state/page-state';
import { isSoftware } from '../view/gpu-facts';
import { IsThatGood } from './is-that-good';

type Bandwidth = NonNullable<NonNullable<PageState['run']['record']['roofs']>['bandwidth']>;

/** Null where there is nothing to compare: no run, no roof, or no GPU. */
export function comparable({ gpu, run }: Pick<PageState, 'gpu' | 'run'>): Bandwidth | null {
  return hasEnded(run) && !isSoftware(gpu) ? (run.record.roofs?.bandwidth ?? null) : null;
}

export function createAmong(): View {
  const card = find('among');
  const body = find('among-body');
  const draw = whenChanged(
    (measured: Bandwidth | null) => [measured],
    (measured) => {
      card.hidden = measured === null;
      if (measured !== null) void fill(measured);
    },
  );
  let latest: Bandwidth | null = null;
  const fill = async (measured: Bandwidth): Promise<void> => {
    latest = measured;
    const { presets } = await loadCatalogue();
    // Another run may have ended meanwhile.
    if (latest === measured) render(h(IsThatGood, { measured, presets }), body);
  };
  return (state) => draw(comparable(state));
}
