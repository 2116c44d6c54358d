/** The colours of both themes: text and drawings stand out from what is behind them, and the two formats from each other for any eye. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];

const css = readFileSync(new URL('./tokens.css', import.meta.url)).toString();
const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)');

function colours(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}
const THEMES = {
  light: colours(light),
  dark: new Map([...colours(light), ...colours(dark)]),
};

/** Linear light of sRGB. */
function linear(hex: string): Rgb {
  const part = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** WCAG 2.2: from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const EYES: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (row: Rgb, of: Rgb): number => row[0] * of[0] + row[1] * of[1] + row[2] * of[2];

/** CIE L*a*b* of a colour as such an eye sees it. */
function lab(hex: string, eye: readonly Rgb[]): Rgb {
  const own = linear(hex);
  const seen = eye.map((row) => Math.min(1, Math.max(0, dot(row, own))));
  const rgb: Rgb = [seen[0] ?? 0, seen[1] ?? 0, seen[2] ?? 0];
  const f = (value: number): number => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047);
  const y = f(dot([0.2126, 0.7152, 0.0722], rgb));
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** 2.3 is the least that an eye tells apart. */
const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each(Object.entries(THEMES))('the %s theme', (_name, theme) => {
  const of = (name: string): string => {
    const value = theme.get(name);
    if (value === undefined) throw new Error(`tokens.css has no --${name}`);
    return value;
  };
  const GROUNDS = ['background', 'surface', 'sunken'];

  it.each(['text', 'muted', 'int4', 'fp16', 'accent', 'good', 'error'])('lets --%s be read on every ground', (name) => {
    for (const ground of GROUNDS) expect(contrast(of(name), of(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it('shows where an arc ends: both formats stand out from what was not reached', () => {
    for (const format of ['int4', 'fp16']) expect(contrast(of(format), of('unreached'))).toBeGreaterThanOrEqual(3);
  });

  it('has warnings and errors that can be read on their own grounds', () => {
    for (const name of ['warning', 'error']) {
      expect(contrast(of(name), of(`${name}-surface`)), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.entries(EYES))('tells the two formats apart with %s', (_eye, matrix) => {
    expect(distance(lab(of('int4'), matrix), lab(of('fp16'), matrix))).toBeGreaterThan(25);
  });
});
