/** Copies and downloads text. */
import { find, make } from './find';

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
  dialog.showModal();
  field.select();
}

export function downloadText(text: string, fileName: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its own reference by the time the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
