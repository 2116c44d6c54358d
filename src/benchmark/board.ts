/** The measurements of a run, from before they begin: each change is told to whoever listens. */
import { asTokamarkError } from '../foundation/errors';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { planned, type Measurement } from './measurement';
import type { Test, WeightSource } from './workload';

export interface Running {
  readonly format: ModelFormat;
  readonly test: Test;
  measurement: Measurement;
}

export interface BoardRequest {
  readonly config: ModelConfig;
  readonly source: WeightSource;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
}

export class Board {
  private readonly running: readonly Running[];

  constructor(
    request: BoardRequest,
    private readonly onMeasurement: (measurement: Measurement) => void,
  ) {
    this.running = plan(request);
  }

  /** Of one format, in the order of the request: those of its tests that are measured. */
  of({ format, tests }: Pick<BoardRequest, 'tests'> & { readonly format: ModelFormat }): readonly Running[] {
    return this.running.filter((one) => one.format === format && tests.includes(one.test));
  }

  set(one: Running, change: Partial<Measurement>): void {
    one.measurement = { ...one.measurement, ...change };
    this.onMeasurement(one.measurement);
  }

  /** Ends what still runs of `formats`, of those tests that `isOf` says, with what was thrown. */
  end(formats: readonly ModelFormat[], thrown: unknown, isOf: (test: Test) => boolean = () => true): void {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of this.running) {
      if (formats.includes(one.format) && isOf(one.test) && one.measurement.status === 'running') {
        this.set(one, { status, error: error.toData() });
      }
    }
  }
}

function plan({ config, source, formats, tests }: BoardRequest): Running[] {
  return formats.flatMap((format) =>
    tests.map((test) => ({ format, test, measurement: planned(config, source, format, test) })),
  );
}
