/** Values that only the command takes: adapters, files, a temperature, prices. Not those of a run's options (options/values.ts). */
import { z } from 'zod';
import { oneLine } from '../report/outside-text';
import { MACHINE_LETTERS } from '../report/schema';
import { ENGINE } from '../foundation/build';
import { fromText, isDecimal } from '../options/values';
import { PEER_IDS, type PeerId } from '../peers/peer-id';
import { readAddress, saidText } from '../peers/server/asked';
import type { PowerPreference } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import { destination } from './destination';

/** Below, logits divided by it leave the range of f32, and no token would be the likeliest. */
const LEAST_TEMPERATURE = 1e-30;
/** Above, all tokens are nearly equally likely. */
const MOST_TEMPERATURE = 10;

export const temperature = fromText((text, refuse) => {
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  if (value === 0 || (value >= LEAST_TEMPERATURE && value <= MOST_TEMPERATURE)) return Math.abs(value);
  const why = value > 0 && value < 1 ? `, and above 0 at least ${LEAST_TEMPERATURE}, which f32 can divide by` : '';
  return refuse(`must be a number from 0 to ${MOST_TEMPERATURE}${why}, not "${text}"`);
});

const POWER = ['high-performance', 'low-power'] as const satisfies readonly PowerPreference[];

const isPower = (text: string): text is PowerPreference => POWER.some((name) => name === text);

export const powerPreference = fromText((text, refuse) =>
  isPower(text) ? text : refuse(`must be ${POWER.join(' or ')}, not "${text}"`),
);

/** No machine has more. */
const MOST_GIBIBYTES = 65_536;

export const gibibytes = fromText((text, refuse) => {
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  return value > 0 && value <= MOST_GIBIBYTES
    ? value
    : refuse(`must be a number of GiB above 0 and at most ${MOST_GIBIBYTES}, not "${text}"`);
});

/** What `--adapter` says; a power preference may stand there too. */
export const adapter = fromText((text, refuse): AdapterChoice => {
  if (text === '') return refuse('must be an index, a name, or software');
  if (isPower(text)) return { kind: 'preferred', power: text };
  if (text === 'software') return { kind: 'software' };
  return /^\d+$/.test(text) ? { kind: 'index', index: Number(text) } : { kind: 'name', name: text };
});

export const file = fromText((text, refuse) => (text === '' ? refuse('must name a file, or be -') : destination(text)));

export const folder = fromText((text, refuse) => (text === '' ? refuse('must name a folder') : text));

export const path = fromText((text, refuse) => (text === '' ? refuse('must name a file') : text));

/** What a person calls a machine. */
export const machine = fromText((text, refuse) => {
  const name = oneLine(text).trim();
  return name === '' || name.length > MACHINE_LETTERS ? refuse(`must have 1 to ${MACHINE_LETTERS} letters`) : name;
});

export const filled = (why: string) => z.string().min(1, `must not be empty${why}`);

/** Separated by spaces. */
export const words = fromText((text) => text.split(/\s+/).filter((word) => word !== ''));

/** As people type the names of engines, beside their own. */
const SHORT_NAMES: Readonly<Record<string, PeerId>> = { 'ort-web': 'onnxruntime-web', transformers: 'transformers.js' };

/** Other engines than ours, which takes part in any case, separated by commas, each once. */
export const engines = fromText((text, refuse): readonly PeerId[] => {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const others = names.filter((name) => name !== ENGINE);
  const found = others.flatMap((name) => PEER_IDS.find((id) => id === (SHORT_NAMES[name] ?? name)) ?? []);
  if (found.length > 0 && found.length === others.length) return [...new Set(found)];
  return refuse(`must be engines separated by commas, of ${[ENGINE, ...PEER_IDS].join(', ')}, not "${text}"`);
});

/** Of a server: what is wrong with it is said without it, since it may hold a key. */
export const address = fromText((text, refuse): string => {
  const read = readAddress(text);
  return 'problem' in read ? refuse(read.problem) : read.address;
});

/** What a person says of a server, as it is shown. */
export const said = fromText((text, refuse): string => saidText(text) ?? refuse('must not be empty'));

/** Numbers separated by commas, each once. */
export const decimals = fromText((text, refuse) => {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every(isDecimal)
    ? [...new Set(parts.map(Number))]
    : refuse(`must be numbers separated by commas, not "${text}"`);
});

/** `apple-m4=600,rtx-5090=2500` */
export const pricesById = fromText((text, refuse): Record<string, number> => {
  const pairs = text.split(',').map((part): [string, string] => {
    const [id = '', price = ''] = part.split('=').map((side) => side.trim());
    return [id, price];
  });
  if (!pairs.every(([id, price]) => id !== '' && isDecimal(price))) {
    return refuse(`must be id=price, such as apple-m4=600, not "${text}"`);
  }
  return Object.fromEntries(pairs.map(([id, price]) => [id, Number(price)]));
});
