/** Whether the page is being printed. What is drawn of it is there in time: before paper, unlike after a `toggle`, nothing else comes in between. */
import { useEffect, useState } from 'preact/hooks';

export function useOnPaper(): boolean {
  const [onPaper, setOnPaper] = useState(false);
  useEffect(() => {
    const [before, after] = [() => setOnPaper(true), () => setOnPaper(false)];
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return onPaper;
}
