/** Draws the card of energy and cost, and the two rows that the results table gains by it. What they say is in energy-model.ts. */
import type { Worked } from '../../energy/rows';
import { countries, sitePresets, WORLD } from '../../energy/tariff';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { PublishedModel } from '../../predict/published-models';
import type { Result } from '../../report/schema';
import { createWhatIf } from '../cost/what-if';
import { find, make, setText, setTexts } from '../dom/find';
import { whenChanged } from '../dom/view';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
import { isSoftware } from '../view/gpu-facts';
import { createBetter } from './better-panel';
import type { CostsInput } from './costs-model';
import { createCosts } from './costs-panel';
import { FIELD_NAMES, EMPTY_FIELDS, readFields, type FieldName, type Fields } from './fields';
import {
  answerTexts,
  badgeText,
  deviceText,
  everydayNotes,
  NO_FIGURE,
  rowTexts,
  tariffSources,
  tariffText,
  unusedText,
  type FigureText,
} from './energy-model';
import {
  firstState,
  problemText,
  withBetter,
  withFields,
  type EnergyData,
  type EnergyState,
  type Problem,
} from './energy-state';
import { shownEnergy, withEnergy, type ShownEnergy } from './shown-energy';
import { browserTexts, forgetFields, keepFields, RESET_NOTICE, restoreFields } from './stored-fields';

export type EnergyCard = ReturnType<typeof createEnergyCard>;

export function createEnergyCard(first: EnergyData, models: readonly PublishedModel[], onChange: () => void) {
  const texts = browserTexts();
  const drawCosts = createCosts();
  const drawWhatIf = createWhatIf(models, onChange);
  const drawBetter = createBetter((better) => {
    state = withBetter(state, better, data);
    onChange();
  });
  const form = find('energy-form', HTMLFormElement);
  let data = first;
  fillLists(data);
  const restored = restoreFields(texts);
  let { notice } = restored;
  let state = withFields(firstState(data), restored.fields, data);
  if (state.problem !== null) {
    // Written by hand, or by another version: as little use as what cannot be read.
    forgetFields(texts);
    state = firstState(data);
    notice = RESET_NOTICE;
  }
  writeFields(state.fields);
  for (const id of ['energy-fields', 'energy-more-fields']) find(id, HTMLFieldSetElement).disabled = false;

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    state = withFields(state, readFields(Object.fromEntries(new FormData(form))), data);
    notice = '';
    const { problem, fields } = state;
    if (problem === null) keepFields(texts, fields);
    else if (problem.field === 'device') keepFields(texts, { ...fields, device: '' });
    onChange();
  });
  find('energy-reset').addEventListener('click', () => {
    forgetFields(texts);
    state = firstState(data);
    notice = '';
    writeFields(EMPTY_FIELDS);
    onChange();
  });
  return {
    draw: (page: PageState, options: RunOptions): void => {
      const shown = shownEnergy(page, data, state.basis);
      drawWhatIf({ run: page.run, basis: state.basis, data });
      drawCard(page, options, { data, state, notice, shown });
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

const control = (name: FieldName): HTMLInputElement | HTMLSelectElement => {
  const found = document.getElementById(`energy-field-${name}`);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`The page has no field energy-field-${name}.`);
};

function writeFields(fields: Fields): void {
  for (const name of FIELD_NAMES) control(name).value = fields[name];
}

function fillLists({ catalogue, constants }: EnergyData): void {
  find('energy-devices').replaceChildren(...catalogue.presets.map(({ name }) => new Option('', name)));
  find('energy-sites').replaceChildren(
    ...sitePresets(constants).map(({ name, site }) => new Option(name, String(site))),
  );
  const named = countries(constants)
    .filter((code) => code !== WORLD)
    .map((code) => ({ code, name: countryName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  find('energy-field-country').replaceChildren(
    new Option(countryName(WORLD), ''),
    ...named.map(({ code, name }) => new Option(name, code)),
  );
}

function countryName(code: string): string {
  if (code === WORLD) return 'World mean';
  if (code === 'EU27') return 'European Union';
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
}

interface Drawn {
  readonly data: EnergyData;
  readonly state: EnergyState;
  /** What has to be said of what the browser had kept; or empty. */
  readonly notice: string;
  readonly shown: ShownEnergy;
}

function drawCard({ run }: PageState, { formats }: RunOptions, { data, state, notice, shown }: Drawn): void {
  const { basis, problem } = state;
  setText('energy-device', deviceText(data, basis));
  drawProblem(problem);
  setText('energy-tariff', `${notice} ${tariffText(basis, countryName)} ${unusedText(basis)}`.trim());
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

function drawProblem(problem: Problem | null): void {
  const field = problem?.field ?? null;
  find('energy-problem').hidden = problem === null;
  find('energy-tariff').hidden = problem !== null;
  const label = field === null ? '' : (control(field).labels?.[0]?.firstChild?.textContent?.trim() ?? field);
  setText('energy-problem', problem === null ? '' : problemText(problem, label));
  for (const name of FIELD_NAMES) control(name).ariaInvalid = name === field ? 'true' : null;
  if (field !== null && control(field).closest('details') !== null) find('energy-more', HTMLDetailsElement).open = true;
}

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
