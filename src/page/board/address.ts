/**
 * What the room shows, as an address and back: `#/board?format=fp16&kind=laptop`. The names are those of the board's API, so that a view and
 * what it is made of have one query. What comes in is hostile: what the API would not take is as if it were not there.
 */
import type { z } from 'zod';
import {
  SLICES,
  cohortsQuerySchema,
  gpuIdSchema,
  runsQuerySchema,
  slicesQuerySchema,
  type Slicing,
} from '../../../server/board/src/contract/reads/query';
import { runSchema } from '../../../server/board/src/contract/reads/runs';

const FILTERS = ['gpu', 'kind', 'engine', 'modified', 'browser', 'os', 'power', 'rung', 'boundary'] as const;
/** Of a ranking. */
const RANKING = ['suite', 'test', 'format', 'metric', ...FILTERS, 'after'] as const;
/** Of one GPU. */
const ONE_GPU = ['suite', 'test', 'format', 'metric', 'engine', 'modified', 'by'] as const;

export type FilterName = (typeof FILTERS)[number];
type RankingName = (typeof RANKING)[number];
type GpuName = (typeof ONE_GPU)[number];

/** Texts as the API takes them; what is as at first is left out. */
export type RankingQuery = { readonly [Name in RankingName]?: string };
export type GpuQuery = { readonly [Name in GpuName]?: string };

export type BoardView =
  | { readonly see: 'ranking'; readonly query: RankingQuery }
  | { readonly see: 'gpu'; readonly gpu: string; readonly query: GpuQuery }
  | { readonly see: 'run'; readonly run: string }
  | { readonly see: 'latest'; readonly after: string | null }
  | { readonly see: 'support' }
  /** Sending a run from here. */
  | { readonly see: 'send' }
  /** How far to believe it, and what is done with what people send: needs no board. */
  | { readonly see: 'about' };

export const OPENING = { see: 'ranking', query: {} } as const satisfies BoardView;

/** As the API has them. */
export const FIRST = { test: 'tg64', format: 'int4', metric: 'tokensPerSecond', by: 'browser' } as const;

/** Where the addresses of the views begin: in the page, and before any of its code has run. */
export type Base = '#/board' | 'board';

const LONGEST = 4000;

export const holdsBoard = (fragment: string): boolean => fragment === '#/board' || fragment.startsWith('#/board?');

export function parseBoard(fragment: string): BoardView {
  if (!holdsBoard(fragment) || fragment.length > LONGEST) return OPENING;
  return viewOf(new URLSearchParams(fragment.slice('#/board?'.length)));
}

/** @param query of an address of the room, or of `/board` */
export function viewOf(query: URLSearchParams): BoardView {
  const run = query.get('run');
  if (run !== null && runSchema.shape.id.safeParse(run).success) return { see: 'run', run };
  const gpu = query.get('one');
  if (gpu !== null && gpuIdSchema.safeParse(gpu).success) {
    return { see: 'gpu', gpu, query: taken(ONE_GPU, query, slicesQuerySchema.shape) };
  }
  const see = query.get('see');
  if (see === 'support' || see === 'send' || see === 'about') return { see };
  if (see === 'latest') return { see, after: taken(['after'], query, runsQuerySchema.shape)['after'] ?? null };
  return { see: 'ranking', query: taken(RANKING, query, cohortsQuerySchema.shape) };
}

/** The fields that their schemas take, but for those that are as at first. */
function taken(
  names: readonly string[],
  query: URLSearchParams,
  shape: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, string>> {
  const first = new Map<string, string>(Object.entries(FIRST));
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = query.get(name);
      if (text === null || text === '' || text === first.get(name)) return [];
      return shape[name]?.safeParse(text).success === true ? [[name, text] as const] : [];
    }),
  );
}

export function addressOfView(view: BoardView, base: Base = '#/board'): string {
  const text = queryOf(view).toString();
  return text === '' ? base : `${base}?${text}`;
}

function queryOf(view: BoardView): URLSearchParams {
  switch (view.see) {
    case 'run':
      return new URLSearchParams({ run: view.run });
    case 'gpu':
      return new URLSearchParams(fieldsOf({ one: view.gpu, ...view.query }));
    case 'latest':
      return new URLSearchParams({ see: 'latest', ...(view.after === null ? {} : { after: view.after }) });
    case 'support':
    case 'send':
    case 'about':
      return new URLSearchParams({ see: view.see });
    case 'ranking':
      return new URLSearchParams(fieldsOf(view.query));
  }
}

/** What of the API the view is made of, below the page. */
export function apiOf(view: Exclude<BoardView, { readonly see: 'about' | 'send' }>): string {
  switch (view.see) {
    case 'ranking':
      return withQuery('api/cohorts', view.query);
    case 'gpu':
      return withQuery(`api/gpus/${view.gpu}/slices`, view.query);
    case 'run':
      return `api/runs/${view.run}`;
    case 'latest':
      return withQuery('api/runs', view.after === null ? {} : { after: view.after });
    case 'support':
      return 'api/support';
  }
}

const ofSuite = ({ suite }: { readonly suite?: string }) => (suite === undefined ? {} : { suite });

/** One GPU over all workloads. */
export const gpuApiOf = ({ gpu, query }: Extract<BoardView, { readonly see: 'gpu' }>): string =>
  withQuery(`api/gpus/${gpu}`, ofSuite(query));

/** Which workloads there are. */
export const workloadsApiOf = (query: RankingQuery): string => withQuery('api/workloads', ofSuite(query));

/** Which suites there are. */
export const SUITES_API = 'api/context';

/** Speed against energy of the same runs. */
export function energyApiOf(query: RankingQuery): string {
  return withQuery('api/energy', without(query, ['metric', 'after']));
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const text = new URLSearchParams(fieldsOf(query)).toString();
  return text === '' ? path : `${path}?${text}`;
}

const without = (query: RankingQuery, names: readonly RankingName[]): Record<string, string> =>
  Object.fromEntries(Object.entries(fieldsOf(query)).filter(([name]) => !names.some((one) => one === name)));

/** Those that there are. */
const fieldsOf = (query: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])),
  );

/** The same, as a table for a spreadsheet. */
export const csvOf = (api: string): string => `${api}${api.includes('?') ? '&' : '?'}as=csv`;

/** With a field changed; empty: without it. A page of the list before says nothing of the new one. */
export function changed(query: RankingQuery, name: Exclude<RankingName, 'after'>, text: string): RankingQuery {
  const isOver = name === 'test' && !isReading(text) && query.metric === 'ttftSeconds';
  // Only reading has a time to the first token.
  const own = without(query, isOver ? ['after', 'metric'] : ['after']);
  return taken(RANKING, new URLSearchParams({ ...own, [name]: text }), cohortsQuerySchema.shape);
}

/** The same of one GPU, by another suite; empty: today's. */
export const gpuBySuite = (query: GpuQuery, suite: string): GpuQuery =>
  taken(ONE_GPU, new URLSearchParams({ ...fieldsOf(query), suite }), slicesQuerySchema.shape);

/** Whether a test, by its name, reads a prompt. */
export const isReading = (test: string): boolean => test.startsWith('pp');

export const firstPage = (query: RankingQuery): RankingQuery => without(query, ['after']);

export const filtersIn = (query: RankingQuery): readonly FilterName[] =>
  FILTERS.filter((name) => query[name] !== undefined);

/** The same workload and metric, of all runs. */
export const unfiltered = (query: RankingQuery): RankingQuery => without(query, [...FILTERS, 'after']);

/** From the ranking to one of its GPUs: the same workload. */
export const gpuView = (gpu: string, query: RankingQuery): BoardView => ({ see: 'gpu', gpu, query: workloadIn(query) });

/** And from one GPU to all. */
export const rankingOf = (query: GpuQuery): BoardView => ({ see: 'ranking', query: workloadIn(query) });

const workloadIn = ({ suite, test, format, metric }: RankingQuery & GpuQuery) =>
  fieldsOf({ suite, test, format, metric });

/** By what a GPU's runs are put apart; what the address does not say is as at first. */
export const slicingOf = ({ by }: GpuQuery): Slicing => SLICES.find((one) => one === by) ?? FIRST.by;
