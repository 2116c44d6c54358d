/** "The class": a box for codes as text, the way in for pictures of them, their list, and the picture of all devices. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { classChart, deviceName } from '../../../report/charts/class';
import { groupOf } from '../../../report/charts/class-groups';
import { Picture } from '../../pictures/picture';
import { FileButton } from '../../view/file-button';
import type { ClassMessages } from '../catalogue/class-messages';
import type { ClassList } from './class-list';
import { ClassNotes } from './class-notes';
import { picturesOf } from './read-pictures';

export interface ClassActs {
  readonly onDraft: (text: string) => void;
  readonly onTake: (text: string) => void;
  readonly onPictures: (pictures: readonly File[]) => void;
  readonly onRemove: (code: string) => void;
  readonly onClear: () => void;
}

interface Props {
  readonly list: ClassList;
  readonly words: ClassMessages;
  readonly acts: ClassActs;
  /** On a wall the chart comes first. */
  readonly projected: boolean;
  /** Of the picture, in pixels; without it, it measures its place. */
  readonly width?: number | null;
}

export function ClassView({ list, words, acts, projected, width = null }: Props): JSX.Element {
  const { list: say, chart: chartWords } = words;
  const chart = useMemo(() => classChart(list.members, chartWords), [list.members, chartWords]);
  const collect = (
    <div key="collect" class="card class-collect" onDragOver={allowPictures} onDrop={(event) => dropped(event, acts)}>
      <h2 id="class-heading">{say.title}</h2>
      <p>{say.lead}</p>
      <Collect list={list} words={words} acts={acts} />
      <ClassNotes list={list} words={words} />
      <ForTeachers words={words} />
    </div>
  );
  const picture =
    chart === null ? (
      <p key="picture" class="hint">
        {say.empty}
      </p>
    ) : (
      <section
        key="picture"
        class="card picture-card"
        aria-labelledby="class-picture-heading"
        data-testid="picture-class"
      >
        <h2 id="class-picture-heading">{chart.title}</h2>
        <p class="picture-says">
          {chart.says} {chart.software && <strong class="software-note">{chartWords.softwareMark}.</strong>}
        </p>
        <Picture chart={chart} width={width} words={words.picture} />
      </section>
    );
  return (
    <section class="class-room" aria-labelledby="class-heading" data-testid="class-room">
      {projected && chart !== null ? [picture, collect] : [collect, picture]}
      {list.members.length > 0 && <Members key="members" list={list} words={words} acts={acts} />}
    </section>
  );
}

/** The page with the answers: no pupil passes here by chance, and it says what it is before it opens. */
const ForTeachers = ({ words: { teacher } }: Pick<Props, 'words'>): JSX.Element => (
  <details class="class-teacher">
    <summary>{teacher.title}</summary>
    <p>
      {teacher.says}{' '}
      <a id="class-teacher" href={teacher.page} target="_blank" rel="noopener">
        {teacher.open}
      </a>
    </p>
  </details>
);

type PartProps = Pick<Props, 'list' | 'words' | 'acts'>;

function Collect({ list, words: { list: say }, acts }: PartProps): JSX.Element {
  return (
    <form
      class="class-form"
      onSubmit={(event) => {
        event.preventDefault();
        acts.onTake(list.draft);
      }}
    >
      <label for="class-paste">{say.paste}</label>
      <textarea
        id="class-paste"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        aria-describedby="class-paste-hint"
        value={list.draft}
        onInput={({ currentTarget }) => acts.onDraft(currentTarget.value)}
        onPaste={(event) => pasted(event, list, acts)}
      />
      <p id="class-paste-hint" class="hint">
        {say.pasteHint}
      </p>
      <div class="actions">
        <button type="submit" id="class-add" class="primary">
          {say.add}
        </button>
        <FileButton
          id="class-pictures"
          inputId="class-file"
          text={say.choosePictures}
          label={say.choosePictures}
          accept="image/*"
          multiple
          onFiles={(files) => acts.onPictures(picturesOf(files))}
        />
      </div>
      <p class="hint">{say.dropHere}</p>
    </form>
  );
}

/** Codes that come into an empty box join the class at once; behind what is typed they are text. */
function pasted(event: ClipboardEvent, { draft }: ClassList, { onPictures, onTake }: ClassActs): void {
  const pictures = picturesOf(event.clipboardData?.files ?? []);
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (pictures.length > 0) {
    event.preventDefault();
    onPictures(pictures);
  } else if (draft.trim() === '' && text.trim() !== '') {
    event.preventDefault();
    onTake(text);
  }
}

function allowPictures(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files') ?? false) event.preventDefault();
}

/** A browser would leave the page for a file that nobody takes; a text goes into the box by itself. */
function dropped(event: DragEvent, { onPictures }: ClassActs): void {
  const files = event.dataTransfer?.files;
  if (files === undefined || files.length === 0) return;
  event.preventDefault();
  onPictures(picturesOf(files));
}

function Members({ list: { members }, words, acts }: PartProps): JSX.Element {
  const { list: say, chart } = words;
  return (
    <section class="card" aria-labelledby="class-list-heading">
      <h2 id="class-list-heading">{say.devices(members.length)}</h2>
      <p class="hint">{say.keeps}</p>
      <ol class="class-list" data-testid="class-list">
        {members.map(({ code, measurement: { device, model } }, i) => {
          const name = `${i + 1}: ${deviceName(device, chart)}`;
          return (
            <li key={code} data-group={groupOf(device)}>
              <span>
                {deviceName(device, chart)} <span class="hint">{model}</span>
              </span>
              <code translate={false}>{code}</code>
              <button type="button" aria-label={say.removeOf(name)} onClick={() => acts.onRemove(code)}>
                {say.remove}
              </button>
            </li>
          );
        })}
      </ol>
      <button type="button" id="class-clear" onClick={acts.onClear}>
        {say.clear}
      </button>
    </section>
  );
}
