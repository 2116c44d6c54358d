/** The protocol's `labTensors`: what a choice does to each matrix, tensor by tensor, so that the worker hears of other calls meanwhile. */
import { choiceAt, type ModelChoice } from '../../lab/model-choice';
import { tensorFacts, type Matrix, type TensorFacts } from '../../lab/tensor-facts';
import { nextTask } from '../../model/parity/windows';

export async function factsOf(matrices: readonly Matrix[], choice: ModelChoice): Promise<readonly TensorFacts[]> {
  const tensors: TensorFacts[] = [];
  for (const matrix of matrices) {
    tensors.push(tensorFacts(matrix, choiceAt(choice, matrix)));
    await nextTask();
  }
  return tensors;
}
