/**
 * The texts of the QR codes in a picture: by the browser's own reader where it has one that finds any, else by a package that is loaded
 * when the first picture comes. The picture stays in this page. What the codes say is hostile.
 */
import type { PictureFound } from './class-list';

/** As large as a photo of a classroom may be before it only takes time: the reader takes no larger ones. */
const LONGEST_SIDE = 3840;

export async function codesInPicture(picture: Blob): Promise<PictureFound> {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (bitmap === null) return 'unreadable';
  try {
    const own = await byBrowser(bitmap);
    if (own.length > 0) return own;
    const image = pixelsOf(bitmap);
    if (image === null) return 'unreadable';
    const { qrTexts } = await import('./qr-texts');
    return await qrTexts(image);
  } catch {
    return 'no-reader';
  } finally {
    bitmap.close();
  }
}

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Chrome has one on Android, ChromeOS and macOS: https://wicg.github.io/shape-detection-api/ */
const isDetector = (value: unknown): value is DetectorClass =>
  typeof value === 'function' && 'getSupportedFormats' in value;

async function byBrowser(bitmap: ImageBitmap): Promise<readonly string[]> {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  if (!isDetector(found)) return [];
  try {
    if (!(await found.getSupportedFormats()).includes('qr_code')) return [];
    const codes = await new found({ formats: ['qr_code'] }).detect(bitmap);
    return [...new Set(codes.map(({ rawValue }) => rawValue))];
  } catch {
    // A browser may have it without what it needs of the system.
    return [];
  }
}

function pixelsOf(bitmap: ImageBitmap): ImageData | null {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(scale * bitmap.width), Math.round(scale * bitmap.height)];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || canvas.width === 0 || canvas.height === 0) return null;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Pictures among what was dropped or pasted; a file without a type may be one. */
export const picturesOf = (files: Iterable<File>): readonly File[] =>
  [...files].filter(({ type }) => type === '' || type.startsWith('image/'));
