/** For a class: this page's own code, and one chart of all codes. Its code comes when somebody opens it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadCatalogue, type Catalogue } from '../../../hardware/catalogue';
import { identify } from '../../../hardware/identify/resolve';
import { classDevice } from '../../../lab/class-code/measurement';
import type { FormatRate } from '../../../lab/text';
import { adapterName } from '../../../report/adapter-name';
import type { AdapterDescription } from '../../../report/schema';
import { copyText } from '../../dom/clipboard';
import { CLASS_WORDS } from '../catalogue/class-words';
import type { Language } from '../../catalogue/languages';
import { ClassRoom } from './class-room';
import { OwnCode } from './own-code';
import { ofTexts } from './own-measurement';

export interface ClassPartProps {
  readonly language: Language;
  /** What the lab has written here, with its speeds. */
  readonly texts: readonly FormatRate[];
  /** Null where none is known. */
  readonly adapter: AdapterDescription | null;
  readonly initial: string;
  /** On a wall the chart comes first. */
  readonly projected: boolean;
  readonly onList: (text: string) => void;
}

/** @returns the part, which knows the devices of the catalogue */
export async function loadClassPart(): Promise<(props: ClassPartProps) => JSX.Element> {
  const catalogue = await loadCatalogue();
  return (props) => <ClassPart {...props} catalogue={catalogue} />;
}

function ClassPart({
  language,
  texts,
  adapter,
  catalogue,
  projected,
  ...list
}: ClassPartProps & { readonly catalogue: Catalogue }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const measurement = adapter === null ? null : ofTexts(texts, deviceOf(adapter, catalogue));
  const words = CLASS_WORDS[language];
  // It comes below the step, and who opens it wants to see it.
  useEffect(() => {
    const first = document.getElementById(projected ? 'class-first' : 'class-own-heading');
    first?.scrollIntoView({ block: 'start' });
  }, [projected]);
  const own = (
    <OwnCode
      key="own"
      {...{ measurement, words, copied }}
      onCopy={(code) => {
        void copyText(code).then(setCopied);
      }}
    />
  );
  const group = (
    <div id="class-first" key="class">
      <ClassRoom {...{ words, projected }} {...list} />
    </div>
  );
  return <>{projected ? [group, own] : [own, group]}</>;
}

function deviceOf(adapter: AdapterDescription, catalogue: Catalogue) {
  const { software, vendor, architecture } = adapter;
  const identity = identify({ renderer: adapterName(adapter), vendor, architecture }, catalogue);
  return classDevice({ software, identity, architecture });
}
