/** Files that are dropped anywhere in the window: a browser would otherwise leave the page for them. */

/** @param wanted whether they are taken now */
export function takeDropped(wanted: () => boolean, take: (files: readonly File[]) => void): void {
  const mark = (over: boolean): void => {
    document.body.toggleAttribute('data-dropping', over);
  };
  const isTaken = ({ dataTransfer }: DragEvent): boolean =>
    wanted() && (dataTransfer?.types.includes('Files') ?? false);
  window.addEventListener('dragover', (event) => {
    if (!isTaken(event)) return;
    event.preventDefault();
    mark(true);
  });
  window.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) mark(false);
  });
  window.addEventListener('drop', (event) => {
    mark(false);
    if (!isTaken(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
