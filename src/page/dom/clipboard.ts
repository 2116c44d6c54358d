/** Copies and downloads text. Not the text itself. */
import { make } from './find';

/** True where the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no Clipboard API on a page that is not https.
    return copyBySelection(text);
  }
}

/** The way before the Clipboard API: select in a hidden field and copy. */
function copyBySelection(text: string): boolean {
  const field = make('textarea', { class: 'visually-hidden' });
  const focused = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
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
