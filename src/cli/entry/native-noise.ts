/** What Dawn's native code says on standard error at every start and nobody can act on. Everything else goes through. */

/** A limit that Vulkan reports as larger than Dawn supports: Dawn's NormalizeLimits, of every adapter, whatever is asked for. */
const NOISE =
  /^Warning: maxDynamic(Uniform|Storage)BuffersPerPipelineLayout artificially reduced from \d+ to \d+ to fit dynamic offset allocation limit\.\r?$/;

export interface LineFilter {
  /** What of `text` may be shown now; a line that is not whole waits. */
  push(text: string): string;
  end(): string;
}

export function withoutNoise(): LineFilter {
  let rest = '';
  const keep = (line: string): boolean => !NOISE.test(line);
  return {
    push: (text) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      return lines
        .filter(keep)
        .map((line) => `${line}\n`)
        .join('');
    },
    end: () => {
      const last = rest;
      rest = '';
      return keep(last) ? last : '';
    },
  };
}
