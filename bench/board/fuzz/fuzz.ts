/**
 * `npm run bench:board -- fuzz`: bodies that nobody honest sends, to the board's whole API on a real database, with every proof taken as
 * right so that it stops none of them. Nothing may be ranked that was not measured, nothing may fail, and memory may not grow.
 */
import { uniform } from '../../../src/foundation/random';
import { createApp, type BoardApp } from '../../../server/board/src/api/app';
import { createLog } from '../../../server/board/src/api/log';
import { createMetrics } from '../../../server/board/src/api/metrics';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { KEY, OTHER_KEY, textOf } from '../../../server/board/src/fixtures/sent';
import { boardSecrets } from '../../../server/board/src/submission/secret';
import { forgetRun } from '../../../server/board/test/forget';
import { codeIn, stateIn } from '../answer-words';
import { pickerOf } from '../fill/population';
import { countsOf, megabytes } from '../load/told';
import { table } from '../markdown';
import type { Told } from '../options';
import { emptyPlace } from '../places';
import { prepareSending } from '../submissions';
import { bodyOf, FUZZ_KINDS, SHARES, type FuzzKind } from './bodies';
import { isUnescaped, speedsIn } from './judge-answer';
import { slowSection } from './slow';

type FuzzOptions = Told<'kind' | 'bodies' | 'seed'>;

/** So often memory is looked at. */
const LOOKS = 10;

interface Heard {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

type Ask = (path: string, body?: string | Uint8Array) => Promise<Heard>;

export async function* fuzzSections(options: FuzzOptions): AsyncGenerator<string> {
  const place = await emptyPlace(options.kind);
  try {
    const database = await openDatabase(place.config, () => undefined);
    const secrets = await boardSecrets(database);
    const checkProof = () => Promise.resolve('agrees' as const);
    const app = createApp({ database, secrets, checkProof, log: createLog('silent'), metrics: createMetrics() });
    const ask = askerOf(app);
    yield* damaged(database, ask, options);
    yield* borrowed(database, ask);
    await database.close();
    yield* slowSection(place.config);
  } finally {
    await place.remove();
  }
}

const askerOf =
  ({ fetch }: BoardApp): Ask =>
  async (path, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const init =
      body === undefined ? {} : { method: 'POST', headers, body: new Blob([new Uint8Array(Buffer.from(body))]) };
    const response = await fetch(new Request(`http://board.test${path}`, init));
    const text = Buffer.from(await response.arrayBuffer()).toString();
    return { status: response.status, type: response.headers.get('Content-Type') ?? '', text };
  };

interface Tally {
  readonly statuses: string[];
  readonly states: string[];
  /** What must not be, each with what was answered. */
  readonly faults: string[];
}

async function* damaged(database: Database, ask: Ask, { bodies, seed, say }: FuzzOptions): AsyncGenerator<string> {
  const sending = await prepareSending(database, { seed, key: KEY });
  const honest = await textOf(sending);
  const { nonce } = sending.challenge;
  const own = speedsIn((await ask('/api/runs/check', honest)).text);
  const pick = pickerOf(SHARES);
  const chance = uniform(seed);
  const tallies = new Map<FuzzKind, Tally>();
  const memory: number[] = [];
  const began = performance.now();
  for (let i = 0; i < bodies; i++) {
    const kind = FUZZ_KINDS[pick(chance())] ?? 'bytes';
    const tally = tallies.get(kind) ?? { statuses: [], states: [], faults: [] };
    tallies.set(kind, tally);
    const body = await bodyOf(kind, honest, chance);
    const isCheck = chance() < 0.25;
    const heard = await ask(isCheck ? '/api/runs/check' : '/api/runs', body);
    tally.statuses.push(String(heard.status));
    const fault = faultOf(heard, { isCheck, own });
    if (heard.status < 300) tally.states.push(stateIn(heard.text));
    if (heard.status === 201) {
      const read = await readBack(ask, heard.text);
      if (read !== null) tally.faults.push(read);
      await forgetRun(database, nonce);
    }
    if (fault !== null) tally.faults.push(`${fault}: ${heard.text.slice(0, 300)}`);
    if ((i + 1) % Math.ceil(bodies / LOOKS) === 0) {
      memory.push(process.memoryUsage.rss());
      say(`${i + 1} of ${bodies} bodies, ${megabytes(memory.at(-1) ?? 0)}`);
    }
  }
  const minutes = (performance.now() - began) / 60_000;
  yield table(
    `${bodies} damaged bodies in ${minutes.toFixed(1)} minutes`,
    ['damaged', 'n', 'answers', 'accepted as', 'faults'],
    [...tallies].map(([kind, { statuses, states, faults }]) => [
      ...[kind, statuses.length, countsOf(statuses), countsOf(states) || '-', faults.length],
    ]),
  );
  const all = [...tallies.values()].flatMap(({ faults }) => faults);
  yield `Memory of the process that sends and answers: ${memory.map(megabytes).join(', ')}, looked at ${LOOKS} times.\n`;
  if (all.length === 0)
    yield 'Accepted as ranked are those whose damage is in no figure: each has the honest speeds.\n';
  else
    yield `Faults:\n\n${all
      .slice(0, 10)
      .map((one) => `    ${JSON.stringify(one)}`)
      .join('\n')}\n`;
}

/** Null where the answer is as it has to be. */
function faultOf(
  { status, type, text }: Heard,
  { isCheck, own }: { readonly isCheck: boolean; readonly own: ReadonlySet<string> },
): string | null {
  if (status >= 500) return `answered ${status}`;
  if (!/^application\/(problem\+)?json\b/.test(type)) return `answered as ${type}`;
  if (isUnescaped(text, type)) return 'a text that turns or hides what is beside it';
  if (status >= 300) return null;
  const isNew = [...speedsIn(text)].some((speed) => !own.has(speed));
  if (stateIn(text) === 'ranked' && isNew) return `${isCheck ? 'would be ranked' : 'was ranked'} at another speed`;
  return null;
}

/** What others would see of it. */
const READS = ['/api/runs', '/api/cohorts', '/api/support', '/api/runs?as=csv', '/api/support?as=csv'];

async function readBack(ask: Ask, answer: string): Promise<string | null> {
  const id = /"id":"([\w-]+)"/.exec(answer)?.[1] ?? '';
  for (const path of [`/api/runs/${id}`, ...READS]) {
    const { status, type, text } = await ask(path);
    if (status >= 500) return `${path} answered ${status}`;
    if (isUnescaped(text, type)) return `${path} has a text as it was sent: ${text.slice(0, 500)}`;
  }
  return null;
}

/** Nonces used twice, and challenges of somebody else. */
async function* borrowed(database: Database, ask: Ask): AsyncGenerator<string> {
  const sending = await prepareSending(database, { seed: 77, key: KEY });
  const first = await ask('/api/runs', await textOf(sending));
  const cases = [
    { what: 'the same again', body: await textOf(sending) },
    {
      what: 'another run for its challenge',
      body: await textOf({ ...sending, declared: { gpu: 'rtx-4090', powerSource: 'battery' } }),
    },
    { what: 'the same under another key', body: await textOf({ ...sending, key: OTHER_KEY }) },
  ];
  const waiting = await prepareSending(database, { seed: 78, key: KEY });
  const open = [
    { what: 'a challenge of another device, not yet used', body: await textOf({ ...waiting, key: OTHER_KEY }) },
    {
      what: 'its blocks and links under another challenge',
      body: await textOf({ ...waiting, challenge: sending.challenge }),
    },
    { what: '3 MB', body: `{"challenge":"${'x'.repeat(3e6)}"}` },
    { what: 'nested 100,000 deep', body: '['.repeat(1e5) },
    { what: 'a number of 10^6 digits', body: `{"challenge":${'9'.repeat(1e6)}}` },
  ];
  const rows: (readonly (string | number)[])[] = [['the first', first.status, stateIn(first.text)]];
  for (const { what, body } of [...cases, ...open]) {
    const { status, text } = await ask('/api/runs', body);
    rows.push([what, status, codeIn(text) ?? stateIn(text)]);
  }
  yield table('Borrowed challenges, and bodies too large to read', ['sent', 'answer', 'state or code'], rows);
}
