/** The colours of what a picture shows: on light and dark paper, printed, and in the page, whose own tokens may replace them. */
import type { Ink } from './chart';

export type Palette = Readonly<Record<Ink, string>>;

/** INT4 and FP16 differ in lightness too, and every mark of theirs has its name: nobody has to tell them by colour alone. */
const LIGHT: Palette = {
  ...{ int4: '#c92a5f', fp16: '#2f62c9', int8: '#0f7f6e', w4a8: '#a34a00', mxfp4: '#7a3fb5', nvfp4: '#5c6b00' },
  ...{
    'gate-up': '#2a9d74',
    down: '#7fae45',
    qkv: '#3f8fe0',
    output: '#7a6be0',
    head: '#c08a24',
    attention: '#c2571a',
  },
  ...{ 'small-parts': '#a04ab5', launches: '#8a93a0', host: '#667080', waiting: '#b7bec8', unexplained: '#d9d3c5' },
  ...{
    'other-engine': '#59636f',
    roof: '#8f6b00',
    warning: '#8a4b00',
    text: '#141a22',
    muted: '#525c68',
    grid: '#e0ddd3',
    paper: '#faf8f3',
  },
};

const DARK: Palette = {
  ...{ int4: '#ff7aa5', fp16: '#7fa8ff', int8: '#4fcdb6', w4a8: '#ffab6b', mxfp4: '#c39bff', nvfp4: '#c3d061' },
  ...{
    'gate-up': '#3db88a',
    down: '#94c459',
    qkv: '#5aa5f2',
    output: '#9385f0',
    head: '#d9a441',
    attention: '#e0763a',
  },
  ...{ 'small-parts': '#c06fd6', launches: '#8d97a5', host: '#6b7686', waiting: '#596270', unexplained: '#3d434d' },
  ...{
    'other-engine': '#a6b0bd',
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

/** `--chart-int4` of the page where it has that, else the light one. */
const PAGE: Palette = INKS.reduce<Palette>(
  (all, ink) => ({ ...all, [ink]: `var(--chart-${ink}, ${LIGHT[ink]})` }),
  LIGHT,
);

export const PALETTES = { light: LIGHT, dark: DARK, print: PRINT, page: PAGE } as const;
