/** As many runs as are taken over HTTP. */
import { stateIn } from '../answer-words';
import { table } from '../markdown';
import type { Prepared } from '../submissions';
import type { Answered, Client } from './ask';
import { closedLoop } from './closed-loop';
import { send, type LoadOptions } from './setting';
import { showTimes, timesOf } from './times';
import { countsOf, perSecond } from './told';
import { PROCESSORS, type Usage } from './usage';

/** Two of them wait for the check of their proof at a time, the others are answered before. */
export const WRITERS = 10;
/** Sent in before anything is counted: whoever judges is slow at first. Of few there are, no more than this part. */
const WARM_RUNS = 80;
const WARM_SHARE = 4;

/** What is sent in as fast as it is taken. */
export interface Supply {
  readonly next: () => Prepared | null;
  readonly count: number;
}

export interface Writing {
  readonly options: LoadOptions;
  readonly sent: Supply;
  readonly use: Usage;
  readonly how: string;
}

export async function* writeSection(client: Client, { options, sent, use, how }: Writing): AsyncGenerator<string> {
  const heard: Answered[] = [];
  const warm = Math.min(WARM_RUNS, Math.floor(sent.count / WARM_SHARE));
  let begun = 0;
  const another = (): Promise<unknown> | null => {
    const prepared = sent.next();
    return prepared === null ? null : send(client, prepared).then((answer) => heard.push(answer));
  };
  await closedLoop(WRITERS, Infinity, () => (begun++ < warm ? another() : null));
  heard.length = 0;
  const used = use();
  const done = await closedLoop(WRITERS, options.seconds, another);
  const stored = heard.filter(({ status }) => status === 201);
  yield table(
    `Most runs sent in over HTTP, ${how}: ${WRITERS} at once, of a server that has taken ${warm} before`,
    ['per second', 'n', 'p50', 'p99', 'max', PROCESSORS, 'answers', 'states'],
    [
      [
        ...[perSecond({ ...done, count: stored.length }), ...showTimes(timesOf(done.milliseconds))],
        ...[used(done.seconds), countsOf(heard.map(({ status }) => status))],
        countsOf(stored.map(({ text }) => stateIn(text))),
      ],
    ],
  );
}
