/** Compiled compute pipelines, each made once per device under its text, entry point and constants. */
import { detailsOf, TokamarkError } from '../foundation/errors';
import { Rest } from './rest';

export interface PipelineRequest {
  /** What the pipeline is called in error messages and GPU debuggers. */
  readonly label: string;
  readonly code: string;
  readonly entryPoint: string;
  /** Values of the WGSL `override` declarations. */
  readonly constants: Readonly<Record<string, number>>;
  /** Names of its buffers, by binding number: nothing here reads them, but whoever wants to see what runs. */
  readonly bindings?: readonly string[];
  /** Its grid for a pass over `rows` rows, likewise. */
  readonly workgroups?: (rows: number) => readonly [x: number, y: number, z: number];
}

export class PipelineCache {
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();
  private readonly asked: PipelineRequest[] = [];

  constructor(
    private readonly device: GPUDevice,
    private readonly rest = new Rest(false),
  ) {}

  /** All that was compiled, or tried, each as it was asked for first. */
  get requests(): readonly PipelineRequest[] {
    return this.asked;
  }

  /** @throws TokamarkError `shader` where the text or the constants are wrong, with what the compiler says as its details. */
  get(request: PipelineRequest): Promise<GPUComputePipeline> {
    const key = JSON.stringify([request.entryPoint, request.constants, request.code]);
    const known = this.pipelines.get(key);
    if (known !== undefined) return known;
    const made = this.create(request);
    this.pipelines.set(key, made);
    this.asked.push(request);
    return made;
  }

  private async create(request: PipelineRequest): Promise<GPUComputePipeline> {
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ label: request.label, code: request.code });
    const invalid = this.device.popErrorScope();
    const { messages } = await module.getCompilationInfo();
    const error = messages.find((message) => message.type === 'error');
    if (error !== undefined) {
      throw failure(request, `${error.message} (line ${error.lineNum})`);
    }
    const scoped = await invalid;
    if (scoped !== null) throw failure(request, scoped.message);
    try {
      const compiled = this.device.createComputePipelineAsync({
        label: request.label,
        layout: 'auto',
        compute: { module, entryPoint: request.entryPoint, constants: { ...request.constants } },
      });
      return await this.rest.during(compiled);
    } catch (cause) {
      throw failure(request, detailsOf(cause), cause);
    }
  }
}

function failure({ label }: PipelineRequest, details: string, cause?: unknown): TokamarkError {
  return new TokamarkError(
    {
      code: 'shader',
      message: `This device's compiler refuses the kernel ${label}.`,
      where: label,
      remedy:
        'Update the browser and the graphics driver; if that does not help, report it with the adapter shown by Tokamark.',
      details,
    },
    { cause },
  );
}
