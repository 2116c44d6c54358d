/** What engines read when they are compared: the same wherever the comparison is begun, so that its workloads are. */
import { decodeBlob } from '../foundation/decode-text';

/** More tokens than any comparison reads and writes. */
const CHARACTERS = 2000;
const MOST_BYTES = 1e6;

/** The beginning of the text that Fable has not learnt from. @param heldout heldout.txt @throws TokamarkError `network` of what is no text */
export const comparedText = async (heldout: Blob): Promise<string> =>
  (await decodeBlob(heldout, 'heldout.txt', 'network', MOST_BYTES)).slice(0, CHARACTERS);
