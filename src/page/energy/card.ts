/** Draws the cards of energy and cost, and keeps what was typed in. What they say is in the models of src/page/cost and of this folder. */
import { h, render } from 'preact';
import type { Better } from '../../energy/basis';
import { sitePresets } from '../../energy/tariff';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { PublishedModel } from '../../predict/published-models';
import type { Result } from '../../report/schema';
import { hoursOfOld, keptTexts, RESET_NOTICE, takeOver } from '../cost/kept-texts';
import { OwnMachine } from '../cost/own-gpu';
import { createRoom } from '../cost/room';
import { hasBatteryApi } from '../dom/battery';
import { browserTexts } from '../dom/browser-texts';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageEvent, type PageState, type RunOptions } from '../state/page-state';
import { isSoftware } from '../view/gpu-facts';
import { formatChoices } from './calibration';
import { ComparedCard } from './compared-card';
import type { CostsInput } from './costs-model';
import { readFields } from './fields';
import { firstState, withBetter, withFields, type EnergyData, type EnergyState } from './energy-state';
import { createMeasure } from './measure';
import { MeasureView } from './measure-view';
import { shownEnergy, withEnergy, type ShownEnergy } from './shown-energy';
import type { CostPart } from './start';
import { thisMachine } from './this-machine';
import { ThisMachineCard } from './this-machine-card';

export type EnergyCard = ReturnType<typeof createEnergyCard>;

/** The page that it is part of. */
export interface EnergyPage {
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
  readonly onChange: () => void;
}

export function createEnergyCard(first: EnergyData, models: readonly PublishedModel[], given: EnergyPage) {
  const { onChange } = given;
  const texts = browserTexts();
  takeOver(texts, { from: 'tokamark-energy', to: 'tokamark-energy-2', change: hoursOfOld });
  const kept = keptTexts('tokamark-energy-2', readFields, texts);
  const onBetter = (better: Better | null): void => {
    state = withBetter(state, better, data);
    onChange();
  };
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
  const { acts, heed } = createMeasure({
    measure: () => given.state().measure,
    dispatch: (change) => given.dispatch({ type: 'measure-changed', change }),
    context: () => ({ run: given.state().run, basis: state.basis, data }),
    use: onBetter,
  });
  const drawRoom = createRoom(models, { onEnergy, onForget, onChange });
  const devices = data.catalogue.presets.map(({ name }) => name);
  const sites = sitePresets(data.constants).map(({ name, site }) => ({ name, value: String(site) }));
  const drawMachine = whenChanged(
    ({ run, gpu, measure }: PageState, { formats }: RunOptions) => [
      ...[run.answer, run.record, isBusy(run), gpu, formats.join(), state, data, measure],
    ],
    (page, { formats }) => {
      const { basis, fields, problem } = state;
      const machine = thisMachine(page.run, formats, { data, basis, shown: shownEnergy(page, data, basis) });
      const measuring = h(MeasureView, {
        ...{ measure: page.measure, better: basis.better, known: basis.source !== null },
        ...{ formats: formatChoices(page.run), battery: hasBatteryApi(), acts },
      });
      const children = h(OwnMachine, { fields, problem, devices, sites, onType: onEnergy, children: measuring });
      render(h(ThisMachineCard, { ...machine, children }), find('cost-machine'));
    },
  );
  const drawCompared = whenChanged(
    ({ run, gpu }: PageState, { formats }: RunOptions) => [
      run.record,
      run.answer,
      gpu,
      formats.join(),
      state.basis,
      data,
    ],
    (page, options) => {
      const { basis } = state;
      const known = { basis, shown: shownEnergy(page, data, basis) };
      render(h(ComparedCard, { input: costsInput(page, options, data, known) }), find('cost-compared'));
    },
  );
  /** Each is drawn in one go, and looks first whether anything of it has changed. */
  const draw: Readonly<Record<CostPart, View>> = {
    room: ({ run }) => {
      const { basis, fields, problem } = state;
      drawRoom({ run, data, basis, fields, problem, notice });
    },
    machine: (page, options) => {
      heed();
      drawMachine(page, options);
    },
    compared: drawCompared,
  };
  return {
    draw,
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
