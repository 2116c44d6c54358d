/** A peer as a contestant of the product's own run: a process for each test, which keeps what it has loaded. Not what the peer does (engines/). */
import type { Contestant, LoadedContestant } from '../../src/benchmark/contestant';
import { identityOf } from '../../src/benchmark/whose';
import { deliveryOf, type Test, type WeightSource } from '../../src/benchmark/workload';
import { TokamarkError } from '../../src/foundation/errors';
import { bytes, seconds } from '../../src/foundation/units';
import type { AnyRecipe } from '../../src/kernels/recipe';
import { peerFacts } from '../../src/peers/peer-facts';
import { openChild } from '../child';
import type { PeerName } from '../parts';
import { PEER_SHAPES } from '../peer-shape';
import type { Facts, Workload } from '../protocol';
import type { Processes } from './processes';

export interface Peer {
  /** As a result names it: `llama.cpp`. */
  readonly engine: string;
  /** Of its process (engine.ts). */
  readonly name: PeerName;
  readonly facts: Facts;
  /** Of its model. */
  readonly shape: string;
  /** As the peer computes it; its id is the peer's own word for its weights too. */
  readonly recipe: AnyRecipe;
  readonly weights: WeightSource;
  /** Of decode, the most that it runs at once. */
  readonly sequences: number;
  /** What they take of the processors is the run's own. */
  readonly processes: Processes;
}

export function peerContestant({ engine, name, facts, shape, recipe, weights, ...rest }: Peer): Contestant {
  const { sequences, processes } = rest;
  const canRun = (test: Test): boolean =>
    test.batch <= (test.phase === 'decode' ? sequences : 1) && deliveryOf(test) === 'streamed';
  const contestant: Contestant = {
    ...identityOf(engine, recipe),
    weights,
    about: {
      version: facts.engine,
      settings: [...facts.settings, adapterText(facts)].map((line) => `${line}.`),
    },
    load: async ({ bench, config, tests: asked, heard }) => {
      if (config.name !== shape) throw ANOTHER_SHAPE;
      const tests = asked.filter(canRun);
      if (tests.length < asked.length)
        heard.onRefused(
          asked.filter((test) => !canRun(test)),
          CANNOT,
        );
      const opened = new Map<Test, ReturnType<typeof openChild>>();
      const closeAll = async (): Promise<void> => {
        for (const { close } of opened.values()) await close();
      };
      let weightBytes = 0;
      try {
        for (const [i, test] of tests.entries()) {
          bench.throwIfCancelled();
          heard.onProgress('load', i / tests.length, contestant.name);
          const child = openChild(name, {});
          processes.add(child.pid);
          opened.set(test, child);
          const prepared = await child.engine.prepare(workloadOf(test, recipe));
          weightBytes = prepared.bytesPerToken ?? weightBytes;
        }
      } catch (thrown) {
        await closeAll();
        throw thrown;
      }
      return {
        ...{ tests, kernels: null },
        facts: (test) => peerFacts({ config, recipe, weightBytes: bytes(weightBytes) }, test),
        pass: async (test) => {
          bench.throwIfCancelled();
          const child = opened.get(test);
          if (child === undefined) throw new RangeError(`${contestant.name} was not loaded for this test`);
          return { taken: seconds(await child.engine.run()), work: null };
        },
        dispose: closeAll,
      } satisfies LoadedContestant;
    },
  };
  return contestant;
}

const CANNOT = new TokamarkError({
  code: 'option',
  message: 'Its process here reads one prompt at a time, writes at most eight texts at once, and streams each token.',
  where: 'batch, delivery',
  remedy: 'Compare streamed tests of fewer sequences.',
});

const ANOTHER_SHAPE = new TokamarkError({
  code: 'option',
  message: `The models of other engines here are ${PEER_SHAPES.join(' or ')}, one shape in a run.`,
  where: 'shape',
  remedy: `Run with --shape ${PEER_SHAPES.join(' or --shape ')}, or without a peer.`,
});

const adapterText = ({ adapter }: Facts): string =>
  adapter === '' ? 'it does not name its adapter' : `on the adapter ${adapter}`;

function workloadOf({ phase, depth, tokens, batch }: Test, { id: format }: AnyRecipe): Workload {
  if (phase === 'decode') return { kind: 'decode', format, depth, tokens, ...(batch === 1 ? {} : { batch }) };
  return { kind: 'prefill', format, tokens, ...(depth === 0 ? {} : { depth }) };
}
