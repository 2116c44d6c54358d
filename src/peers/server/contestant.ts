/** The server that a person named as a contestant of a run: found out before it, asked for the same texts in the same rounds, ended where it fails or is cancelled. */
import type { Contestant, LoadedContestant, Loading, Pass } from '../../benchmark/contestant';
import { identityOf } from '../../benchmark/whose';
import { deliveryOf, type Test } from '../../benchmark/workload';
import { asTokamarkError, TokamarkError } from '../../foundation/errors';
import { unwrap } from '../../foundation/outcome';
import { bytes, seconds, type Seconds } from '../../foundation/units';
import { openFolderTokenizer, type ModelFiles } from '../../model/files/folder';
import { askingPeer, FIRST_LIMIT, LOAD_LIMIT, limitAfter } from '../asking';
import { within } from '../within';
import type { ServerAsked } from './asked';
import { knownServer, unknownServer, type KnownServer } from './facts';
import type { Line } from './line';
import { BESIDE, decodePass, NOTES, prefillPass, type Note } from './passed';
import { probeServer, type Found } from './probe';
import { FreshPrompts, tokensWritten } from './prompts';
import { streamedSchema } from './streamed';

export interface OwnServer {
  readonly server: ServerAsked;
  /** Whose tokens are read: the server is given them as text. */
  readonly model: ModelFiles;
  readonly openLine: () => Line;
  readonly signal: AbortSignal | null;
}

/** What it is has to be known before the run: one that cannot be reached fails in it, alone. @throws TokamarkError `cancelled` */
export async function serverContestant(own: OwnServer): Promise<Contestant> {
  const { server, openLine, signal } = own;
  const line = openLine();
  try {
    const wait = { limit: LOAD_LIMIT, signal, name: 'The server' };
    const found = await within(Promise.race([probeServer(line.work, server), line.failed]), wait);
    const known = knownServer(server, found);
    return { ...contestantOf(known), load: (loading) => loadServer(own, found, known, loading) };
  } catch (thrown) {
    const error = asTokamarkError(thrown);
    if (error.code === 'cancelled') throw error;
    return { ...contestantOf(unknownServer(server)), load: () => Promise.reject(error) };
  } finally {
    line.end();
  }
}

const contestantOf = ({ engine, recipe, about }: KnownServer) => ({
  ...identityOf(engine, recipe),
  ...{ weights: null, about },
});

async function loadServer(
  own: OwnServer,
  found: Found,
  known: KnownServer,
  loading: Loading,
): Promise<LoadedContestant> {
  const { bench, config, tests: asked, prompts, heard } = loading;
  const { name } = contestantOf(known);
  const tests = asked.filter(canRun);
  const refused = asked.filter((test) => !canRun(test));
  if (refused.length > 0) heard.onRefused(refused, ONE_STREAMED);
  heard.onProgress('load', 0, name);
  const tokenizer = await openFolderTokenizer(own.model);
  const fresh = new FreshPrompts(tokenizer, config.vocabSize, Math.random);
  bench.throwIfCancelled();
  const line = own.openLine();
  const ask = askingPeer(name, { failed: line.failed, terminate: line.end }, bench);
  const firsts = new Map<Test, Seconds>();
  const said = new Set<Note>();
  const textOf = async (test: Test, prompt: string, tokens: number) => {
    const { model, manner } = found;
    const first = firsts.get(test);
    const limit = first === undefined ? FIRST_LIMIT : limitAfter(first);
    const asking = line.work.text(own.server, { model, manner, prompt, tokens });
    const streamed = await ask(asking, 'while it ran', limit, (answer) => streamedSchema.parse(unwrap(answer)));
    firsts.set(test, first ?? seconds(streamed.times.at(-1) ?? streamed.first));
    return streamed;
  };
  const say = (notes: readonly Note[]): void => {
    for (const note of notes) {
      if (said.has(note)) continue;
      said.add(note);
      bench.events.onProblem(
        new TokamarkError({ code: 'peer', message: `${name}: ${NOTES[note]}`, where: name, remedy: STAY }),
      );
    }
  };
  return {
    ...{ tests, kernels: null },
    facts: () => ({
      ...{ losses: [], variants: {}, bufferBytes: null, weightBytes: bytes(0), bytesReadPerToken: bytes(0) },
      tokensPerSubmit: 1,
    }),
    pass: async (test): Promise<Pass> => {
      const { phase, depth, tokens: count } = test;
      if (phase === 'prefill') {
        const read = prefillPass(await textOf(test, fresh.of(prompts.after(0, count, 0)), 1), count);
        say(read.notes);
        return { taken: read.taken, work: null };
      }
      const prompt = tokenizer.decode([...prompts.context(depth, 0), ...prompts.after(depth, 1, 0)]);
      const streamed = await textOf(test, prompt, count + BESIDE);
      const { taken: time, times, notes } = decodePass(streamed, count);
      say(notes);
      // Of another model our tokenizer knows no tokens.
      const isFable = known.about.server?.otherModel === false;
      const tokens = isFable ? tokensWritten(tokenizer, streamed.pieces, count + BESIDE).slice(0, count) : [];
      return { taken: time, work: null, tokens, ...(times === null ? {} : { times }) };
    },
    dispose: line.end,
  };
}

const STAY = 'Its figures stay, and say so.';

const canRun = ({ phase, depth, batch, ...test }: Test): boolean =>
  batch === 1 && deliveryOf(test) === 'streamed' && (phase === 'decode' || depth === 0);

const ONE_STREAMED = new TokamarkError({
  code: 'option',
  message:
    'A server is asked for one text at a time, whose prompt it reads from its beginning, and gives each token as it comes.',
  where: 'batch, depth, delivery',
  remedy: 'Compare streamed tests of one sequence.',
});
