/** Draws the card of energy and cost, and the two rows that the results table gains by it. What they say is in energy-model.ts. */
import type { Worked } from '../../energy/rows';
import { sitePresets } from '../../energy/tariff';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { PublishedModel } from '../../predict/published-models';
import type { Result } from '../../report/schema';
import { browserTexts, keptTexts, RESET_NOTICE } from '../cost/kept-texts';
import { createOwnGpu } from '../cost/own-gpu';
import { createRoom } from '../cost/room';
import { find, make, setText, setTexts } from '../dom/find';
import { whenChanged } from '../dom/view';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
import { isSoftware } from '../view/gpu-facts';
import { createBetter } from './better-panel';
import type { CostsInput } from './costs-model';
import { createCosts } from './costs-panel';
import { readFields } from './fields';
import {
  answerTexts,
  badgeText,
  deviceText,
  everydayNotes,
  NO_FIGURE,
  rowTexts,
  tariffSources,
  type FigureText,
} from './energy-model';
import { firstState, withBetter, withFields, type EnergyData, type EnergyState } from './energy-state';
import { shownEnergy, withEnergy, type ShownEnergy } from './shown-energy';

export type EnergyCard = ReturnType<typeof createEnergyCard>;

export function createEnergyCard(first: EnergyData, models: readonly PublishedModel[], onChange: () => void) {
  const kept = keptTexts('tokamark-energy-2', readFields, browserTexts());
  const drawCosts = createCosts();
  const drawBetter = createBetter((better) => {
    state = withBetter(state, better, data);
    onChange();
  });
  let data = first;
  const restored = kept.restore();
  let { notice } = restored;
  let state = withFields(firstState(data), restored.fields, data);
  if (state.problem !== null) {
    // Written by hand, or by another version: as little use as what cannot be read.
    kept.forget();
    state = firstState(data);
    notice = RESET_NOTICE;
  }
  const onEnergy = (name: string, value: string): void => {
    state = withFields(state, readFields({ ...state.fields, [name]: value }), data);
    notice = '';
    const { problem, fields } = state;
    if (problem === null) kept.keep(fields);
    else if (problem.field === 'device') kept.keep({ ...fields, device: '' });
    onChange();
  };
  const onForget = (): void => {
    kept.forget();
    state = firstState(data);
    notice = '';
    onChange();
  };
  const drawRoom = createRoom(models, { onEnergy, onForget, onChange });
  const drawOwnGpu = createOwnGpu(data.catalogue, onEnergy);
  fillSites(data);
  return {
    draw: (page: PageState, options: RunOptions): void => {
      const shown = shownEnergy(page, data, state.basis);
      const { basis, fields, problem } = state;
      drawRoom({ run: page.run, data, basis, fields, problem, notice });
      drawOwnGpu(fields, problem);
      drawCard(page, options, { data, state, shown });
      drawBetter({ run: page.run, basis: state.basis, data });
      drawCosts(costsInput(page, options, data, { basis: state.basis, shown }));
    },
    /** A result with what the card shows. */
    complete: (result: Result): Result => withEnergy(result, data, state),
    /** Another GPU: what was typed in stays. */
    identified: (next: EnergyData): void => {
      data = next;
      state = withFields(firstState(data), state.fields, data);
      onChange();
    },
  };
}

/** By the fewest bits that were measured: that is what a person would run. */
function costsInput(
  { run, gpu }: PageState,
  { formats }: RunOptions,
  data: EnergyData,
  { basis, shown }: { readonly basis: EnergyState['basis']; readonly shown: ShownEnergy },
): CostsInput {
  const software = isSoftware(gpu);
  const decodes = MODEL_FORMATS.filter((format) => formats.includes(format)).flatMap(
    (format) => shown.of(format, 'decode') ?? [],
  );
  const best = decodes.toSorted((a, b) => a.entry.bitsPerWeight - b.entry.bitsPerWeight)[0];
  return {
    ...{ basis, data },
    // What a CPU takes is not compared with GPUs.
    decode: software ? null : (best ?? null),
    roofs: software || !shown.fits ? null : run.record.roofs,
    waterfalls: software || !shown.fits ? [] : (run.record.waterfalls ?? []),
    value: {
      ...{ record: run.record, software, answerTokens: basis.prepared.lengths.answerTokens },
      worked: Object.fromEntries(decodes.map((decode) => [decode.entry.format, decode])),
    },
  };
}

function fillSites({ constants }: EnergyData): void {
  find('energy-sites').replaceChildren(
    ...sitePresets(constants).map(({ name, site }) => new Option(name, String(site))),
  );
}

interface Drawn {
  readonly data: EnergyData;
  readonly state: EnergyState;
  readonly shown: ShownEnergy;
}

function drawCard({ run }: PageState, { formats }: RunOptions, { data, state, shown }: Drawn): void {
  const { basis } = state;
  setText('energy-device', deviceText(data, basis));
  const { promptTokens, answerTokens } = basis.prepared.lengths;
  setText('energy-lengths', `${answerTokens} tokens to a prompt of ${promptTokens}`);

  for (const place of document.querySelectorAll<HTMLElement>('#energy [data-format]')) {
    place.hidden = formats.every((format) => format !== place.dataset['format']);
  }
  const worked = MODEL_FORMATS.filter((format) => formats.includes(format)).flatMap((format) => {
    const [decode, prefill] = [shown.of(format, 'decode'), shown.of(format, 'prefill')];
    const answer = shown.answers.find((one) => one.format === format);
    drawFigures(`[data-format="${format}"] [data-phase="decode"]`, rowTexts(decode));
    drawFigures(`[data-format="${format}"] [data-phase="prefill"]`, rowTexts(prefill));
    drawFigures(`#energy-answers [data-format="${format}"]`, answer === undefined ? {} : answerTexts(answer, basis));
    drawResultCells(format, decode);
    return [...(decode === null ? [] : [decode]), ...(prefill === null ? [] : [prefill])];
  });
  // Without watts, or after a run without a speed, a sentence stands alone, without tables that stay empty.
  const waits = basis.source !== null && isBusy(run);
  find('energy').dataset['state'] = waits || worked.length > 0 ? 'ready' : 'none';
  const notes = new Set(worked.flatMap(({ row }) => row.provenance.notes));
  const devices = basis.devices.slice(0, 6).map(({ name, source }) => `${name}: ${source}`);
  drawNotes([...notes, ...tariffSources(basis), ...devices, ...everydayNotes()]);
}

const drawNotes = whenChanged(
  (notes: readonly string[]) => [notes.join('\n')],
  (notes) => find('energy-notes').replaceChildren(...notes.map((text) => make('li', { text }))),
);

/** Of each cell in a row of one of the card's tables. */
function drawFigures(row: string, texts: Readonly<Record<string, FigureText>>): void {
  for (const cell of document.querySelectorAll<HTMLElement>(`#energy ${row} [data-figure]`)) {
    const { range, about, note, badge = '' } = texts[cell.dataset['figure'] ?? ''] ?? NO_FIGURE;
    if (cell.childElementCount === 0) {
      cell.replaceChildren(...['range', 'about', 'note', 'energy-badge'].map((name) => make('span', { class: name })));
    }
    setTexts(cell, range, about, note, badge);
  }
}

/** The results table makes its cells' parts itself: value, range, note. */
function drawResultCells(format: ModelFormat, decode: Worked | null): void {
  const texts = rowTexts(decode);
  for (const name of ['joules', 'electricity'] as const) {
    const cell = document.querySelector(`#results-table td[data-energy="${name}"][data-format="${format}"]`);
    setTexts(cell, texts[name].range, texts[name].about, badgeText(decode));
  }
}
