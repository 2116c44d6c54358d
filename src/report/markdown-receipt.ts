/** The Markdown report's section on running the same workloads again, and on being such a replay. */
import { inMarkdown } from './outside-text';
import { receiptCommand, receiptLink, soundText } from './receipt/link';
import { replaySentence } from './receipt/replay';
import type { Result } from './schema';

/** @param page the address that the link begins with; null where others could not open it */
export function receiptSection({ receipt, replay }: Result, page: string | null): string {
  const text = soundText(receipt);
  const parts = [
    replay === null ? '' : `**${inMarkdown(replaySentence(replay))}**`,
    text === null ? '' : againText(text, page),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ['## Receipt', ...parts].join('\n\n');
}

const againText = (text: string, page: string | null): string =>
  page === null
    ? `The same workloads again, with this command, or in any page of Tokamark with \`#receipt=…\` behind its address:\n\n    ${receiptCommand(text)}`
    : `The same workloads again, in a page at this address or any other of Tokamark, or with \`tokamark run --receipt LINK\`:\n\n    ${receiptLink(text, page)}`;
