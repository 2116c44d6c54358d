/** The class with its state: the list as the address gives it, changed by what a teacher does. Pictures are read one after the other. */
import './class.css';
import type { JSX } from 'preact';
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { ClassMessages } from '../catalogue/class-messages';
import { classFrom, classText, reduceClass } from './class-list';
import { ClassView, type ClassActs } from './class-view';
import { codesInPicture } from './read-pictures';

interface Props {
  readonly words: ClassMessages;
  readonly projected: boolean;
  /** The list of the address: what `onList` was last told, or text from a stranger. Read once. */
  readonly initial: string;
  /** To be written into the address. */
  readonly onList: (text: string) => void;
}

export function ClassRoom({ words, projected, initial, onList }: Props): JSX.Element {
  const [list, dispatch] = useReducer(reduceClass, initial, classFrom);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const text = classText(list.members);
  const told = useRef(text);
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    onList(text);
  }, [text, onList]);
  const acts = useMemo<ClassActs>(
    () => ({
      onDraft: (draft) => dispatch({ type: 'draft', text: draft }),
      onTake: (taken) => dispatch({ type: 'take', text: taken }),
      onPictures: (pictures) => {
        if (pictures.length === 0) return;
        dispatch({ type: 'reading', pictures: pictures.length });
        for (const picture of pictures) {
          // A large photo takes much memory while it is read.
          queue.current = queue.current.then(async () => {
            const found = await codesInPicture(picture);
            dispatch({ type: 'picture', name: picture.name, found });
          });
        }
      },
      onRemove: (code) => dispatch({ type: 'remove', code }),
      onClear: () => dispatch({ type: 'clear' }),
    }),
    [],
  );
  return <ClassView {...{ list, words, projected, acts }} />;
}
