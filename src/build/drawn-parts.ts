/**
 * The parts of the page that are drawn when it is built: from the table of options a control for each option of a run, and
 * from components what they show before anything has happened.
 */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PROFILES } from '../benchmark/suite/suite';
import { RUN_OPTIONS, type Control, type RunOption } from '../options/run-options';
import { settingsOfProfile, textsOf } from '../options/settings';
import { HeroWords } from '../page/hero/hero-words';
import { heroBefore, type Hero } from '../page/hero/hero-data';
import { Ring } from '../page/hero/ring';
import { SiteHeader } from '../page/rooms/site-header';

const PARTS: ReadonlyMap<string, () => string> = new Map([
  ['run-options', runOptionControls],
  ['site-header', () => renderToString(h(SiteHeader, { room: 'benchmark', run: null, onCancel: () => undefined }))],
  ['hero-ring', () => renderToString(h(Ring, { hero: atFirst() }))],
  ['hero-words', () => renderToString(h(HeroWords, { hero: atFirst() }))],
]);

const atFirst = (): Hero => heroBefore({ kind: 'asking' }, settingsOfProfile(PROFILES.quick));

/** @throws Error where no table draws a part of this name */
export function drawn(name: string): string {
  const draw = PARTS.get(name);
  if (draw === undefined) throw new Error(`Nothing is drawn as ${name}: there are ${[...PARTS.keys()].join(', ')}.`);
  return draw();
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Attributes that are given; true: without a value. */
const attributes = (given: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(given)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`))
    .join('');

const GROUPS: Readonly<Record<RunOption['group'], string>> = {
  computed: 'Context and sequences',
  measured: 'How it is measured',
};

/** As the quick profile fills them in, which is marked when the page opens. */
function runOptionControls(): string {
  const texts = textsOf(PROFILES.quick);
  return Object.entries(GROUPS)
    .flatMap(([group, label]) => {
      const own = RUN_OPTIONS.filter((option) => option.group === group);
      const draw = ({ name, control }: (typeof own)[number]) => controlOf(name, control, texts[name]);
      return [
        ...own.filter(({ control }) => control.kind !== 'tick').map(draw),
        `<div class="checks" role="group" aria-label="${label}">`,
        ...own.filter(({ control }) => control.kind === 'tick').map(draw),
        '</div>',
      ];
    })
    .join('\n');
}

function controlOf(name: string, control: Control, text: string): string {
  const label = escaped(control.label);
  switch (control.kind) {
    case 'select': {
      const choices = control.choices.map((one) => [one, one] as const);
      return select(label, { name, id: `option-${name}` }, choices, text);
    }
    case 'boxes': {
      const boxes = control.choices.map((one) => box(one, one.toUpperCase(), text.split(',').includes(one)));
      return `<div class="checks" role="group" aria-label="${label}">\n${boxes.join('\n')}\n</div>\n<p class="hint">${escaped(control.hint)}</p>`;
    }
    case 'tick':
      return box(name, label, text === control.on);
    case 'number': {
      const { least: min, most: max, empty } = control;
      const given = { type: 'number', name, id: `option-${name}`, min, max };
      const value = text === empty ? {} : { value: text };
      const rest = empty === undefined ? { required: true } : { placeholder: empty };
      return `<label>${label} <input${attributes({ ...given, ...value, ...rest })} /></label>`;
    }
  }
}

const box = (name: string, label: string, checked: boolean): string =>
  `<label><input${attributes({ type: 'checkbox', name, id: `option-${name}`, checked })} /> ${label}</label>`;

const select = (
  label: string,
  given: Readonly<Record<string, string>>,
  choices: readonly (readonly [string, string])[],
  chosen: string,
): string => {
  const options = choices.map(
    ([value, words]) => `<option${attributes({ value, selected: value === chosen })}>${escaped(words)}</option>`,
  );
  return `<label>${label} <select${attributes(given)}>${options.join('')}</select></label>`;
};
