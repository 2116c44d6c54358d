/** A model as the measurement ran it, for a step after it: with the variants chosen there, checked. */
import type { ModelFormat } from '../kernels/format';
import type { RunPlace } from './after/after-step';
import { loadSubject, type Subject } from './subject';
import { usesOf } from './verify';
import type { Test } from './workload';

/**
 * The caller disposes of its model.
 * @param step of the run, whose progress tells of the making
 * @param tests for which it is made
 * @throws TokamarkError as loading and checking do; nothing stays allocated then
 */
export async function readySubject(
  place: RunPlace,
  format: ModelFormat,
  step: string,
  tests: readonly Test[],
): Promise<Subject> {
  const { context, verifier, plan, choices, signal } = place;
  const { config, gemmRates } = plan;
  const makeWeights = () => place.makeWeights(format, step);
  const subject = await loadSubject(context, { config, format, tests, gemmRates, makeWeights }, signal);
  try {
    await subject.model.choose(choices);
    const { transformer } = subject.model;
    await verifier.verify(usesOf(transformer, transformer.greedy), place.events.onVerified);
    return subject;
  } catch (thrown) {
    subject.model.dispose();
    throw thrown;
  }
}
