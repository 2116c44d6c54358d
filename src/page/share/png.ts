/** A picture that is SVG as PNG, drawn by the browser itself: nothing leaves the page. */
import { TokamarkError } from '../../foundation/errors';

/** @throws TokamarkError `output` where the browser does not draw it */
export async function pngOf(svg: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (png === null) throw new Error('the canvas gave no PNG');
    return png;
  } catch (cause) {
    throw new TokamarkError(
      {
        ...{ code: 'output', message: 'The browser did not draw the PNG.', where: 'PNG' },
        remedy:
          'Allow this page to read its canvas (some browsers forbid it to stop fingerprinting), or take the figures without a picture.',
      },
      { cause },
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
