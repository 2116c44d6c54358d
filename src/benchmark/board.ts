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

  /** Of one format, in the order of the request; or all. */
  of(format?: ModelFormat): readonly Running[] {
    return this.running.filter((one) => format === undefined || one.format === format);
  }

  set(one: Running, change: Partial<Measurement>): void {
    one.measurement = { ...one.measurement, ...change };
    this.onMeasurement(one.measurement);
  }

  /** Ends what still runs of `formats` with what was thrown. */
  end(formats: readonly ModelFormat[], thrown: unknown): void {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of this.running) {
      if (formats.includes(one.format) && one.measurement.status === 'running') {
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
