/** The page for teachers, a sheet of two pages: the lesson, then the answers and what pupils say and ask. */
import type { JSX } from 'preact';
import { PAGE_NAME } from '../catalogue/catalogue';
import { RIGHT_ANSWERS } from '../right-answers';
import { STEPS, type Step } from '../state';
import { Address, type Place } from './address-text';
import { lesson, totalOf, type LessonPart } from './lesson';
import type { PaperWords } from './paper-words';
import { readingsOf, type Reading } from './readings';

interface Props {
  readonly words: PaperWords;
  readonly place: Place;
}

export function TeacherPage({ words, place }: Props): JSX.Element {
  const { room, paper } = words;
  const { aim, needs } = paper.teacher;
  return (
    <>
      <header class="sheet-head">
        <p class="sheet-kind">
          <span>
            {PAGE_NAME} · {room.frame.papers.teacher}
          </span>
        </p>
        <h1>{room.title}</h1>
      </header>
      <div class="columns">
        <section>
          <h2>{aim.title}</h2>
          <p>{aim.lead}</p>
          <List items={aim.able} />
        </section>
        <section>
          <h2>{needs.title}</h2>
          <List items={needs.list} />
        </section>
      </div>
      <Plan {...{ words, place }} />
      <div class="flow">
        <Around words={words} />
      </div>
      <div class="flow answers">
        <Answers words={words} />
      </div>
    </>
  );
}

/** The class chart, the keys, and what to do when something fails. */
function Around({ words: { room, paper } }: Pick<Props, 'words'>): JSX.Element {
  const { chart, keys, trouble } = paper.teacher;
  return (
    <>
      <h2>{chart.title}</h2>
      <ol>
        {chart.list.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <h2>{keys.title}</h2>
      <p>
        {room.frame.keys} {keys.more}
      </p>
      <h2>{trouble.title}</h2>
      <Named items={trouble.list.map(({ problem, remedy }) => ({ name: problem, says: remedy }))} />
    </>
  );
}

function Plan({ words, place }: Props): JSX.Element {
  const { plan } = words.paper.teacher;
  const parts = lesson(words.language);
  return (
    <section>
      <h2>{plan.title}</h2>
      <p>{plan.lead}</p>
      <table class="plan">
        <thead>
          <tr>
            <th scope="col">{plan.part}</th>
            <th scope="col">{plan.minutes(totalOf(parts, 'long'))}</th>
            <th scope="col">{plan.minutes(totalOf(parts, 'short'))}</th>
            <th scope="col">{plan.work}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{partName(part, words)}</th>
              <td class="minutes">{part.long}</td>
              <td class="minutes">{part.short === 0 ? '–' : part.short}</td>
              <td>
                {plan.steps[part.part]} <Address fragment={part.address} place={{ ...place, site: null }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{plan.short}</p>
    </section>
  );
}

function partName({ part }: LessonPart, { room, paper: { teacher } }: PaperWords): string {
  if (part === 'begin') return teacher.plan.begin;
  if (part === 'group') return teacher.plan.group;
  return `${STEPS.indexOf(part) + 1} ${room.steps[part].title}`;
}

function Answers({ words }: Pick<Props, 'words'>): JSX.Element {
  const { room, paper } = words;
  const { solutions, asked } = paper.teacher;
  return (
    <>
      <h2>{solutions.title}</h2>
      <p>{solutions.lead}</p>
      {STEPS.map((step) => (
        <Solution key={step} {...{ step, words }} />
      ))}
      <h2>{asked}</h2>
      <Named
        items={STEPS.flatMap((step) =>
          room.steps[step].asked.map(({ question, answer }) => ({ name: question, says: answer })),
        )}
      />
    </>
  );
}

function Solution({ step, words }: { readonly step: Step; readonly words: PaperWords }): JSX.Element {
  const { title, options, answer } = words.room.steps[step];
  const { solutions } = words.paper.teacher;
  const { says, helps } = solutions.mistakes[step];
  return (
    <div class="solution">
      <h3>
        {STEPS.indexOf(step) + 1} {title}
      </h3>
      <p>
        <strong>
          {solutions.right}: {options[RIGHT_ANSWERS[step]]}.
        </strong>{' '}
        {answer}
      </p>
      <p>
        {solutions.reads}: {readingsText(step, words)}.
      </p>
      <p>
        {solutions.often}: <em>{says}</em> {helps}
      </p>
    </div>
  );
}

/** `Error – Bits 5: 4.3%, Bits 4: 8.6%`; what each device has for itself is only named. */
function readingsText(step: Step, words: PaperWords): string {
  const readings = readingsOf(step, words);
  const isOwn = ({ cells }: Reading): boolean => cells.every(({ value }) => value === null);
  const known = readings
    .filter((reading) => !isOwn(reading))
    .map(({ name, cells }) => `${name} – ${cells.map(({ head, value }) => `${head}: ${value ?? '…'}`).join(', ')}`);
  const own = readings.filter(isOwn).map(({ name }) => name);
  return [...known, ...(own.length === 0 ? [] : [`${own.join(', ')}: ${words.paper.teacher.solutions.own}`])].join(
    '; ',
  );
}

const Named = ({
  items,
}: {
  readonly items: readonly { readonly name: string; readonly says: string }[];
}): JSX.Element => (
  <dl>
    {items.map(({ name, says }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{says}</dd>
      </div>
    ))}
  </dl>
);

const List = ({ items }: { readonly items: readonly string[] }): JSX.Element => (
  <ul>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);
