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
import { find, make, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type RunOptions, type RunState } from '../state/page-state';
import { plainTable } from './plain-table';

export function createWaterfall(): View {
  const empty = find('waterfall-empty');
  /** What has a bar has a place no longer: nothing moves while they come. */
  const waitingIn = (run: RunState, options: RunOptions): readonly Place[] => {
    const { waterfalls } = run.record;
    const over = waterfalls !== null && waterfalls.length > 0 && !isBusy(run);
    return over ? [] : placesOf(options).slice(waterfalls?.length ?? 0);
  };
  return whenChanged(
    ({ run }, options) => [run.id, run.record.waterfalls?.length ?? 0, JSON.stringify(waitingIn(run, options))],
    ({ run }, options) => {
      const waterfalls = run.record.waterfalls ?? [];
      const waiting = waitingIn(run, options);
      find('waterfall-software').hidden = waterfalls.length === 0;
      setText('waterfall-note', [aboveNote(waterfalls), doubtNote(waterfalls)].join(' ').trim());
      const drawn = (phase: Phase): HTMLElement[] => [
        ...ofPhase(waterfalls, phase),
        ...waiting.filter((place) => place.phase === phase).map(({ name }) => drawPlace(name)),
      ];
      const [decodes, prefills] = [drawn('decode'), drawn('prefill')];
      find('waterfall-list').replaceChildren(...(decodes.length + prefills.length === 0 ? [empty] : decodes));
      find('waterfall-list-prefill').replaceChildren(...prefills);
      find('waterfall-prefill').hidden = prefills.length === 0;
    },
  );
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

/** On one scale: a format that takes twice as long has a bar of twice the length. */
function ofPhase(waterfalls: readonly Waterfall[], phase: Phase): readonly HTMLElement[] {
  const own = waterfalls.filter((one) => one.phase === phase);
  const longest = Math.max(...own.map(({ figures }) => figures?.tokenSeconds ?? 0));
  return own.map((one) => drawOne(one, longest));
}

function drawOne(one: Waterfall, longest: number): HTMLElement {
  const figure = make('figure', { class: 'waterfall', data: { testid: 'waterfall' } });
  figure.append(make('figcaption', { text: waterfallTitle(one) }));
  const rows = waterfallRows(one);
  if (rows.length === 0) return figure;
  const whole = one.figures?.reached ?? null;
  if (whole !== null) figure.append(make('p', { class: 'hint', text: `As a whole: ${reachedText(whole)}.` }));
  figure.append(bar(one, longest), legend(rows), table(one, rows));
  return figure;
}

/** Of the parts above zero, by what they take; the table behind it says all of it. */
function bar({ figures }: Waterfall, longest: number): HTMLElement {
  const parts = (figures?.parts ?? []).filter(({ seconds }) => seconds > 0);
  const segments = parts.map(({ id, kind, seconds }) => {
    const segment = make('span', { data: { part: id, kind } });
    segment.style.flexGrow = String(seconds / (figures?.tokenSeconds ?? 1));
    return segment;
  });
  const drawn = make('div', { class: 'waterfall-bar', ariaHidden: 'true' }, ...segments);
  drawn.style.width = `${((100 * (figures?.tokenSeconds ?? longest)) / longest).toFixed(1)}%`;
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
  const drawn = plainTable(
    ['Part', 'Time per token', 'Share', 'Share of the limit here', 'Operations per byte'],
    [
      ...rows.map(({ name, time, shareText, reached, intensity }) => [name, time, shareText, reached, intensity]),
      [...waterfallTotal(one), '', ''],
    ],
  );
  const region = {
    class: 'scroll',
    tabIndex: 0,
    role: 'region',
    ariaLabel: `Parts of a token’s time: ${waterfallTitle(one)}`,
  };
  return make('details', {}, make('summary', { text: 'All parts' }), make('div', region, drawn));
}
