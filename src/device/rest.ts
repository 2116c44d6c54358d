/**
 * Leaves the processor to a software GPU while somebody waits for it. Dawn in Node asks for the end of work in every turn of the
 * event loop, one turn after the other without a pause, and so takes a processor from the threads that do the work. Browsers do
 * not, and a real GPU loses nothing by it: there, nothing happens here.
 */

/** Longest pause between two turns: what a wait may be prolonged by at most. */
const MOST_MILLISECONDS = 1;
/** A wait is not prolonged at all before: even the shortest pause of a thread takes a twentieth of a millisecond. */
const FIRST_MILLISECONDS = 2;
/** A wait is prolonged by this share of itself at most, so that short ones are told apart. */
const SHARE = 1 / 16;

export class Rest {
  private waiting = 0;
  /** When the last wait began or ended. */
  private since = 0;
  private resting = false;
  /** What nobody ever wakes; null where no pause is needed. A page that is not isolated has no shared memory. */
  private readonly never: Int32Array<SharedArrayBuffer> | null;

  constructor(needed: boolean) {
    this.never = needed ? new Int32Array(new SharedArrayBuffer(4)) : null;
  }

  /** For an adapter of this process: only Node has setImmediate. */
  static on({ software }: { readonly software: boolean }): Rest {
    return new Rest(software && 'setImmediate' in globalThis);
  }

  async during<T>(promise: Promise<T>): Promise<T> {
    if (this.never === null) return promise;
    this.waiting += 1;
    this.since = performance.now();
    this.pause(this.never);
    try {
      return await promise;
    } finally {
      this.waiting -= 1;
      this.since = performance.now();
    }
  }

  /** One loop serves all who wait. */
  private pause(never: Int32Array<SharedArrayBuffer>): void {
    if (this.resting) return;
    this.resting = true;
    setImmediate(() => {
      this.resting = false;
      if (this.waiting === 0) return;
      const waited = performance.now() - this.since;
      if (waited >= FIRST_MILLISECONDS) Atomics.wait(never, 0, 0, Math.min(MOST_MILLISECONDS, waited * SHARE));
      this.pause(never);
    });
  }
}
