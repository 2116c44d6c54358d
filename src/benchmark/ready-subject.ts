/** A model as the measurement ran it, for a step after it: loaded at the same size, with the variants chosen there, checked. */
import type { ModelFormat } from '../kernels/format';
import type { RunPlace } from './after/after-step';
import { loadSubject, type Subject } from './subject';
import { usesOf } from './verify';

/**
 * The caller disposes of its model.
 * @param step of the run, whose progress tells of the making
 * @throws TokamarkError as loading and checking do; nothing stays allocated then
 */
export async function readySubject(place: RunPlace, format: ModelFormat, step: string): Promise<Subject> {
  const { context, verifier, plan, choices, signal } = place;
  const { config, tests, gemmRates } = plan;
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
