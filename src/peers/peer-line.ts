/** The two ends of the line between a run and the worker of a peer, over comlink: errors cross it as data, with their code and what to do. */
import * as Comlink from 'comlink';
import { outcomeOf, unwrap, type Outcome } from '../foundation/outcome';
import type { PeerLogits, PeerWork } from './peer-work';

/** As it crosses. */
type Served = {
  readonly [Call in keyof PeerWork]: (
    ...given: Parameters<PeerWork[Call]>
  ) => Promise<Outcome<Awaited<ReturnType<PeerWork[Call]>>>>;
};

/** A peer at the other end of `endpoint`, as if it were in this thread. */
export function callPeer(endpoint: Comlink.Endpoint): PeerWork {
  const remote = Comlink.wrap<Served>(endpoint);
  return {
    load: async (request) => unwrap(await remote.load(request)),
    pass: async (pass) => unwrap(await remote.pass(pass)),
    logits: async (tokens) => unwrap(await remote.logits(tokens)),
  };
}

/** Answers calls that arrive at `endpoint` with `work`; without one, those that arrive at this worker. Logits are handed over, not copied. */
export function servePeer(work: PeerWork, endpoint?: Comlink.Endpoint): void {
  const served: Served = {
    load: (request) => outcomeOf(() => work.load(request)),
    pass: (pass) => outcomeOf(() => work.pass(pass)),
    logits: async (tokens) => {
      const outcome = await outcomeOf(() => work.logits(tokens));
      const found: PeerLogits | null = outcome.ok ? outcome.value : null;
      return found === null ? outcome : Comlink.transfer(outcome, [found.logits.buffer]);
    },
  };
  Comlink.expose(served, endpoint);
}
