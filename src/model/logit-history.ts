/** The logits by which each token of a streamed text was chosen, kept on the GPU while it is written and read once it is done. */
import type { GpuContext } from '../device/context';
import { padded } from '../kernels/matrix/layout';
import type { Session } from './session';

export class LogitHistory {
  private readonly buffer: GPUBuffer;
  private readonly stride: number;
  private first: Float32Array | null = null;

  /** @param tokens that the text has at most */
  constructor(
    private readonly context: GpuContext,
    private readonly session: Session,
    tokens: number,
  ) {
    this.stride = padded(session.model.weights.config.vocabSize);
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.buffer = context.buffers.create('logits of a text', tokens * this.stride * 4, usage);
    session.logitHistory = this.buffer;
  }

  /** Those of the first token, once the prompt has been read. */
  async keepFirst(): Promise<void> {
    const { logits } = this.session.model.buffers;
    this.first = new Float32Array(await this.context.read(logits, 0, this.stride * 4));
  }

  /** (tokens, vocabSize): of the first token, then of those that were streamed. */
  async read(tokens: number): Promise<Float32Array> {
    const { vocabSize } = this.session.model.weights.config;
    const out = new Float32Array(tokens * vocabSize);
    if (this.first !== null && tokens > 0) out.set(this.first.subarray(0, vocabSize));
    if (tokens < 2) return out;
    const streamed = new Float32Array(await this.context.read(this.buffer, 0, (tokens - 1) * this.stride * 4));
    for (let row = 0; row < tokens - 1; row++) {
      out.set(streamed.subarray(row * this.stride, row * this.stride + vocabSize), (row + 1) * vocabSize);
    }
    return out;
  }

  dispose(): void {
    this.session.logitHistory = null;
    this.context.buffers.destroy(this.buffer);
  }
}
