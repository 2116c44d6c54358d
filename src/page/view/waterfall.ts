/** Draws where a token's time goes: a stacked bar a test, and behind it the table of its parts. What they say is in report/. */
import { rankOf } from '../../benchmark/pace';
import { testName, type Phase } from '../../benchmark/workload';
import {
  aboveNote,
  doubtNote,
  largestParts,
  reachedText,
  waterfallRows,
  waterfallTitle,
  waterfallTotal,
  type WaterfallRow,
} from '../../report/waterfall-words';
import type { Waterfall } from '../../report/schema';
import { find, make, setHidden, setText } from '../dom/find';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
import { SOFTWARE_NOTE } from './gpu-facts';
import { plainTable } from './plain-table';

/** `options` is what the form says now; a run keeps the options that it began with. */
export function createWaterfall(): (state: PageState, options: RunOptions) => void {
  const list = find('waterfall-list', HTMLElement);
  const prefillList = find('waterfall-list-prefill', HTMLElement);
  const prefill = find('waterfall-prefill', HTMLDetailsElement);
  const empty = find('waterfall-empty', HTMLElement);
  let last = '';
  return ({ run, gpu }, formOptions) => {
    const waterfalls = run.waterfalls ?? [];
    const places = waterfalls.length > 0 && !isBusy(run) ? [] : placesOf(run.options ?? formOptions);
    // What has a bar has a place no longer: nothing moves while they come.
    const waiting = places.slice(waterfalls.length);
    const now = JSON.stringify([run.id, waterfalls.length, waiting]);
    if (now === last) return;
    last = now;
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('waterfall-software', HTMLElement), software && waterfalls.length > 0 ? SOFTWARE_NOTE : '');
    setText(find('waterfall-note', HTMLElement), [aboveNote(waterfalls), doubtNote(waterfalls)].join(' ').trim());
    const drawn = (phase: Phase): HTMLElement[] => [
      ...waterfalls.filter((one) => one.phase === phase).map(drawOne),
      ...waiting.filter((place) => place.phase === phase).map(({ name }) => drawPlace(name)),
    ];
    const [decodes, prefills] = [drawn('decode'), drawn('prefill')];
    list.replaceChildren(...(decodes.length + prefills.length === 0 ? [empty] : decodes));
    prefillList.replaceChildren(...prefills);
    setHidden(prefill, prefills.length === 0);
  };
}

interface Place {
  readonly phase: Phase;
  readonly name: string;
}

/** In the order in which the engine profiles: what is asked for first is known first. */
const placesOf = ({ waterfalls, tests, formats }: RunOptions): Place[] =>
  waterfalls
    ? tests
        .toSorted((a, b) => rankOf(a) - rankOf(b) || a.phase.localeCompare(b.phase))
        .flatMap((test) =>
          formats.map((format) => ({ phase: test.phase, name: `${format.toUpperCase()} ${testName(test)}` })),
        )
    : [];

const drawPlace = (name: string): HTMLElement =>
  make(
    'figure',
    { class: 'waterfall' },
    make('figcaption', { text: name }),
    make('p', { class: 'hint', text: 'Shown once it has been measured.' }),
    make('div', { class: 'waterfall-bar' }),
  );

function drawOne(one: Waterfall): HTMLElement {
  const figure = make('figure', { class: 'waterfall', data: { testid: 'waterfall' } });
  figure.append(make('figcaption', { text: waterfallTitle(one) }));
  const rows = waterfallRows(one);
  if (rows.length === 0) return figure;
  const whole = one.figures?.reached ?? null;
  if (whole !== null) figure.append(make('p', { class: 'hint', text: `As a whole: ${reachedText(whole)}.` }));
  figure.append(bar(one), legend(rows), table(one, rows));
  return figure;
}

/** Of the parts above zero, by what they take; the table behind it says all of it. */
function bar({ figures }: Waterfall): HTMLElement {
  const parts = (figures?.parts ?? []).filter(({ seconds }) => seconds > 0);
  const segments = parts.map(({ id, kind, seconds }) => {
    const segment = make('span', { data: { part: id, kind } });
    segment.style.flexGrow = String(seconds / (figures?.tokenSeconds ?? 1));
    return segment;
  });
  const drawn = make('div', { class: 'waterfall-bar' }, ...segments);
  drawn.setAttribute('aria-hidden', 'true');
  return drawn;
}

const LEGEND = 5;

/** What takes most, as the colours of the bar name it. */
function legend(rows: readonly WaterfallRow[]): HTMLElement {
  const { largest, others } = largestParts(rows, LEGEND);
  const items = largest.map(({ id, kind, name, shareText, reached }) => {
    const key = make('span', { class: 'key', data: { part: id, kind } });
    const text = `${name} ${shareText}${reached === '' ? '' : `, at ${reached}`}`;
    return make('li', {}, key, make('span', { text }));
  });
  const rest = others === '' ? [] : [make('li', {}, make('span', { text: others }))];
  return make('ul', { class: 'waterfall-legend' }, ...items, ...rest);
}

function table(one: Waterfall, rows: readonly WaterfallRow[]): HTMLElement {
  const cells = rows.map(({ name, time, shareText, reached, intensity }) => [
    name,
    time,
    shareText,
    reached,
    intensity,
  ]);
  const scroll = make(
    'div',
    { class: 'scroll' },
    plainTable(
      ['Part', 'Time per token', 'Share', 'Share of the limit here', 'Operations per byte'],
      [...cells, [...waterfallTotal(one), '', '']],
    ),
  );
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', 'Parts of a token’s time');
  return make('details', {}, make('summary', { text: 'All parts' }), scroll);
}
