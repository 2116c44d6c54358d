/** The receipt of a run, from what it planned; and the checks before a replay. */
import { isFileSource, type WeightSource } from '../benchmark/workload';
import type { Plan } from '../benchmark/plan';
import { receiptOfShape, receiptOfWeights, receiptRequest, workloadIds, type Receipt } from '../report/receipt/receipt';
import { receiptText } from '../report/receipt/link';
import { assertReplayable, assertSameWeights } from '../report/receipt/replay';
import type { Result, ResultReceipt } from '../report/schema';
import type { RunRequest } from './protocol';
import { promptSeedOf } from './result-of';

/** @throws TokamarkError `receipt` where the request cannot be the receipt's workloads */
export async function assertReplay(
  { receipt, model }: RunRequest,
  digestOf: (weights: Blob) => Promise<string>,
): Promise<void> {
  if (receipt === null) return;
  assertReplayable(receipt);
  // The digest of a large file takes a while: not for a receipt that names none.
  assertSameWeights(receipt, model === null ? null : 'sha256' in receipt.model ? await digestOf(model.weights) : '');
}

/** Null where nothing was planned, or the digest of a folder's weights is not known. */
export function receiptOfRun(
  request: RunRequest,
  plan: Plan | null,
  weights: WeightSource | null,
  engine: Result['engine'],
): ResultReceipt | null {
  // A receipt says neither which text is read nor which engines took their turns.
  if (plan === null || weights === null || request.passage !== undefined) return null;
  const asked = receiptRequest(
    {
      ...{ ...request, promptSeed: promptSeedOf(request) },
      ...{ formats: [...new Set(request.formats)], tests: plan.tests, repetitions: plan.repetitions },
    },
    engine,
  );
  const receipt: Receipt = isFileSource(weights)
    ? receiptOfWeights(plan.config, weights.sha256, asked)
    : receiptOfShape(plan.config.name, asked);
  return { text: receiptText(receipt), workloadIds: workloadIds(plan.config, weights, asked).sort() };
}
