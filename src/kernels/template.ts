/**
 * The one text substitution of the project: `{{NAME}}` in a .wgsl file. Only for what WGSL has no other way to say:
 * element types, a format's loader, unrolled accumulators. Sizes are pipeline `override` constants.
 */

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
