/**
 * A transformer at work: prompts in, tokens out, over one text at a time. Decides what is submitted together; the next token
 * is always chosen on the GPU. Not a benchmark: it holds no clock.
 */
import type { GpuContext } from '../device/context';
import { run, rowWords, type Row } from '../kernels/rows';
import { listWords } from '../../shaders/rms-norm';
import { samplingWords } from '../../shaders/sample';
import { throwIfCancelled } from '../foundation/cancel';
import { WorkCounter } from './counters';
import { cautious, Submitter, type SubmitLimits } from './submitter';
import type { Transformer } from './transformer';

/** How the next token is chosen: the likeliest, or drawn at a temperature. */
export type Choice =
  { readonly kind: 'greedy' } | { readonly kind: 'sample'; readonly temperature: number; readonly seed: number };

export const GREEDY: Choice = { kind: 'greedy' };

/** Tokens that may be computed beyond the one that the CPU has seen: enough to keep the GPU busy while it is read back. */
const LOOKAHEAD = 3;

export class Session {
  /** Changed once the device's speed is known: a FLOP of decode, bound by memory, takes longer than one of prefill. */
  readonly limits: { prefill: SubmitLimits; decode: SubmitLimits };
  /** What it has asked of the device so far. */
  readonly counter = new WorkCounter();
  private readonly staging: GPUBuffer[];
  /** Where decode stands once everything submitted has run. */
  private position = 0;
  /** Tokens of the last pass. */
  rows = 1;

  constructor(
    private readonly context: GpuContext,
    /** Another one over the same buffers may take its place between two calls. */
    public model: Transformer,
    public signal: AbortSignal | null = null,
  ) {
    this.limits = { prefill: cautious(context), decode: cautious(context) };
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.staging = Array.from({ length: LOOKAHEAD + 1 }, () => context.buffers.create('token readback', 16, usage));
  }

  /** Has prefill compute `rows`, of which the last needs logits, and decode stand at that. */
  private standAt(rows: readonly Row[]): void {
    const { prefillRows, lastRows, decodeRows } = this.model.buffers;
    this.upload(prefillRows, 0, rowWords(rows));
    this.upload(lastRows, 0, listWords([rows.length - 1]));
    this.upload(decodeRows, 0, rowWords(rows.slice(-1)));
  }

  choose(choice: Choice): void {
    if (choice.kind === 'greedy') return;
    this.upload(this.model.buffers.sampling, 0, samplingWords(choice.temperature, choice.seed));
  }

  /** Forgets what comes after `position` and stands there, with `token` to be read next. */
  rewind(position: number, token: number): void {
    this.assertRoom(position);
    this.position = position;
    this.upload(this.model.buffers.tokens, position * 4, Uint32Array.of(token));
    this.upload(this.model.buffers.decodeRows, 0, rowWords(run(position, 1)));
  }

  /** Stands at `position` as a pass over `rows` tokens would: for timing parts of one. */
  stand(position: number, rows: number): void {
    this.assertRoom(position + rows);
    this.position = position;
    this.standAt(run(position, rows));
  }

  /**
   * Reads a prompt from `position` on, chunk by chunk, and chooses the token after it. Resolves when all is submitted.
   * @param tokens at least one; position + tokens.length must be within the capacity
   */
  async prefill(tokens: readonly number[], position: number, choice: Choice): Promise<void> {
    const { buffers, options, prefill, lastLogits } = this.model;
    this.assertRoom(position + tokens.length);
    this.position = position + tokens.length;
    this.choose(choice);
    this.upload(buffers.tokens, position * 4, Uint32Array.from(tokens));
    const submitter = this.submitter('prefill');
    for (let done = 0; done < tokens.length; done += options.chunk) {
      const rows = Math.min(options.chunk, tokens.length - done);
      this.rows = rows;
      this.standAt(run(position + done, rows));
      await submitter.add(prefill, rows);
      // The next chunk's rows must not be written before this one has been submitted.
      await submitter.submit();
    }
    await submitter.add([...lastLogits, this.chooser(choice)], 1);
    await submitter.submit();
  }

  /**
   * `count` tokens with nothing read back until the end. Resolves when they have run.
   * @throws RangeError where the cache has no room for them
   */
  async decodeBatched(count: number, choice: Choice): Promise<void> {
    this.assertRoom(this.position + count);
    this.position += count;
    this.rows = 1;
    const step = [...this.model.decode, this.chooser(choice)];
    const together = this.tokensPerSubmit;
    const submitter = this.submitter('decode', together === 0 ? this.limits.decode.flopsPerSubmit : Infinity);
    for (let i = 1; i <= count; i++) {
      await submitter.add(step, 1);
      if (together > 0 && i % together === 0) await submitter.submit();
    }
    await submitter.finish();
  }

  /** Whole tokens that one submit of batched decode holds; 0 where a token takes several submits. */
  get tokensPerSubmit(): number {
    return Math.floor(this.limits.decode.flopsPerSubmit / flopsOf(this.model.decode));
  }

  /**
   * Up to `count` tokens, each read back as it comes; the token at `position` + 1 is the first.
   * @param onToken gives false to stop
   */
  async decodeStreamed(
    position: number,
    count: number,
    choice: Choice,
    onToken: (token: number) => boolean,
  ): Promise<void> {
    this.assertRoom(position + count);
    this.position = position + count;
    this.rows = 1;
    const submitter = this.submitter('decode', this.limits.decode.flopsPerSubmit, 'streamed');
    const step = [...this.model.decode, this.chooser(choice)];
    const pending: Promise<number>[] = [];
    const next = async () => {
      const token = await pending.shift();
      return token !== undefined && onToken(token);
    };
    try {
      for (let i = 0; i < count; i++) {
        await submitter.add(step, 1);
        const staging = this.staging[i % this.staging.length];
        if (staging === undefined) throw new RangeError('no staging buffer');
        submitter.copy(this.model.buffers.tokens, position + i + 1, staging);
        await submitter.submit();
        const reading = this.readToken(staging);
        // Awaited in its turn: a device that is lost before then must not count as a failure that nobody heard of.
        reading.catch(() => undefined);
        pending.push(reading);
        if (pending.length > LOOKAHEAD && !(await next())) return;
      }
      while (pending.length > 0) if (!(await next())) return;
    } finally {
      // A staging buffer still being mapped must not be used again.
      await Promise.allSettled(pending);
    }
  }

  /** The token at `position`, once everything submitted has run. */
  async tokenAt(position: number): Promise<number> {
    const [staging] = this.staging;
    if (staging === undefined) throw new RangeError('no staging buffer');
    const submitter = this.submitter('decode');
    submitter.copy(this.model.buffers.tokens, position, staging);
    await submitter.submit();
    return this.readToken(staging);
  }

  /** Tokens [from, to). */
  async tokens(from: number, to: number): Promise<number[]> {
    return [...new Uint32Array(await this.context.read(this.model.buffers.tokens, from * 4, (to - from) * 4))];
  }

  private async readToken(staging: GPUBuffer): Promise<number> {
    await this.context.map(staging);
    const [token = 0] = new Uint32Array(staging.getMappedRange(0, 4));
    staging.unmap();
    return token;
  }

  submitter(
    phase: 'prefill' | 'decode',
    flopsPerSubmit = this.limits[phase].flopsPerSubmit,
    delivery: 'batched' | 'streamed' = 'batched',
  ): Submitter {
    throwIfCancelled(this.signal);
    const limits = { ...this.limits[phase], flopsPerSubmit };
    return new Submitter(this.context, limits, this.counter, this.signal, delivery);
  }

  private upload(buffer: GPUBuffer, offset: number, words: Uint32Array<ArrayBuffer>): void {
    this.context.device.queue.writeBuffer(buffer, offset, words);
    this.counter.add({ bytesUploaded: words.byteLength });
  }

  private chooser(choice: Choice) {
    if (choice.kind === 'greedy') return this.model.greedy;
    if (this.model.draw === null) throw new RangeError('this model was made without sampling');
    return this.model.draw;
  }

  private assertRoom(positions: number): void {
    const { capacity } = this.model.options;
    if (positions > capacity) throw new RangeError(`${positions} positions exceed the cache's ${capacity}`);
  }
}

/** FLOPs of one run of `dispatches`. */
export const flopsOf = (dispatches: Transformer['decode']): number =>
  dispatches.reduce((sum, { use }) => sum + use.cost.flops, 0);
