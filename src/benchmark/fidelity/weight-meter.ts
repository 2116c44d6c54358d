/** Adds up what rounding lost, tensor by tensor, while a model's matrices are packed: nothing is packed twice for it. */
import { bytes } from '../../foundation/units';
import { matrixBytes } from '../../kernels/matrix/layout';
import { reconstruct, together } from '../../kernels/matrix/reconstruction';
import type { Packed } from '../../model/weights/from-files';
import type { TensorError } from './fidelity';

export class WeightMeter {
  private readonly all = new Map<string, TensorError>();

  add({ name, matrix, values, rowStart }: Packed): void {
    const { format, rows, columns } = matrix.shape;
    const before = this.all.get(name);
    const error = reconstruct(matrix, values, rowStart);
    this.all.set(name, {
      name,
      format,
      columns,
      rows: rows + (before?.rows ?? 0),
      bytes: bytes(matrixBytes(matrix.shape) + (before?.bytes ?? 0)),
      error: before === undefined ? error : together([before.error, error]),
    });
  }

  tensors(): readonly TensorError[] {
    return [...this.all.values()];
  }
}
