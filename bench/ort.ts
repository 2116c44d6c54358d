/**
 * onnxruntime's JavaScript interface, as far as it is used here, the same for onnxruntime-node and onnxruntime-web; and single operators
 * run on it.
 */
import { noiseF16, noiseF32 } from './noise';
import { operatorGraph, type Tensor } from './onnx-graphs';
import { reasonOf, type Prepared, type Workload } from './protocol';
import { repetitionsFor, warmUp } from './engines/sample-time';

export interface OrtTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
  dispose: () => void;
}

export type OrtValues = Readonly<Record<string, OrtTensor>>;

export interface OrtSession {
  /** @param fetches tensors to write into; null has one made */
  run: (feeds: OrtValues, fetches?: Readonly<Record<string, OrtTensor | null>>) => Promise<OrtValues>;
  release: () => Promise<void>;
}

export interface Ort {
  readonly InferenceSession: {
    create: (model: Uint8Array | string, options: Readonly<Record<string, unknown>>) => Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: ArrayBufferView, dims: readonly number[]) => OrtTensor;
}

/** The file of a part of a workload, by the names of graphOf. */
export type GraphSource = (workload: Workload, part: string) => Promise<Uint8Array>;

/** Errors only: its warnings say that small operators stay on the CPU, which they should. */
export const WEBGPU = { executionProviders: ['webgpu'], logSeverityLevel: 3 } as const;
export const ON_DEVICE = { ...WEBGPU, preferredOutputLocation: 'gpu-buffer' } as const;

export const OPERATOR_SETTINGS = [
  'single operators: inputs and outputs stay in the same GPU buffers (IO binding), graph capture, KV cache written in place',
  'their end is known by reading the first element of each row of the last output through a session of its own',
] as const;

/** One operator with its inputs on the device, run any number of times. */
export class OrtOperator {
  private constructor(
    private readonly held: { readonly sessions: readonly OrtSession[]; readonly tensors: readonly OrtTensor[] },
    private readonly once: () => Promise<unknown>,
    private readonly read: () => Promise<unknown>,
    readonly note: string,
  ) {}

  static async make(ort: Ort, source: GraphSource, workload: Workload): Promise<OrtOperator> {
    const { graph, last } = operatorGraph(workload);
    const feeds: Record<string, OrtTensor> = {};
    const uploaders: OrtSession[] = [];
    for (const input of graph.inputs) {
      const { session, tensor } = await upload(ort, source, workload, input);
      uploaders.push(session);
      feeds[input.name] = tensor;
    }
    // The cache is input and output in one.
    const bound = Object.fromEntries(
      graph.outputs.map(({ name }) => [name, feeds[name.replace('present', 'past')] ?? null]),
    );
    const model = await source(workload, 'operator');
    const attempt = async (capture: boolean) => {
      const session = await ort.InferenceSession.create(model, { ...ON_DEVICE, enableGraphCapture: capture });
      const made = await session.run(feeds, bound);
      await session.run(feeds, made);
      return { session, made, note: '' };
    };
    const { session, made, note } = await attempt(true).catch(async (thrown: unknown) => ({
      ...(await attempt(false)),
      note: `no graph capture (${reasonOf(thrown)})`,
    }));
    const reader = await ort.InferenceSession.create(await source(workload, 'reader'), WEBGPU);
    const output = made[last.name];
    if (output === undefined) throw new Error(`onnxruntime gave no ${last.name}`);
    return new OrtOperator(
      {
        sessions: [session, reader, ...uploaders],
        tensors: [...new Set([...Object.values(feeds), ...Object.values(made)])],
      },
      () => session.run(feeds, made),
      async () => {
        const { read } = await reader.run({ from: output });
        return read?.data;
      },
      note,
    );
  }

  /** Seconds of one unit of work, by `repetitions` of it in a row. */
  async run(repetitions: number): Promise<number> {
    const from = performance.now();
    for (let i = 0; i < repetitions; i++) await this.once();
    await this.read();
    return (performance.now() - from) / 1000 / repetitions;
  }

  async dispose(): Promise<void> {
    for (const tensor of this.held.tensors) tensor.dispose();
    for (const session of this.held.sessions) await session.release();
  }
}

/** The session that made a tensor must outlive it: its allocator is the session's, and the process ends otherwise. */
async function upload(ort: Ort, source: GraphSource, workload: Workload, input: Tensor) {
  const count = input.dims.reduce((product, size) => product * size, 1);
  const data = input.type === 'float32' ? noiseF32(count, 9) : noiseF16(count, 9);
  const session = await ort.InferenceSession.create(await source(workload, `upload ${input.name}`), ON_DEVICE);
  const { there } = await session.run({ from: new ort.Tensor(input.type, data, input.dims) });
  if (there === undefined) throw new Error('onnxruntime kept nothing on the device');
  return { session, tensor: there };
}

/** Single operators as an engine prepares and runs them. */
export class OrtOperators {
  private current: { readonly operator: OrtOperator; readonly repetitions: number } | null = null;

  constructor(
    private readonly ort: Ort,
    private readonly source: GraphSource,
  ) {}

  async prepare(workload: Workload): Promise<Prepared> {
    await this.release();
    const operator = await OrtOperator.make(this.ort, this.source, workload);
    const repetitions = repetitionsFor(await warmUp(() => operator.run(1), 4));
    this.current = { operator, repetitions };
    return { bytesPerToken: null, note: operator.note };
  }

  run(): Promise<number> {
    if (this.current === null) throw new Error('nothing is prepared');
    return this.current.operator.run(this.current.repetitions);
  }

  async release(): Promise<void> {
    await this.current?.operator.dispose();
    this.current = null;
  }
}
