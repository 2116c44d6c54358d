/** The pupil's code and the class chart in English. */
import type { CodeProblem } from '../../../lab/class-code/class-code';
import { CODE_LENGTH } from '../../../lab/class-code/class-code';
import type { Span } from '../../../report/charts/class-words';
import { EN as ENGLISH_PICTURE } from '../../pictures/catalogue/en';
import { placeOf, type ClassMessages } from './class-messages';
import { PAPER_FOLDER, paperFile } from '../print/paper-file';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const CLASS_EN: ClassMessages = {
  own: {
    title: 'Your code',
    lead: 'Give this code to your teacher: read it out, send it, or let the picture be photographed.',
    holds: 'It holds the speeds and the kind of device, and nothing about you. Nothing is sent anywhere by this page.',
    none: 'Your code comes when this device has written in all formats (step 6).',
    copy: 'Copy the code',
    copied: 'Copied',
    qr: 'Your code as a QR code',
    rate: (format, rate) => `${format} ${rate} tokens/s`,
  },
  list: {
    title: 'The class',
    lead: 'Collect the codes of your pupils, and see all devices in one picture.',
    paste: 'Codes as text',
    pasteHint: 'Paste a whole chat or a column of a spreadsheet: the codes in it are found.',
    add: 'Add the codes',
    choosePictures: 'Read pictures of QR codes',
    dropHere: 'You can also drop or paste pictures here. One photo may show several codes.',
    reading: (pictures) => `Reading ${plural(pictures, 'picture')} …`,
    added: (fresh, repeated) => {
      const again = repeated === 0 ? '' : ` ${repeated === 1 ? 'One was' : `${repeated} were`} there already.`;
      return `${plural(fresh, 'new code')}.${again}`;
    },
    nothing: 'There is no code in this text: a code begins with TMK1.',
    nothingInPicture: (picture) =>
      `${picture}: no QR code was found. Take the photo from nearer, straight from the front, without a reflection.`,
    unreadable: (picture) => `${picture}: this browser cannot open it. Save it as JPEG or PNG.`,
    noReader: 'The reader of QR codes could not be loaded. Check the connection, or paste the codes as text.',
    badInText: (line, text, problem) => `Line ${line}, ${text}: ${problem}`,
    badInPicture: (picture, text, problem) => `${picture}, ${text}: ${problem}`,
    full: (most) => `The list is full: it holds ${most} codes.`,
    badAddress: 'Some codes in the address of this page are damaged and were left out.',
    devices: (count) => plural(count, 'device'),
    remove: 'Remove',
    removeOf: (device) => `Remove ${device}`,
    clear: 'Remove all',
    keeps: 'The list is in the address of this page and nowhere else: a bookmark keeps it.',
    empty: 'No code yet. The picture comes with the first one.',
  },
  teacher: {
    title: 'For teachers',
    says: 'The teacher’s page has the plan of the lesson, and the answers to all questions. It is not for pupils: nothing else in this room leads to it.',
    open: 'I teach this lesson: open it',
    page: `${PAPER_FOLDER}/${paperFile('teacher', 'en')}`,
  },
  problem,
  chart: {
    title: 'The speed of a class',
    bits: 'bits per weight',
    speed: 'tokens per second, logarithmic',
    times: 'times as fast as FP16',
    speedPanel: 'Speed of each device',
    timesPanel: 'Against FP16: median and range',
    groups: {
      ...{ desktop: 'desktop GPU', laptop: 'laptop GPU', integrated: 'integrated GPU', phone: 'phone GPU' },
      ...{ 'other-device': 'other GPU', software: 'software adapter, not a GPU' },
    },
    softwareShort: 'not a GPU',
    softwareMark: 'Software adapter, not a GPU',
    device: 'device',
    unknownDevice: 'GPU of an unknown kind',
    code: 'code',
    number,
    spanText: (span) => {
      const range = span.low === span.high ? '' : ` (${spread(span)})`;
      return `${span.median} times${range}${span.devices === 1 ? '' : `, ${span.devices} devices`}`;
    },
    explains: ({ device, format, speed }) => `Device ${device}. ${format}: ${speed} tokens per second.`,
    says: ({ few, many, gpus, software }) => {
      if (gpus === null)
        return software === null
          ? ''
          : `On software adapters ${few} is ${spread(software)} times as fast as ${many}: no GPU is in this picture.`;
      const first = `${few} is ${spread(gpus)} times as fast as ${many} on the ${gpus.devices === 1 ? 'GPU' : 'GPUs'} of this class`;
      return software === null
        ? `${first}.`
        : `${first}; on software adapters it is ${spread(software)} times as fast.`;
    },
    saysLittle: 'No device of this class has both FP16 and INT4 yet.',
    explainLines:
      'A line is one device, from INT4 (left) to FP16 (right). A dashed line is a processor that stands in for a GPU: it says nothing about a GPU.',
    explainMedian:
      'Where several devices are of one kind, the thick line is their median and the area goes from the slowest to the fastest.',
    otherModels: (count, model) =>
      `${plural(count, 'code')} of the list ${count === 1 ? 'is' : 'are'} of another model or another way of measuring than ${model} here, and not in the picture.`,
    source: ({ devices, model, measuredAs }) =>
      `Tokamark class chart · ${plural(devices, 'device')} · ${model} · ${measuredAs}`,
  },
  picture: ENGLISH_PICTURE,
};

/** Two digits of what is below 10, three of what is above. */
function number(value: number): string {
  return Number(value.toPrecision(value < 10 ? 2 : 3)).toLocaleString('en', { maximumFractionDigits: 4 });
}

const spread = ({ low, high }: Span): string => (low === high ? low : `${low} to ${high}`);

function problem(given: CodeProblem): string {
  const at = 'at' in given ? placeOf(given.at) : { group: 0, place: 0 };
  const place = `character ${at.place} of group ${at.group}`;
  switch (given.kind) {
    case 'prefix':
      return 'this is no code: a code begins with TMK1.';
    case 'length':
      return `it has ${given.has} characters, and a code has ${CODE_LENGTH}.`;
    case 'character':
      return `“${given.character}” (${place}) is in no code.`;
    case 'typo':
      return `${place}, “${given.character}”, is wrong.`;
    case 'swapped':
      return `“${given.characters}” from ${place} are in each other’s place.`;
    case 'checksum':
      return 'several characters are wrong: compare it with the pupil’s page.';
    case 'version':
      return `it is of version ${given.version}, which this page does not know: reload this page.`;
    case 'content':
      return 'it names what this page does not know: reload this page.';
  }
}
