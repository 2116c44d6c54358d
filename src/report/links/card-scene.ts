/**
 * Where everything on the share card stands: 1200 by 630, the ring on the left, the sentence on the right, the page's address and its code
 * at the bottom. Words are made smaller, broken and cut until they fit.
 */
import { arc, SIDE } from '../ring';
import type { Label } from '../charts/labels';
import { rectangle, shapeOf, type Scene, type Shape } from '../charts/scene';
import { sceneSvg } from '../charts/svg';
import { PALETTES } from '../charts/palette';
import { cut, widthOf, wrap, type Type } from '../charts/text-size';
import type { Card, CardArc } from './card';
import { qrCode } from './card-qr';

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;
const MARGIN = 56;

/** Of the ring: its centre, and how much larger it is than its own drawing. */
const RING = { x: 290, y: 300, scale: 2 } as const;
/** Radius and width of the two arcs, in the ring's own units. */
const TRACKS = [
  { radius: 107, width: 16 },
  { radius: 84, width: 9 },
] as const;
/** What there is room for within the inner arc, from the number downwards. */
const CHORDS = { number: 258, unit: 262, range: 226, mark: 212 } as const;

/** The words on the right. */
const WORDS = { left: 572, right: CARD_WIDTH - MARGIN, top: 72, bottom: 440 } as const;
const QR_SIDE = 152;

export const cardSvg = (card: Card): string =>
  sceneSvg(cardScene(card), describedOf(card), { width: CARD_WIDTH, palette: PALETTES.light, frame: 'whole' });

export function cardScene(card: Card): Scene {
  const qr = card.address === null ? null : qrCode(card.address, QR_SIDE);
  const corner = [CARD_WIDTH - MARGIN - QR_SIDE, CARD_HEIGHT - 36 - QR_SIDE] as const;
  return {
    ...{ width: CARD_WIDTH, height: CARD_HEIGHT },
    shapes: [
      ...TRACKS.flatMap((track, i) => ringOf(track, card.arcs[i])),
      ...(qr === null
        ? []
        : [
            shapeOf({ path: rectangle(0, 0, QR_SIDE, QR_SIDE), at: corner, ink: 'text', paint: 'hollow', width: 0 }),
            shapeOf({ path: qr.path, at: corner, ink: 'text' }),
          ]),
    ],
    labels: [
      ...numberOf(card),
      ...wordsOf(card),
      ...footOf(card, qr === null ? CARD_WIDTH - MARGIN : corner[0] - 24),
    ].filter(({ text }) => text !== ''),
  };
}

/** The track, the share that was reached, and the interval around its end. */
function ringOf({ radius, width }: (typeof TRACKS)[number], reached: CardArc | undefined): readonly Shape[] {
  const at = [RING.x - (RING.scale * SIDE) / 2, RING.y - (RING.scale * SIDE) / 2] as const;
  const line = (from: number, to: number, ink: Shape['ink'], wide: number): readonly Shape[] => {
    const path = arc(RING.scale * radius, from, to, (RING.scale * SIDE) / 2);
    return path === '' ? [] : [shapeOf({ path, at, ink, paint: 'line', width: RING.scale * wide })];
  };
  if (reached === undefined) return line(0, 1, 'grid', width);
  const { format, share } = reached;
  return [
    ...line(0, 1, 'grid', width),
    ...line(0, share.median, format, width),
    // Thin and across: it is seen where it is hardly longer than a line.
    ...line(share.low, share.high, 'text', 0.3 * width),
  ];
}

/** What stands in the ring. */
function numberOf({ speed: { shown, format }, software }: Card): readonly Label[] {
  const middle = { x: RING.x, anchor: 'middle' } as const;
  const size = fitting(shown.median, { size: 116, bold: true }, CHORDS.number);
  const range = shown.low === shown.high ? format : `${format} · ${shown.low} to ${shown.high}`;
  const line = (text: string, below: number, type: Type, most: number): Label => ({
    ...{ ...middle, text, y: RING.y + below, ink: 'muted', ...type },
    size: fitting(text, type, most),
  });
  return [
    { ...middle, text: shown.median, y: RING.y + 14, size, bold: true, ink: 'text' },
    line('tokens per second', 70, { size: 25, bold: false }, CHORDS.unit),
    line(range, 102, { size: 20, bold: false }, CHORDS.range),
    ...(software
      ? [{ ...line('software adapter', 134, { size: 21, bold: true }, CHORDS.mark), ink: 'warning' as const }]
      : []),
  ];
}

/** The largest size, up to that of `type`, at which it is at most `most` long. */
const fitting = (text: string, type: Type, most: number): number =>
  Math.min(type.size, Math.floor((type.size * most) / widthOf(text, type)));

const FACT: Type = { size: 21, bold: false };

/** The sentence as large as it can be, the facts below it. */
function wordsOf({ name, does, facts }: Card): readonly Label[] {
  const width = WORDS.right - WORDS.left;
  const below = facts.flatMap((fact) => wrap(fact, FACT, width).slice(0, 2));
  const room = WORDS.bottom - WORDS.top - below.length * 1.4 * FACT.size - 20;
  const { lines, type } = sentenceOf(name, does, { width, room });
  const height = lines.length * LEADING * type.size + 20 + below.length * 1.4 * FACT.size;
  const top = WORDS.top + (WORDS.bottom - WORDS.top - height) / 2;
  const start = { x: WORDS.left, anchor: 'start' } as const;
  const factsTop = top + lines.length * LEADING * type.size + 20;
  return [
    ...lines.map((text, i): Label => ({
      ...start,
      ...type,
      text,
      ink: 'text',
      y: top + (LEADING * i + 0.9) * type.size,
    })),
    ...below.map((text, i): Label => ({
      ...start,
      ...FACT,
      text,
      ink: 'muted',
      y: factsTop + (1.4 * i + 1) * FACT.size,
    })),
  ];
}

const SIZES = [54, 46, 40, 34, 30] as const;
/** From one line of the sentence to the next, in parts of its size. */
const LEADING = 1.16;

/** A name that leaves no room for the rest is cut before the letters get too small to read on a phone. */
function sentenceOf(name: string, does: string, { width, room }: { readonly width: number; readonly room: number }) {
  for (const most of [Infinity, 1.6 * width, 0.95 * width]) {
    for (const size of SIZES) {
      const type: Type = { size, bold: true };
      const lines = wrap(`${cut(name, type, most)} ${does}`, type, width);
      if (lines.length * LEADING * size <= room) return { lines, type };
    }
  }
  const type: Type = { size: SIZES[4], bold: true };
  return {
    type,
    lines: wrap(`${cut(name, type, width)} ${does}`, type, width).slice(0, Math.floor(room / (LEADING * type.size))),
  };
}

function footOf({ address }: Card, right: number): readonly Label[] {
  const foot = { x: MARGIN, y: CARD_HEIGHT - 42, anchor: 'start', ink: 'text' } as const;
  const name: Label = { ...foot, text: 'Tokamark', size: 24, bold: true };
  const x = MARGIN + widthOf(name.text, name) + 14;
  const type: Type = { size: 21, bold: false };
  const text =
    address === null
      ? 'a WebGPU benchmark of language models'
      : `can yours? ${address.replace(/^https?:\/\/|\/$/g, '')}`;
  return [name, { ...foot, ...type, x, ink: 'muted', text: cut(text, type, right - x) }];
}

/** For whoever cannot see it. */
function describedOf(card: Card) {
  const { name, does, speed, software, facts } = card;
  const interval = `${speed.shown.median} tokens per second (${speed.shown.low} to ${speed.shown.high}) in ${speed.format}.`;
  return { id: 'tokamark-card', title: `${name} ${does}`, says: interval, source: facts.join('. '), software };
}
