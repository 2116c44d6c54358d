/** Nobody can open what is folded on paper: what matters of it (`details.printed`) is open while the page is printed. */
export function openWhilePrinting(): void {
  let opened: readonly HTMLDetailsElement[] = [];
  const setOpen = (open: boolean): void => {
    for (const one of opened) one.open = open;
  };
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('details.printed:not([open])')];
    setOpen(true);
  });
  window.addEventListener('afterprint', () => setOpen(false));
}
