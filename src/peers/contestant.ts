/** A peer as a contestant: a worker of its own, which is asked for passes and ended where it fails, hangs or is cancelled. Not what it does (peer-worker.ts). */
import type { Contestant, LoadedContestant, Loading, Pass } from '../benchmark/contestant';
import { meanBits } from '../benchmark/planned-test';
import { identityOf } from '../benchmark/whose';
import { deliveryOf, type Test } from '../benchmark/workload';
import { TokamarkError } from '../foundation/errors';
import { bytes, seconds, type Seconds } from '../foundation/units';
import type { ModelConfig } from '../model/config';
import type { LogitRows } from '../model/parity/logits';
import { parameterCount } from '../model/shapes';
import { askingPeer, brokenDown, FIRST_LIMIT, LOAD_LIMIT, limitAfter } from './asking';
import type { Described } from './described';
import { orNotKept } from './not-kept';
import type { z } from 'zod';
import { loadedSchema, logitsSchema, passedSchema, type PeerLoad, type PeerPass } from './peer-work';
import type { SpawnedPeer } from './spawn-peer';
import { peerFacts } from './peer-facts';

export interface Peer extends Described {
  /** All but what the tests decide. */
  readonly request: Omit<PeerLoad, 'capacity'>;
  readonly spawn: (name: string) => SpawnedPeer;
}

/** Of a text that it is made to read: shaders for so many rows may be compiled. */
const LOGITS_LIMIT = seconds(120);
/** What it holds its weights in: the file as it is read, the engine's own copy, and the buffers of a GPU that is no other memory. */
const COPIES = 3;

export function peerContestant(peer: Peer): Contestant {
  const contestant: Contestant = {
    ...identityOf(peer.engine, peer.recipe),
    ...{ weights: null, about: peer.about },
    neededBytes: (config) => bytes((COPIES * parameterCount(config) * meanBits(config, peer.recipe)) / 8),
    load: (loading) => loadPeer(contestant.name, peer, loading),
  };
  return contestant;
}

async function loadPeer(name: string, peer: Peer, loading: Loading): Promise<LoadedContestant> {
  const { bench, config, tests: asked, prompts, heard } = loading;
  const others = asked.filter((test) => !isOneStreamed(test));
  const deep = asked.filter((test) => isOneStreamed(test) && !peer.readsOn && isAfterContext(test));
  const tests = asked.filter((test) => !others.includes(test) && !deep.includes(test));
  if (others.length > 0) heard.onRefused(others, ONE_STREAMED);
  if (deep.length > 0) heard.onRefused(deep, FROM_BEGINNING);
  bench.throwIfCancelled();
  heard.onProgress('load', 0, name);
  const spawned = peer.spawn(name);
  const ask = askingPeer(name, spawned, bench);
  try {
    const capacity = Math.max(0, ...tests.map(({ depth, tokens }) => depth + tokens)) + 1;
    const { weightBytes } = await ask(
      spawned.work.load({ ...peer.request, capacity }),
      'while it was loaded',
      LOAD_LIMIT,
      (answer) => loadedSchema.parse(answer),
    );
    const firsts = new Map<Test, Seconds>();
    return {
      ...{ tests, kernels: null },
      facts: (test) => peerFacts({ config, recipe: peer.recipe, weightBytes: bytes(weightBytes) }, test),
      pass: async (test) => {
        const { phase, depth, tokens: count } = test;
        const [read, tokens] = phase === 'prefill' ? [count, 1] : [1, count];
        const pass: PeerPass = {
          ...{ phase, tokens },
          context: prompts.context(depth, 0),
          read: prompts.after(depth, read, 0),
        };
        const first = firsts.get(test);
        const limit = first === undefined ? FIRST_LIMIT : limitAfter(first);
        const from = bench.clock.now();
        const passed = await ask(spawned.work.pass(pass), 'while it ran', limit, (answer) =>
          passOf(name, config, pass, answer),
        );
        // All of it: one may read the whole prompt in each pass before it writes what is timed.
        if (first === undefined) firsts.set(test, seconds(bench.clock.now() - from));
        return passed;
      },
      logits: (tokens) => {
        return ask(spawned.work.logits(tokens), 'while it read the passage', LOGITS_LIMIT, (answer) =>
          logitsOf(name, config, tokens.length, answer),
        );
      },
      dispose: spawned.terminate,
    };
  } catch (thrown) {
    spawned.terminate();
    throw await orNotKept(name, thrown, { base: peer.request.base, signal: bench.signal });
  }
}

const isOneStreamed = (test: Test): boolean => test.batch === 1 && deliveryOf(test) === 'streamed';
const isAfterContext = ({ phase, depth }: Test): boolean => phase === 'prefill' && depth > 0;

const ONE_STREAMED = new TokamarkError({
  code: 'option',
  message: 'Other engines run one sequence here, and give each token as it comes.',
  where: 'batch, delivery',
  remedy: 'Compare streamed tests of one sequence.',
});

function passOf(name: string, config: ModelConfig, pass: PeerPass, answer: unknown): Pass {
  const { data: passed } = passedSchema.safeParse(answer);
  if (passed === undefined || !isWhole(passed, pass, config))
    throw brokenDown(name, 'to write as many tokens as it was asked for', undefined);
  const { taken, times, tokens } = passed;
  if (taken === 0) throw tooShort(name);
  if (pass.phase === 'prefill') return { taken: seconds(taken), work: null };
  return { taken: seconds(taken), work: null, times: times.map(seconds), tokens };
}

/** The time of both would stand where that of the prompt alone is. */
const FROM_BEGINNING = new TokamarkError({
  code: 'option',
  message: 'It reads a prompt with all that stands before it in each call: that takes longer than the prompt alone.',
  where: 'depth',
  remedy: 'Compare prompts without a context: --depth 0, or none.',
});

type Passed = z.output<typeof passedSchema>;

/** Each token is one of the model's, and has its instant. */
const isWhole = ({ tokens, times }: Passed, pass: PeerPass, { vocabSize }: ModelConfig): boolean =>
  tokens.length === pass.tokens &&
  times.length === pass.tokens &&
  tokens.every((token) => token < vocabSize) &&
  times.every((time, i) => time >= (times[i - 1] ?? 0));

const tooShort = (name: string): TokamarkError =>
  new TokamarkError({
    code: 'peer',
    message: `${name} took less time than the clock of this browser can tell.`,
    where: name,
    remedy: 'The other figures hold. Take another browser: the clock of this one is coarse.',
  });

function logitsOf(name: string, { vocabSize }: ModelConfig, positions: number, answer: unknown): LogitRows | null {
  const { data: given } = logitsSchema.safeParse(answer);
  if (given === null) return null;
  const fits = given?.vocabSize === vocabSize && given.logits.length === positions * vocabSize;
  if (given === undefined || !fits)
    throw brokenDown(name, `to give ${vocabSize} logits for each of ${positions} tokens`, undefined);
  return { vocabSize, firstPosition: 0, logits: given.logits };
}
