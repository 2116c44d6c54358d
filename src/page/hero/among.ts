/** Draws the card "Is that good?" once a run is over. The catalogue is loaded then: not while something is timed. */
import { h, render } from 'preact';
import { loadCatalogue } from '../../hardware/catalogue';
import { amongRuns } from '../../report/among-runs';
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

/** Among all that this browser has, from files too. */
function amongKept({ run, compare }: Pick<PageState, 'run' | 'compare'>): string {
  const { result } = run.answer;
  if (result === null) return '';
  return amongRuns(result, compare.runs);
}

export function createAmong(): View {
  const host = find('among-card');
  const show = (bandwidth: Parameters<typeof IsThatGood>[0]['bandwidth'], sentence: string): void =>
    render(bandwidth === null && sentence === '' ? null : h(IsThatGood, { bandwidth, amongRuns: sentence }), host);
  let latest: Bandwidth | null = null;
  let loaded = false;
  const draw = whenChanged(
    (measured: Bandwidth | null, sentence: string) => [measured, sentence],
    (measured, sentence) => {
      latest = measured;
      if (measured === null) show(null, sentence);
      else {
        // Its place is kept: nothing moves when the catalogue has come.
        if (!loaded) show('loading', sentence);
        void withCatalogue(measured, sentence);
      }
    },
  );
  const withCatalogue = async (measured: Bandwidth, sentence: string): Promise<void> => {
    const { presets } = await loadCatalogue();
    loaded = true;
    // Another run may have ended meanwhile.
    if (latest === measured) show({ measured, presets }, sentence);
  };
  const kept = whenChanged(
    ({ run, compare }: PageState) => [run.answer.result, compare.runs],
    (state) => (sentence = amongKept(state)),
  );
  let sentence = '';
  return (state) => {
    kept(state);
    draw(comparable(state), sentence);
  };
}
