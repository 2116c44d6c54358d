/**
 * A device on which programs are compiled and nothing else: each pipeline once, one after the other, between two marks on standard
 * error, where RADV tells what it made of it (see stats.ts). Buffers are small, so that a model of any size fits.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { GpuContext } from '../../src/device/context';
import { BufferLedger } from '../../src/device/buffers';
import { PipelineCache, type PipelineRequest } from '../../src/device/pipelines';
import { Rest } from '../../src/device/rest';
import { asTokamarkError } from '../../src/foundation/errors';
import { BEGIN, END } from './marks';

/** For what the next programs are compiled. */
export interface Purpose {
  readonly model: string;
  /** Of the weights; empty where there are none. */
  readonly format: string;
  /** It runs where nothing was tuned. */
  readonly isDefault: boolean;
}

/** A program that was compiled: what the marks' `id` stands for. */
export interface Compiled {
  readonly id: number;
  /** Of its first use: kernel, shape, variant. */
  readonly label: string;
  /** sha-256 of its WGSL. */
  readonly code: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly models: readonly string[];
  readonly formats: readonly string[];
  /** It runs somewhere where nothing was tuned. */
  readonly isDefault: boolean;
  /** What the device's compiler said, where it refused the program. */
  readonly refused: string | null;
}

class Growing {
  readonly models = new Set<string>();
  readonly formats = new Set<string>();
  isDefault = false;
  refused: string | null = null;

  constructor(
    readonly id: number,
    readonly request: PipelineRequest,
    readonly pipeline: Promise<GPUComputePipeline>,
  ) {
    pipeline.catch((thrown: unknown) => (this.refused = asTokamarkError(thrown).message));
  }

  add({ model, format, isDefault }: Purpose): void {
    this.models.add(model);
    this.formats.add(format);
    this.isDefault ||= isDefault;
  }

  get compiled(): Compiled {
    const { id, request, models, formats, isDefault, refused } = this;
    const { label, constants } = request;
    const code = createHash('sha256').update(request.code).digest('hex');
    return { id, label, code, constants, models: [...models], formats: [...formats], isDefault, refused };
  }
}

export class RecordingContext extends GpuContext {
  override readonly pipelines: RecordingPipelines;
  override readonly buffers: SmallBuffers;

  constructor({ adapter, device, granted }: GpuContext) {
    super(adapter, device, granted);
    this.pipelines = new RecordingPipelines(device);
    this.buffers = new SmallBuffers(device, granted.limits);
  }
}

export class RecordingPipelines extends PipelineCache {
  purpose: Purpose = { model: '', format: '', isDefault: false };
  private readonly programs = new Map<string, Growing>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(device: GPUDevice) {
    // Else Dawn's waiting takes as much of a processor as the compiler.
    super(device, new Rest(true));
  }

  get compiled(): readonly Compiled[] {
    return [...this.programs.values()].map((program) => program.compiled);
  }

  override get(request: PipelineRequest): Promise<GPUComputePipeline> {
    const { code, constants, entryPoint } = request;
    const key = JSON.stringify([entryPoint, Object.entries(constants).sort(), code]);
    const id = this.programs.size;
    const program =
      this.programs.get(key) ??
      new Growing(
        id,
        request,
        this.inTurn(id, () => super.get(request)),
      );
    this.programs.set(key, program);
    program.add(this.purpose);
    return program.pipeline;
  }

  private inTurn<T>(id: number, work: () => Promise<T>): Promise<T> {
    const made = this.turn.then(async () => {
      writeSync(2, `\n${BEGIN}${id}\n`);
      try {
        return await work();
      } finally {
        writeSync(2, `\n${END}${id}\n`);
      }
    });
    this.turn = made.catch(() => undefined);
    return made;
  }
}

/** More than any fixed part of a binding needs. */
const MOST_BYTES = 65_536;

class SmallBuffers extends BufferLedger {
  override create(label: string, size: number, usage?: GPUBufferUsageFlags): GPUBuffer {
    return super.create(label, Math.min(size, MOST_BYTES), usage);
  }

  /** Nothing here reads what it holds. */
  override upload(label: string, data: Uint32Array | Float32Array): GPUBuffer {
    return this.create(label, data.byteLength);
  }
}
