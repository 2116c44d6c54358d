/**
 * A transformer at work: prompts in, tokens out, over one text or several at a time. Decides what is submitted together; the next token
 * is always chosen on the GPU. Not a benchmark: it holds no clock.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import { padded } from '../kernels/matrix/layout';
import { rowWords, type Row } from '../kernels/rows';
import { listWords } from '../../shaders/rms-norm';
import { samplingWords } from '../../shaders/sample';
import { throwIfCancelled } from '../foundation/cancel';
import { WorkCounter } from './counters';
import { roomOf, sequencesOf } from './activations';
import { onBy, rowsAt, rowsOf, type Prompt } from './prompts';
import { cautious, Submitter, type SubmitLimits } from './submitter';
import { stepFor, type Transformer } from './transformer';

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
  /** Where decode stands once everything submitted has run: its next rows, in the order of its logits. */
  private standing: readonly Row[] = [];
  /** Rows of the last pass. */
  pass: readonly Row[] = [];
  /** Where the logits of each step of streamed decode are kept, (steps, rows, vocabSize padded): copied on the GPU, read by whoever gave it. */
  logitHistory: GPUBuffer | null = null;

  constructor(
    private readonly context: GpuContext,
    /** Another one over the same buffers may take its place between two calls. */
    public model: Transformer,
    public signal: AbortSignal | null = null,
  ) {
    this.limits = { prefill: cautious(context), decode: cautious(context) };
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const size = 4 * Math.max(4, sequencesOf(model.options));
    this.staging = Array.from({ length: LOOKAHEAD + 1 }, () => context.buffers.create('token readback', size, usage));
  }

  /** Sequences of which decode gives the next token, in the order of their rows. */
  get sequences(): readonly number[] {
    return this.standing.map(({ sequence }) => sequence);
  }

  choose(choice: Choice): void {
    if (choice.kind === 'greedy') return;
    this.upload(this.model.buffers.sampling, 0, samplingWords(choice.temperature, choice.seed));
  }

  /** Forgets what comes after `position` and stands there, with `token` to be read next. One sequence, the first. */
  rewind(position: number, token: number): void {
    this.rewindTogether([{ sequence: 0, position, token }]);
  }

  /** The same of several sequences: decode stands at these, in this order, and at no others. */
  rewindTogether(places: readonly (Row & { readonly token: number })[]): void {
    this.assertRoom(places);
    for (const place of places) this.uploadTokens(place, [place.token]);
    this.standAt(places);
  }

  /** A sequence that is finished takes no part in what comes. @throws RangeError where it is not among those that stand */
  drop(sequence: number): void {
    const others = this.standing.filter((row) => row.sequence !== sequence);
    if (others.length === this.standing.length) throw new RangeError(`sequence ${sequence} does not stand`);
    this.standAt(others);
  }

  /** Stands as a pass over `rows` would, of which `last` need logits: for timing parts of one. */
  stand(rows: readonly Row[], last: readonly number[] = [rows.length - 1]): void {
    this.assertRoom(rows);
    const { prefill, last: lastRows } = this.model.buffers.rows;
    this.upload(prefill, 0, rowWords(rows));
    this.upload(lastRows, 0, listWords(last));
    this.standAt(rows.filter((_, row) => last.includes(row)));
  }

  /** As prefillTogether, of one prompt of the first sequence. */
  prefill(tokens: readonly number[], position: number, choice: Choice): Promise<void> {
    return this.prefillTogether([{ sequence: 0, position, tokens }], choice);
  }

  /**
   * Reads prompts, each from its position on, in passes that they share, and chooses the token after each. Decode then stands at these
   * sequences, in this order, and at no others. Resolves when all is submitted.
   * @throws RangeError for no prompt or an empty one, two of one sequence, or more than there is room for
   */
  async prefillTogether(prompts: readonly Prompt[], choice: Choice): Promise<void> {
    const { rows, ends } = rowsOf(prompts);
    this.assertRoom(rows);
    this.choose(choice);
    const { chunk } = this.model.options;
    if (chunk === 0) return this.readByDecode(prompts, choice);
    for (const prompt of prompts) this.uploadTokens(prompt, prompt.tokens);
    const submitter = this.submitter('prefill');
    for (let done = 0; done < rows.length; done += chunk) {
      const last = ends.filter((end) => end >= done && end < done + chunk);
      await this.read(submitter, {
        rows: rows.slice(done, done + chunk),
        last: last.map((end) => end - done),
        first: ends.filter((end) => end < done).length,
      });
    }
    await this.next(submitter, rowsAt(rows, ends), choice);
  }

  /** Each token of the one prompt by a step, which also chooses a token: the next of the prompt is put in its place. */
  private async readByDecode([prompt, ...others]: readonly Prompt[], choice: Choice): Promise<void> {
    if (prompt === undefined || others.length > 0)
      throw new RangeError('without a prefill pass prompts are read alone');
    const { sequence, position, tokens } = prompt;
    const submitter = this.submitter('prefill');
    const step = [...stepFor(this.model, 1).decode, this.chooser(choice)];
    for (const [i, token] of tokens.entries()) {
      const row = { sequence, position: position + i };
      this.uploadTokens(row, [token]);
      this.standAt([row]);
      this.pass = [row];
      await submitter.add(step, 1);
      // What the next step reads must not be written before this one has been submitted.
      await submitter.submit();
    }
    this.standing = onBy(this.pass, 1);
  }

  /**
   * Reads prompts while the sequences that stand go on: each pass holds their next tokens beside a run of the prompts. A prompt whose
   * end has been read goes on with them from the next pass on. Resolves when all is submitted.
   * @throws RangeError as prefillTogether, and for a prompt of a sequence that stands
   */
  async join(prompts: readonly Prompt[], choice: Choice): Promise<void> {
    const { rows, ends } = rowsOf(prompts);
    this.assertRoom(rows);
    const twice = prompts.find(({ sequence }) => this.sequences.includes(sequence));
    if (twice !== undefined) throw new RangeError(`sequence ${twice.sequence} stands already`);
    this.choose(choice);
    for (const prompt of prompts) this.uploadTokens(prompt, prompt.tokens);
    const submitter = this.submitter('prefill');
    for (let done = 0; done < rows.length;) {
      const going = this.standing;
      this.assertRoom(going.map(({ sequence, position }) => ({ sequence, position: position + 1 })));
      const count = this.model.options.chunk - going.length;
      if (count < 1) throw new RangeError(`${going.length} sequences leave a pass no room for a prompt`);
      const pass = [...going, ...rows.slice(done, done + count)];
      const ended = ends.flatMap((end) => (end >= done && end < done + count ? [end - done + going.length] : []));
      const last = [...going.keys(), ...ended];
      await this.read(submitter, { rows: pass, last, first: 0 });
      if (last.length > 0) await this.next(submitter, rowsAt(pass, last), choice);
      done += count;
    }
  }

  /** One pass over `rows`, of which those in `last` are normed for their logits, into rows from `first` on. */
  private async read(
    submitter: Submitter,
    { rows, last, first }: { rows: readonly Row[]; last: readonly number[]; first: number },
  ): Promise<void> {
    const { buffers, prefill } = this.model;
    this.pass = rows;
    this.upload(buffers.rows.prefill, 0, rowWords(rows));
    this.upload(buffers.rows.last, 0, listWords(last, first));
    await submitter.add(prefill.dispatches, rows.length);
    if (last.length > 0) await submitter.add([prefill.lastNorm], last.length);
    // The next pass's rows must not be written before this one has been submitted.
    await submitter.submit();
  }

  /** The next token of `rows`, which are normed. Decode then stands behind them. */
  private async next(submitter: Submitter, rows: readonly Row[], choice: Choice): Promise<void> {
    this.standAt(rows);
    await submitter.add([...stepFor(this.model, rows.length).lastLogits, this.chooser(choice)], rows.length);
    await submitter.submit();
    this.standing = onBy(rows, 1);
  }

  /** Has decode stand at `rows`. */
  private standAt(rows: readonly Row[]): void {
    this.standing = rows.map(({ sequence, position }) => ({ sequence, position }));
    this.upload(this.model.buffers.rows.decode, 0, rowWords(rows));
  }

  /**
   * `count` tokens of each sequence that stands, with nothing read back until the end. Resolves when they have run.
   * @throws RangeError where none stands, or the cache has no room for them
   */
  async decodeBatched(count: number, choice: Choice): Promise<void> {
    const rows = this.goOn(count);
    const { decode } = stepFor(this.model, rows);
    const step = [...decode, this.chooser(choice)];
    const together = this.tokensPerSubmit;
    const submitter = this.submitter('decode', together === 0 ? this.limits.decode.flopsPerSubmit : Infinity);
    for (let i = 1; i <= count; i++) {
      await submitter.add(step, rows);
      if (together > 0 && i % together === 0) await submitter.submit();
    }
    await submitter.finish();
  }

  /** Sequences that stand, each of which goes on by `count` tokens. */
  private goOn(count: number): number {
    const { standing } = this;
    if (standing.length === 0) throw new RangeError('no sequence stands: nothing was read');
    // The last token is chosen, not read.
    this.assertRoom(onBy(standing, count - 1));
    this.pass = onBy(standing, count - 1);
    this.standing = onBy(standing, count);
    return standing.length;
  }

  /** Whole steps of those that stand that one submit of batched decode holds; 0 where a step takes several submits. */
  get tokensPerSubmit(): number {
    const { decode } = stepFor(this.model, this.standing.length);
    return Math.floor(this.limits.decode.flopsPerSubmit / flopsOf(decode));
  }

  /**
   * Up to `count` tokens of the one sequence that stands, each read back as it comes; the token at `position` + 1 is the first.
   * @param onToken gives false to stop
   */
  async decodeStreamed(
    position: number,
    count: number,
    choice: Choice,
    onToken: (token: number) => boolean,
  ): Promise<void> {
    const [sequence = 0, ...others] = this.sequences;
    if (others.length > 0) throw new RangeError('only one sequence goes on from a position of its own');
    this.standing = [{ sequence, position }];
    await this.streamTogether(count, choice, ([token]) => token !== undefined && onToken(token));
  }

  /**
   * Up to `count` tokens of each sequence that stands, those of each step read back as they come, in the order of the sequences.
   * @param onTokens gives false to stop
   */
  async streamTogether(count: number, choice: Choice, onTokens: (tokens: readonly number[]) => boolean): Promise<void> {
    const from = this.standing;
    const rows = this.goOn(count);
    const submitter = this.submitter('decode', this.limits.decode.flopsPerSubmit, 'streamed');
    const step = [...stepFor(this.model, rows).decode, this.chooser(choice)];
    const pending: Promise<number[]>[] = [];
    const next = async () => {
      const tokens = await pending.shift();
      return tokens !== undefined && onTokens(tokens);
    };
    try {
      for (let i = 0; i < count; i++) {
        await submitter.add(step, rows);
        if (this.logitHistory !== null) {
          const words = rows * padded(this.model.weights.config.vocabSize);
          const to = { buffer: this.logitHistory, word: i * words };
          submitter.copy({ buffer: this.model.buffers.logits, word: 0 }, to, words);
        }
        const staging = this.staging[i % this.staging.length];
        if (staging === undefined) throw new RangeError('no staging buffer');
        for (const [word, row] of onBy(from, i + 1).entries()) {
          submitter.copy(this.tokenWord(row), { buffer: staging, word });
        }
        await submitter.submit();
        const reading = this.readTokens(staging, rows);
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

  /** The token at `position` of a sequence, once everything submitted has run. */
  async tokenAt(position: number, sequence = 0): Promise<number> {
    const [staging] = this.staging;
    if (staging === undefined) throw new RangeError('no staging buffer');
    const submitter = this.submitter('decode');
    submitter.copy(this.tokenWord({ sequence, position }), { buffer: staging, word: 0 });
    await submitter.submit();
    return this.readToken(staging);
  }

  /** The next token of each sequence that stands, in that order, once everything submitted has run. */
  async nextTokens(): Promise<number[]> {
    const [staging] = this.staging;
    if (staging === undefined) throw new RangeError('no staging buffer');
    const submitter = this.submitter('decode');
    for (const [i, row] of this.standing.entries()) {
      submitter.copy(this.tokenWord(row), { buffer: staging, word: i });
    }
    await submitter.submit();
    return this.readTokens(staging, this.standing.length);
  }

  /** Tokens [from, to) of a sequence. */
  async tokens(from: number, to: number, sequence = 0): Promise<number[]> {
    const first = this.wordOf({ sequence, position: from });
    return [...new Uint32Array(await this.context.read(this.model.buffers.tokens, first * 4, (to - from) * 4))];
  }

  /** Where the text holds the token of a row: (sequences, room). */
  private wordOf({ sequence, position }: Row): number {
    return sequence * roomOf(this.model.options) + position;
  }

  private tokenWord(row: Row) {
    return { buffer: this.model.buffers.tokens, word: this.wordOf(row) };
  }

  private uploadTokens(first: Row, tokens: readonly number[]): void {
    this.upload(this.model.buffers.tokens, this.wordOf(first) * 4, Uint32Array.from(tokens));
  }

  private async readToken(staging: GPUBuffer): Promise<number> {
    const [token = 0] = await this.readTokens(staging, 1);
    return token;
  }

  private async readTokens(staging: GPUBuffer, count: number): Promise<number[]> {
    await this.context.map(staging);
    const tokens = [...new Uint32Array(staging.getMappedRange(0, 4 * count))];
    staging.unmap();
    return tokens;
  }

  submitter(
    phase: 'prefill' | 'decode',
    flopsPerSubmit = this.limits[phase].flopsPerSubmit,
    delivery: 'batched' | 'streamed' = 'batched',
  ): Submitter {
    const { counter, signal } = this;
    throwIfCancelled(signal);
    const limits = { ...this.limits[phase], flopsPerSubmit };
    return new Submitter(this.context, limits, { counter, signal }, delivery);
  }

  private upload(buffer: GPUBuffer, offset: number, words: Uint32Array<ArrayBuffer>): void {
    this.context.device.queue.writeBuffer(buffer, offset, words);
    this.counter.add({ bytesUploaded: words.byteLength });
  }

  private chooser(choice: Choice) {
    const { greedy, draw } = this.model.choice;
    if (choice.kind === 'greedy') return greedy;
    if (draw === null) throw new RangeError('this model was made without sampling');
    return draw;
  }

  /** @throws RangeError where the cache has no place for one of `rows` */
  private assertRoom(rows: readonly Row[]): void {
    const { options } = this.model;
    const most = sequencesOf(options);
    for (const { sequence, position } of rows) {
      if (sequence >= most) throw new RangeError(`sequence ${sequence}: the cache has room for ${most}`);
      if (position >= options.capacity) {
        throw new RangeError(`${position + 1} positions exceed the cache's ${options.capacity}`);
      }
    }
  }
}

/** FLOPs of one run of `dispatches`. */
export const flopsOf = (dispatches: readonly Dispatch[]): number =>
  dispatches.reduce((sum, { use }) => sum + use.cost.flops, 0);
