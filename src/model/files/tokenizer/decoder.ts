/**
 * How tokens become text: the decoders that are read. Each is a stage that takes tokens one by one and gives on what nothing that
 * comes later can change, so that a text can be shown while it is generated and is the same as if all had been decoded at once.
 */

import { z } from 'zod';
import { bytesOf } from './byte-level';
import { character, component, readComponent, readParts, type Component } from './component';
import { metaspaceComponent } from './metaspace';
import { readPattern, replaced, type Pattern } from './pattern';
import { inside, type Part } from './refused';
import { exactText, lossyStream, lossyText } from './token-text';

/** One decoding, from its first token to its end. */
export interface Stage {
  push(token: string): string[];
  /** What was held back. The stage is not used again. */
  end(): string[];
}

/** `fused`: whether all that it is given is one single token, which merely comes in pieces. */
type Decoder = (fused: boolean) => { readonly stage: Stage; readonly fuses: boolean };

const DECODERS: Readonly<Record<string, Component<Decoder>>> = {
  ByteLevel: component(
    {
      add_prefix_space: z.boolean().optional(),
      trim_offsets: z.boolean().optional(),
      use_regex: z.boolean().optional(),
    },
    () => (fused) => ({ stage: fused ? whole((token) => lossyText(bytesOf(token))) : byteLevel(), fuses: true }),
  ),
  ByteFallback: component({}, () => (fused) => ({
    stage: fused ? whole(fromByteToken) : byteFallback(),
    fuses: fused,
  })),
  Fuse: component({}, () => () => ({ stage: each((token) => token), fuses: true })),
  Strip: component(
    // The reference ends itself where a token is shorter than `stop`.
    { content: character, start: z.number().int().min(0).max(1_000), stop: z.literal(0) },
    ({ content, start }) =>
      (fused) => ({ stage: strip(content, start, fused), fuses: fused }),
  ),
  Replace: component({ pattern: z.unknown(), content: z.string() }, ({ pattern, content }, part) => {
    const wanted = readPattern(pattern, part);
    return (fused) => ({ stage: replace(wanted, content, fused && !wanted.isCharacter), fuses: fused });
  }),
  Metaspace: metaspaceComponent(({ replacement, scheme }) => (fused) => ({
    stage: metaspace(replacement, scheme !== 'never', fused),
    fuses: fused,
  })),
  BPEDecoder: component({ suffix: z.string().min(1) }, ({ suffix }) => (fused) => ({
    stage: fused ? whole((token) => token.replaceAll(suffix, '')) : bpe(suffix),
    fuses: fused,
  })),
  Sequence: component({ decoders: z.array(z.unknown()).max(64) }, ({ decoders }, part, depth) => {
    const all = readParts(DECODERS, decoders, inside(part, 'decoders', decoders), depth);
    return (fused) => {
      let fuses = fused;
      const stages = all.map((decoder) => {
        const made = decoder(fuses);
        fuses = made.fuses;
        return made.stage;
      });
      return { stage: chain(stages), fuses };
    };
  }),
};

/** Makes the stage of a decoding. Without a decoder the reference puts a space between two tokens. */
export function readDecoder(value: unknown, file: string): () => Stage {
  const part: Part = { value, file, where: 'decoder' };
  if (value === null || value === undefined) return () => spaced();
  const decoder = readComponent(DECODERS, part);
  return () => decoder(false).stage;
}

function each(change: (token: string) => string): Stage {
  return { push: (token) => [change(token)], end: () => [] };
}

function chain(stages: readonly Stage[]): Stage {
  const through = (tokens: readonly string[], from: number): string[] =>
    stages.slice(from).reduce((given, stage) => given.flatMap((token) => stage.push(token)), [...tokens]);
  return {
    push: (token) => through([token], 0),
    end: () => stages.flatMap((stage, index) => through(stage.end(), index + 1)),
  };
}

/** For what can only be said when all is there. */
function whole(change: (token: string) => string): Stage {
  let held: string | null = null;
  return {
    push(token) {
      held = (held ?? '') + token;
      return [];
    },
    end: () => (held === null ? [] : [change(held)]),
  };
}

function spaced(): Stage {
  let first = true;
  return {
    push(token) {
      const text = first ? token : ` ${token}`;
      first = false;
      return [text];
    },
    end: () => [],
  };
}

function replace(pattern: Pattern, content: string, late: boolean): Stage {
  const change = (token: string) => replaced(token, pattern, content);
  return late ? whole(change) : each(change);
}

function strip(content: string, most: number, fused: boolean): Stage {
  let left = most;
  return each((token) => {
    if (!fused) left = most;
    let start = 0;
    while (left > 0 && token.startsWith(content, start)) {
      start += content.length;
      left -= 1;
    }
    if (start < token.length) left = 0;
    return token.slice(start);
  });
}

function metaspace(replacement: string, drops: boolean, fused: boolean): Stage {
  let first = true;
  return each((token) => {
    const text = token.replaceAll(replacement, first && drops ? '' : ' ');
    if (!fused) first = false;
    return text;
  });
}

/** Where a token ends a word there is a space, but nothing behind the last one. */
function bpe(suffix: string): Stage {
  let held: string | null = null;
  return {
    push(token) {
      const before = held;
      held = token;
      return before === null ? [] : [before.replaceAll(suffix, ' ')];
    },
    end: () => (held === null ? [] : [held.replaceAll(suffix, '')]),
  };
}

function byteLevel(): Stage {
  const text = lossyStream();
  return { push: (token) => [text.push(bytesOf(token))], end: () => [text.end()] };
}

/** As Rust reads two hexadecimal digits: a plus sign may stand for the first. */
const BYTE_TOKEN = /^<0x(?:[0-9A-Fa-f]{2}|\+[0-9A-Fa-f])>$/;

function byteOf(token: string): number | null {
  return BYTE_TOKEN.test(token) ? parseInt(token.slice(3, 5), 16) : null;
}

/** Bytes that follow each other are text only if all of them are; else each is U+FFFD. So they wait until they end. */
function byteFallback(): Stage {
  let bytes: number[] = [];
  const given = (): string[] => {
    const run = bytes;
    bytes = [];
    return run.length === 0 ? [] : fromBytesOrNone(Uint8Array.from(run));
  };
  return {
    push(token) {
      const byte = byteOf(token);
      if (byte === null) return [...given(), token];
      bytes.push(byte);
      return [];
    },
    end: given,
  };
}

function fromByteToken(token: string): string {
  const byte = byteOf(token);
  return byte === null ? token : fromBytesOrNone(Uint8Array.of(byte)).join('');
}

function fromBytesOrNone(bytes: Uint8Array): string[] {
  const text = exactText(bytes);
  return text === null ? Array.from(bytes, () => '\uFFFD') : [text];
}
