/** Cuts what a compiling process printed on standard error at the marks, so that each program gets its own part and no other's. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { BEGIN, END } from './marks';

export interface Section {
  readonly id: number;
  readonly text: string;
}

/** @throws Error where a mark is missing or out of order. */
export async function* sectionsOf(lines: AsyncIterable<string>): AsyncGenerator<Section> {
  let open: { readonly id: number; readonly text: string[] } | null = null;
  for await (const line of lines) {
    if (line.startsWith(BEGIN)) {
      if (open !== null) throw new Error(`Program ${open.id} was not finished when the next began.`);
      open = { id: Number(line.slice(BEGIN.length)), text: [] };
    } else if (line.startsWith(END)) {
      if (open === null || open.id !== Number(line.slice(END.length))) throw new Error(`A stray mark: ${line}`);
      yield { id: open.id, text: `${open.text.join('\n')}\n` };
      open = null;
    } else {
      open?.text.push(line);
    }
  }
  if (open !== null) throw new Error(`The process ended while program ${open.id} was compiled.`);
}

export const sectionsIn = (file: string): AsyncGenerator<Section> =>
  sectionsOf(createInterface({ input: createReadStream(file), crlfDelay: Infinity }));
