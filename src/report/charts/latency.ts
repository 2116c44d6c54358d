/** How long a reader waits for each token: how many waits are how long, for each model and format on one scale. */
import { contestantName } from '../../benchmark/whose';
import { ABOUT_LATENCY, latencySheet, WAITS_OF, waitsOf } from '../parts/latency';
import { showSeconds } from '../quantity';
import type { Latency, Result } from '../schema';
import type { Chart, Column, Panel } from './chart';
import { extentOf, headlineDecodes, inkOf, int4OrFirst, ofResult } from './source';

/** More would be no picture: the table has all. */
const MOST_PANELS = 6;

/** Null where nothing streamed. */
export function latencyChart(result: Result): Chart | null {
  const all = headlineFirst(result);
  const kindOf = (one: Latency | undefined): string =>
    one === undefined ? '' : `${one.model} ${waitsOf(one, result.stories)}`;
  const told = int4OrFirst(all.filter((one) => kindOf(one) === kindOf(all[0])));
  if (told === undefined) return null;
  const shown = all.slice(0, MOST_PANELS);
  const classes = classesOf(shown.flatMap(({ waits }) => waits));
  return {
    id: 'latency',
    title: 'How long a reader waits for each token',
    says: finding(told),
    notes: [ABOUT_LATENCY],
    ...ofResult(result),
    panels: shown.map((one) => panelOf(one, classes, WAITS_OF[waitsOf(one, result.stories)])),
    legend: [],
    table: latencySheet(all, result.stories),
  };
}

/** The model whose speed stands for the run, first as it was timed, before those that only write along. */
function headlineFirst(result: Result): readonly Latency[] {
  const all = result.latency ?? [];
  const name = headlineDecodes(result)[0]?.model.name;
  const place = (one: Latency): number =>
    one.model !== name ? 2 : waitsOf(one, result.stories) === 'repetitions' ? 0 : 1;
  return all.toSorted((a, b) => place(a) - place(b));
}

const COUNT = 32;
/** What a coarse clock calls nothing is in the first class. */
const LEAST_SECONDS = 1e-6;

/** Bounds of classes that are equally wide in logarithms, over all waits. */
function classesOf(waits: readonly number[]): readonly number[] {
  const [least, most] = extentOf(waits.map((wait) => Math.max(LEAST_SECONDS, wait))) ?? [LEAST_SECONDS, 1];
  const [from, to] = [least / 1.1, most * 1.1];
  return Array.from({ length: COUNT + 1 }, (_, i) => from * (to / from) ** (i / COUNT));
}

function panelOf({ model, waits, longest, ...whose }: Latency, classes: readonly number[], of: string): Panel {
  const columns = classes.slice(1).map((to, i): Column => {
    const from = classes[i] ?? to;
    const height = waits.filter((wait) => isWithin(Math.max(LEAST_SECONDS, wait), from, to)).length;
    const explains = `${height} of ${waits.length} waits take ${showSeconds(from)} to ${showSeconds(to)}.`;
    return { from: 1000 * from, to: 1000 * to, height, explains };
  });
  const most = Math.max(...columns.map(({ height }) => height));
  return {
    kind: 'plane',
    title: `${model} ${contestantName(whose)}, ${of}: longest ${showSeconds(longest.seconds)}`,
    x: {
      ...{ scale: 'log', title: 'ms from one token to the next' },
      from: 1000 * (classes[0] ?? 1),
      to: 1000 * (classes.at(-1) ?? 10),
    },
    y: { scale: 'linear', title: 'waits', from: 0, to: 1.1 * most },
    marks: [{ kind: 'columns', ink: inkOf(whose), columns }],
  };
}

const isWithin = (value: number, from: number, to: number): boolean => value >= from && value < to;

function finding({ median, longest, model, ...whose }: Latency): string {
  const times = median > 0 ? longest.seconds / median : Infinity;
  const name = `${model} at ${contestantName(whose)}`;
  if (times < 2)
    return `${name} writes evenly: half of the waits are within ${showSeconds(median)}, and none is twice as long.`;
  const worst = Number.isFinite(times) ? `${Number(times.toPrecision(2))} times as long` : showSeconds(longest.seconds);
  return `${name} waits ${showSeconds(median)} for a token, and once ${worst}, at token ${longest.token}.`;
}
