/** Draws the card of energy and cost, and the two rows that the results table gains by it. What they say is in energy-model.ts. */
import { EVERYDAY } from '../../energy/everyday';
import type { Worked } from '../../energy/rows';
import { countries, sitePresets, WORLD } from '../../energy/tariff';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { Result } from '../../report/schema';
import { find, make, setDisabled, setHidden, setText } from '../dom/find';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
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
import { withEnergy } from './in-result';
import { firstState, problemText, withBetter, withFields, type EnergyData, type EnergyState } from './energy-state';
import { shownEnergy, type ShownEnergy } from './shown-energy';
import { browserTexts, forgetFields, keepFields, RESET_NOTICE, restoreFields } from './stored-fields';

export interface EnergyCard {
  readonly draw: (state: PageState, options: RunOptions) => void;
  /** A result with what the card shows. */
  readonly complete: (result: Result) => Result;
  /** Another GPU: what was typed in stays. */
  readonly identified: (data: EnergyData) => void;
}

export function createEnergyCard(first: EnergyData, onChange: () => void): EnergyCard {
  const texts = browserTexts();
  const drawCosts = createCosts();
  const drawBetter = createBetter((better) => {
    state = withBetter(state, better, data);
    onChange();
  });
  const form = find('energy-form', HTMLFormElement);
  let data = first;
  let notice = '';
  let state = firstState(data);
  fillLists(data);
  const restored = restoreFields(texts);
  notice = restored.notice;
  state = withFields(state, restored.fields, data);
  if (state.problem !== null) {
    // Written by hand, or by another version: as little use as what cannot be read.
    forgetFields(texts);
    state = firstState(data);
    notice = RESET_NOTICE;
  }
  writeFields(state.fields);
  for (const id of ['energy-fields', 'energy-more-fields']) setDisabled(find(id, HTMLFieldSetElement), false);

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    state = withFields(state, readFields(Object.fromEntries(new FormData(form))), data);
    notice = '';
    const { problem, fields } = state;
    if (problem === null) keepFields(texts, fields);
    else if (problem.field === 'device') keepFields(texts, { ...fields, device: '' });
    onChange();
  });
  find('energy-reset', HTMLButtonElement).addEventListener('click', () => {
    forgetFields(texts);
    state = firstState(data);
    notice = '';
    writeFields(EMPTY_FIELDS);
    onChange();
  });
  return {
    draw: (page, options) => {
      const shown = shownEnergy(page, data, state.basis);
      drawCard(page, options, { data, state, notice, shown });
      drawBetter({ run: page.run, basis: state.basis, data });
      drawCosts(costsInput(page, options, data, { basis: state.basis, shown }));
    },
    complete: (result) => withEnergy(result, data, state),
    identified: (next) => {
      data = next;
      state = withFields(firstState(data), state.fields, data);
      onChange();
    },
  };
}

/** By the fewest bits that were measured: that is what a person would run. */
function costsInput(
  { run, gpu }: PageState,
  options: RunOptions,
  data: EnergyData,
  { basis, shown }: { readonly basis: EnergyState['basis']; readonly shown: ShownEnergy },
): CostsInput {
  const software = gpu.kind === 'known' && gpu.description.adapter.software;
  const { formats } = run.options ?? options;
  const decodes = MODEL_FORMATS.filter((format) => formats.includes(format)).flatMap(
    (format) => shown.of(format, 'decode') ?? [],
  );
  const best = decodes.toSorted((a, b) => a.entry.bitsPerWeight - b.entry.bitsPerWeight)[0];
  return {
    ...{ basis, data },
    // What a CPU takes is not held against GPUs.
    decode: software ? null : (best ?? null),
    roofs: software || !shown.fits ? null : run.roofs,
    waterfalls: software || !shown.fits ? [] : (run.waterfalls ?? []),
    value: {
      ...{ run, software, answerTokens: basis.prepared.lengths.answerTokens },
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
  const device = find('energy-devices', HTMLDataListElement);
  device.replaceChildren(...catalogue.presets.map(({ name }) => option(name)));
  const sites = find('energy-sites', HTMLDataListElement);
  sites.replaceChildren(...sitePresets(constants).map(({ name, site }) => option(String(site), name)));
  const named = countries(constants)
    .filter((code) => code !== WORLD)
    .map((code) => ({ code, name: countryName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const country = find('energy-field-country', HTMLSelectElement);
  country.replaceChildren(option('', countryName(WORLD)), ...named.map(({ code, name }) => option(code, name)));
}

function option(value: string, text = ''): HTMLOptionElement {
  const made = make('option', text === '' ? {} : { text });
  made.value = value;
  return made;
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

function drawCard({ run, gpu }: PageState, formOptions: RunOptions, { data, state, notice, shown }: Drawn): void {
  const { basis, problem } = state;
  const software = gpu.kind === 'known' && gpu.description.adapter.software;
  const card = find('energy', HTMLElement);
  setText(find('energy-software', HTMLElement), software ? 'Software adapter: no GPU works here.' : '');
  setText(find('energy-device', HTMLElement), deviceText(data, basis));
  drawProblem(
    problem === null ? null : problem.field,
    problem === null ? '' : problemText(problem, labelOf(problem.field)),
  );
  setText(
    find('energy-tariff', HTMLElement),
    `${notice} ${tariffText(basis, countryName)} ${unusedText(basis)}`.trim(),
  );
  const { promptTokens, answerTokens } = basis.prepared.lengths;
  setText(find('energy-lengths', HTMLElement), `${answerTokens} tokens to a prompt of ${promptTokens}`);

  const { formats } = run.options ?? formOptions;
  const notes = new Set<string>();
  let figures = 0;
  for (const format of MODEL_FORMATS) {
    const asked = formats.includes(format);
    for (const place of document.querySelectorAll<HTMLElement>(`#energy [data-format="${format}"]`)) {
      setHidden(place, !asked);
    }
    if (!asked) continue;
    const [decode, prefill] = [shown.of(format, 'decode'), shown.of(format, 'prefill')];
    drawRow(format, 'decode', decode);
    drawRow(format, 'prefill', prefill);
    drawAnswer(format, shown, basis);
    drawResultCells(format, decode);
    for (const worked of [decode, prefill]) {
      if (worked !== null) figures += 1;
      for (const note of worked?.row.provenance.notes ?? []) notes.add(note);
    }
  }
  // Without watts, or after a run without a speed, a sentence stands alone, without tables that stay empty.
  const waits = basis.source !== null && isBusy(run);
  card.dataset['state'] = waits || figures > 0 ? 'ready' : 'none';
  const devices = basis.devices.slice(0, 6).map(({ name, source }) => `${name}: ${source}`);
  drawNotes([...notes, ...tariffSources(basis), ...devices, ...everydayNotes()]);
}

const labelOf = (field: FieldName | null): string =>
  field === null ? '' : (control(field).labels?.[0]?.firstChild?.textContent?.trim() ?? field);

function drawProblem(field: FieldName | null, text: string): void {
  const problem = find('energy-problem', HTMLElement);
  setText(problem, text);
  setHidden(problem, text === '');
  setHidden(find('energy-tariff', HTMLElement), text !== '');
  for (const name of FIELD_NAMES) {
    const one = control(name);
    const wrong = name === field ? 'true' : null;
    if (wrong === null) one.removeAttribute('aria-invalid');
    else one.setAttribute('aria-invalid', wrong);
  }
  if (field !== null && control(field).closest('details') !== null) find('energy-more', HTMLDetailsElement).open = true;
}

const PARTS = ['range', 'about', 'note'] as const;

function drawFigure(cell: Element | null, text: FigureText, badgeOfIt = ''): void {
  if (cell === null) return;
  if (cell.childElementCount === 0) {
    cell.replaceChildren(
      ...PARTS.map((part) => make('span', { class: part })),
      make('span', { class: 'energy-badge' }),
    );
  }
  const [range, about, note, badge] = cell.children;
  if (range !== undefined) setText(range, text.range);
  if (about !== undefined) setText(about, text.about);
  if (note !== undefined) setText(note, text.note);
  if (badge !== undefined) setText(badge, badgeOfIt);
}

function drawRow(format: ModelFormat, phase: 'decode' | 'prefill', worked: Worked | null): void {
  const row = document.querySelector(`#energy-table [data-format="${format}"] [data-phase="${phase}"]`);
  const texts = rowTexts(worked);
  for (const cell of row?.querySelectorAll<HTMLElement>('[data-figure]') ?? []) {
    const name = cell.dataset['figure'];
    const [, text = NO_FIGURE] = Object.entries(texts).find(([key]) => key === name) ?? [];
    drawFigure(cell, text, name === 'joules' ? badgeText(worked) : '');
  }
}

function drawAnswer(format: ModelFormat, { answers }: ShownEnergy, basis: EnergyState['basis']): void {
  const found = answers.find((one) => one.format === format);
  const answer = found === undefined ? null : answerTexts(found, basis);
  const row = document.querySelector(`#energy-answers [data-format="${format}"]`);
  const cell = (name: string): Element | null => row?.querySelector(`[data-figure="${name}"]`) ?? null;
  drawFigure(cell('joules'), answer?.joules ?? NO_FIGURE, answer?.badge);
  drawFigure(cell('wattHours'), answer?.wattHours ?? NO_FIGURE);
  drawFigure(cell('cost'), answer?.cost ?? NO_FIGURE);
  drawFigure(cell('grams'), answer?.grams ?? NO_FIGURE);
  for (const { id } of EVERYDAY) drawFigure(cell(id), answer?.everyday[id] ?? NO_FIGURE);
}

/** The results table makes its cells' parts itself: value, range, note. */
function drawResultCells(format: ModelFormat, decode: Worked | null): void {
  const texts = rowTexts(decode);
  const badge = badgeText(decode);
  for (const name of ['joules', 'electricity'] as const) {
    const cell = document.querySelector(`#results-table td[data-energy="${name}"][data-format="${format}"]`);
    const [value, range, note] = cell?.children ?? [];
    if (value !== undefined) setText(value, texts[name].range);
    if (range !== undefined) setText(range, texts[name].about);
    if (note !== undefined) setText(note, badge);
  }
}

function drawNotes(notes: readonly string[]): void {
  const list = find('energy-notes', HTMLElement);
  const said = notes.join('\n');
  if (list.dataset['said'] === said) return;
  list.dataset['said'] = said;
  list.replaceChildren(...notes.map((text) => make('li', { text })));
}
