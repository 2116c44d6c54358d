/**
 * The one text substitution of the project: `{{NAME}}` in a .wgsl file, and `@buffer`. Placeholders only for what WGSL has no other
 * way to say: element types, a format's loader, unrolled accumulators. Sizes are pipeline `override` constants.
 */

/** A kernel's text, and the names of its buffers in the order of their binding numbers. */
export interface Assembled {
  readonly code: string;
  readonly bindings: readonly string[];
}

const BUFFER = /@buffer(?=\s+var<storage\b[^>]*>\s*(\w+)\s*:)/g;

/**
 * Fills the placeholders of `source` and numbers its buffers: each `@buffer var<storage, …> name: …` gets the next binding, so that
 * nobody counts them. What a part of a kernel declares is thereby bound by its name alone.
 *
 * @throws Error as `fill`; where an `@buffer` declares no storage variable, or two have one name
 */
export function assemble(source: string, values: Readonly<Record<string, string>> = {}): Assembled {
  const bindings: string[] = [];
  const code = fill(source, values).replace(BUFFER, (_, name: string) => {
    if (bindings.includes(name)) throw new Error(`template: two buffers are called ${name}`);
    return `@group(0) @binding(${bindings.push(name) - 1})`;
  });
  if (code.includes('@buffer')) throw new Error('template: an @buffer declares no storage variable');
  return { code, bindings };
}

/** @throws Error where a placeholder has no value or a value has no placeholder: both are mistakes in a kernel folder. */
export function fill(source: string, values: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const text = source.replace(/\{\{([A-Z_0-9]+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`template: no value for {{${name}}}`);
    used.add(name);
    return value;
  });
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`template: no placeholder for ${unused.join(', ')}`);
  return text;
}

/** `count` lines made by `line(i)`, joined. */
export function unroll(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}
