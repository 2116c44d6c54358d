/** What an engine needs of the place it runs in: page, command or test. */
import type { Contestant } from '../benchmark/contestant';
import type { GpuContext } from '../device/context';
import type { Bytes } from '../foundation/units';
import type { Environment } from '../report/schema';
import type { TuningStore } from '../tuning/store';
import type { GpuLock } from './gpu-lock';
import type { PowerMeter } from './power-meter';
import type { RunRequest } from './protocol';

export interface EngineHost {
  /** Undefined where there is no WebGPU. */
  readonly gpu: GPU | undefined;
  readonly environment: () => Environment;
  /** Bytes of main memory; null where the place does not say. */
  readonly memory: Bytes | null;
  readonly tuningStore: TuningStore;
  readonly gpuLock: GpuLock;
  /** Where the lab keeps what it has measured; left out, as long as the engine lives. */
  readonly labStore?: TuningStore;
  /** The contestants of other engines that a run measures beside ours, loaded when it asks for some; left out, none. */
  readonly peers?: (
    request: RunRequest,
    context: Pick<GpuContext, 'granted' | 'slowAnswer'>,
    signal: AbortSignal,
  ) => Promise<readonly Contestant[]>;
  /** What reads the power while a run that asks for it times; left out where nothing can. */
  readonly power?: PowerMeter;
}
