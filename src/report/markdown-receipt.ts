/** The Markdown report's section on running the same workloads again, and on being such a replay. */
import { inMarkdown } from './outside-text';
import { receiptLink } from './receipt/link';
import { replaySentence } from './receipt/replay';
import type { Result } from './schema';

export function receiptSection({ receipt, replay }: Result): string {
  const parts = [
    replay === null ? '' : `**${inMarkdown(replaySentence(replay))}**`,
    receipt === null
      ? ''
      : `The same workloads again, in a page at this address or any other of Tokamark, or with \`tokamark run --receipt LINK\`:\n\n    ${receiptLink(receipt.text).replace(/\s/g, '')}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ['## Receipt', ...parts].join('\n\n');
}
