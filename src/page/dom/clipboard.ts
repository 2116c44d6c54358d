/** Copies text, and downloads text and pictures. */
import { howToCopy } from './copy-keys';
import { find, make, setText } from './find';

/** True where the text is on the clipboard now; otherwise it is shown, selected, to be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no Clipboard API on a page that is not https.
    showForCopying(text);
    return false;
  }
}

function showForCopying(text: string): void {
  const dialog = find('copy-dialog', HTMLDialogElement);
  const field = find('copy-text', HTMLTextAreaElement);
  field.value = text;
  // A keyboard that is plugged into a tablet copies as the finger does.
  setText('copy-how', howToCopy(window.matchMedia('(pointer: coarse)').matches, navigator.platform));
  dialog.showModal();
  field.select();
}

export const downloadText = (text: string, fileName: string, type: string): void =>
  download(new Blob([text], { type }), fileName);

export function download(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = make('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its own reference by the time the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
