/** What a sentence about two runs says of each: where they ran, by what tells them apart, and what they lack to be compared. No tables. */
import { isOurs } from '../../benchmark/whose';
import { listed } from '../../foundation/listed';
import { adapterName } from '../adapter-name';
import { environmentOf } from '../between-runs';
import { ofHeadline } from '../headline';
import { oneLine } from '../outside-text';
import type { Result, ResultEntry } from '../schema';

/** `in Firefox 150, the newer run,`. */
export interface WhereOfTwo {
  readonly older: string;
  readonly newer: string;
}

/** By GPU, browser and version of Tokamark, as far as they differ; else by their age alone. */
export function whereOfTwo(older: Result, newer: Result): WhereOfTwo {
  const differing = PLACES.filter((place) => place(older) !== place(newer));
  if (differing.length === 0) return { older: 'in the older one', newer: 'in the newer run' };
  const of = (result: Result): string => differing.map((place) => place(result)).join(' ');
  return { older: `${of(older)}, the older one`, newer: `${of(newer)}, the newer run,` };
}

const PLACES: readonly ((result: Result) => string)[] = [
  ({ adapter }) => `on ${oneLine(adapterName(adapter))}`,
  (result) => `in ${oneLine(environmentOf(result))}`,
  ({ engine }) => `with Tokamark ${oneLine(engine.version)}`,
];

/** Why no speed of two runs is compared, and what would make it possible. */
export function whyNotCompared(older: Result, newer: Result): string {
  const [a, b] = [mainOf(older), mainOf(newer)];
  if (a === null || b === null) {
    const which = a === null && b === null ? 'neither run has' : `the ${a === null ? 'older' : 'newer'} run has not`;
    return `No speed is compared: ${which} measured any.`;
  }
  const told = differences(a, b);
  const why =
    told.length === 0
      ? 'their tests have equal names, and work that differs in a detail, such as the version of the suite'
      : `they differ in ${listed(told)}`;
  return `No speed is compared: ${why}. Two runs of one profile measure the same, if both fit the model and the time.`;
}

/** What stands for a run: writing, in INT4 where it has that. */
function mainOf({ results }: Result): ResultEntry | null {
  const all = ofHeadline(results.filter((entry) => entry.tokensPerSecond !== null && isOurs(entry)));
  const written = all.filter(({ phase }) => phase === 'decode');
  return written.find(({ format }) => format === 'int4') ?? written[0] ?? all[0] ?? null;
}

function differences(a: ResultEntry, b: ResultEntry): readonly string[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['the model', oneLine(a.model.name), oneLine(b.model.name)],
    ['its weights', oneLine(a.model.weights), oneLine(b.model.weights)],
    ['the format', a.format.toUpperCase(), b.format.toUpperCase()],
    ['what it does', does(a), does(b)],
    ['the length', `${a.tokens} tokens`, `${b.tokens} tokens`],
    ['the context before it', `${a.depth} tokens`, `${b.depth} tokens`],
    ['the texts at once', String(a.batch), String(b.batch)],
  ];
  return pairs.flatMap(([name, of, other]) => (of === other ? [] : `${name} (${of} against ${other})`));
}

const does = ({ phase }: ResultEntry): string => (phase === 'decode' ? 'writing' : 'reading');
