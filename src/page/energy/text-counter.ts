/** Counts a text by Fable's tokenizer, on whichever side of a worker's boundary it runs; errors go over it as data. */
import { countText, type TextCount } from '../../costs';
import { openFolderTokenizer } from '../../model/files/folder';
import type { TextTokenizer } from '../../model/files/tokenizer';
import { failed } from '../../foundation/outcome';
import type { Outcome } from '../../worker/protocol';

export type Counted = Outcome<readonly TextCount[]>;

export interface TextCounter {
  /** @param tokenizerJson Fable's tokenizer.json; read once */
  count(text: string, tokenizerJson: Blob): Promise<Counted>;
}

export function createTextCounter(): TextCounter {
  let opened: Promise<TextTokenizer> | null = null;
  return {
    async count(text, tokenizerJson) {
      try {
        opened ??= openFolderTokenizer({ name: 'Fable', tokenizer: tokenizerJson, tokenizerConfig: null });
        const tokenizer = await opened;
        const fable = { name: 'Fable', encode: (all: string) => tokenizer.encode(all) };
        return { ok: true, value: countText(text, [fable]) };
      } catch (thrown) {
        return failed(thrown);
      }
    },
  };
}
