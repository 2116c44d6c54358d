/** Whether a person asked their browser to load no more than it must; false where it does not say. */
export function savesData(from: object = navigator): boolean {
  if (!('connection' in from)) return false;
  const { connection } = from;
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  );
}
