/** The colours of what a picture shows: on light and dark paper, printed, and in the page, whose own tokens may replace them. */
import type { Ink } from './chart';

export type Palette = Readonly<Record<Ink, string>>;

/** Every bar has its name, and FP16's dots are square: nobody has to tell two formats by colour alone. */
const LIGHT: Palette = {
  ...{ int4: '#c4285f', fp16: '#2f62c4', int8: '#0f7f6e', w4a8: '#a34a00', mxfp4: '#7a3fb5', nvfp4: '#5c6b00' },
  ...{
    'gate-up': '#23906a',
    down: '#5f8f2a',
    qkv: '#2f7fd0',
    output: '#7a6be0',
    head: '#a87414',
    attention: '#c2571a',
  },
  ...{ desktop: '#2f62c4', laptop: '#0f7f6e', integrated: '#a3327f', phone: '#46752f', 'other-device': '#525c68' },
  ...{ 'small-parts': '#a04ab5', launches: '#6f7885', host: '#4d5765', waiting: '#868e9a', unexplained: '#d9d3c5' },
  ...{
    'other-engine': '#59636f',
    electricity: '#946200',
    machine: '#3d6b8f',
    rent: '#46752f',
    cheaper: '#1f7a6b',
    dearer: '#b0512a',
    roof: '#7d5d00',
    warning: '#8a4b00',
    text: '#141a22',
    muted: '#525c68',
    grid: '#e0ddd3',
    paper: '#faf8f3',
  },
};

const DARK: Palette = {
  ...{ int4: '#ff7aa2', fp16: '#74a4ff', int8: '#4fcdb6', w4a8: '#ffab6b', mxfp4: '#c39bff', nvfp4: '#c3d061' },
  ...{
    'gate-up': '#3db88a',
    down: '#94c459',
    qkv: '#5aa5f2',
    output: '#9385f0',
    head: '#d9a441',
    attention: '#e0763a',
  },
  ...{ desktop: '#74a4ff', laptop: '#4fcdb6', integrated: '#f08ac8', phone: '#9ccc7c', 'other-device': '#a8b2bf' },
  ...{ 'small-parts': '#c06fd6', launches: '#8d97a5', host: '#6b7686', waiting: '#626c7b', unexplained: '#3d434d' },
  ...{
    'other-engine': '#a6b0bd',
    electricity: '#e6b94d',
    machine: '#7fa9cc',
    rent: '#9ccc7c',
    cheaper: '#6fd0bd',
    dearer: '#f0a07a',
    roof: '#e3b341',
    warning: '#ffd98a',
    text: '#eef1f5',
    muted: '#a8b2bf',
    grid: '#2b323c',
    paper: '#0f1217',
  },
};

const PRINT: Palette = { ...LIGHT, paper: '#ffffff', grid: '#d4d4d4', text: '#000000', muted: '#404040' };

const isInk = (name: string): name is Ink => name in LIGHT;

/** Every ink, in a fixed order. */
export const INKS: readonly Ink[] = Object.keys(LIGHT).filter(isInk);

/** Tokens that the page has for more than its pictures. */
const SHARED: Partial<Record<Ink, string>> = {
  ...{ int4: 'int4', fp16: 'fp16', text: 'text', muted: 'muted', warning: 'warning' },
  ...{ grid: 'line', paper: 'surface' },
};

/** `--chart-qkv`, or the page's own token for the same. */
const tokenOf = (ink: Ink): string => `--${SHARED[ink] ?? `chart-${ink}`}`;

/** The page's tokens, and the light colour where it lacks one: they follow its theme, and paper when it is printed. */
const PAGE: Palette = INKS.reduce<Palette>(
  (all, ink) => ({ ...all, [ink]: `var(${tokenOf(ink)}, ${LIGHT[ink]})` }),
  LIGHT,
);

export const PALETTES = { light: LIGHT, dark: DARK, print: PRINT, page: PAGE } as const;
