/** The pupil's code and the class chart in German. */
import type { CodeProblem } from '../../../lab/class-code/class-code';
import { CODE_LENGTH } from '../../../lab/class-code/class-code';
import type { Span } from '../../../report/charts/class-words';
import { placeOf, type ClassMessages } from './class-messages';
import { PAPER_FOLDER, paperFile } from '../print/paper-file';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const geräte = (count: number): string => plural(count, 'Gerät', 'Geräte');

export const CLASS_DE: ClassMessages = {
  own: {
    title: 'Dein Code',
    lead: 'Gib diesen Code deiner Lehrkraft: lies ihn vor, schick ihn, oder lass das Bild fotografieren.',
    holds: 'Er enthält die Geschwindigkeiten und die Art des Geräts, nichts über dich. Diese Seite sendet nichts.',
    none: 'Dein Code erscheint, sobald dieses Gerät in allen Formaten geschrieben hat (Schritt 6).',
    copy: 'Code kopieren',
    copied: 'Kopiert',
    qr: 'Dein Code als QR-Code',
    rate: (format, rate) => `${format} ${rate} Token/s`,
  },
  list: {
    title: 'Die Klasse',
    lead: 'Sammeln Sie die Codes der Klasse und sehen Sie alle Geräte in einem Bild.',
    paste: 'Codes als Text',
    pasteHint: 'Fügen Sie einen ganzen Chat oder eine Tabellenspalte ein: die Codes darin werden gefunden.',
    add: 'Codes hinzufügen',
    choosePictures: 'Bilder von QR-Codes lesen',
    dropHere: 'Sie können Bilder auch hierher ziehen oder einfügen. Ein Foto darf mehrere Codes zeigen.',
    reading: (pictures) => `${plural(pictures, 'Bild wird', 'Bilder werden')} gelesen …`,
    added: (fresh, repeated) => {
      const again = repeated === 0 ? '' : ` ${repeated === 1 ? 'Einer war' : `${repeated} waren`} schon da.`;
      return `${plural(fresh, 'neuer Code', 'neue Codes')}.${again}`;
    },
    nothing: 'In diesem Text ist kein Code: ein Code beginnt mit TMK1.',
    nothingInPicture: (picture) =>
      `${picture}: kein QR-Code gefunden. Fotografieren Sie näher, gerade von vorn und ohne Spiegelung.`,
    unreadable: (picture) => `${picture}: dieser Browser kann es nicht öffnen. Speichern Sie es als JPEG oder PNG.`,
    noReader:
      'Der Leser für QR-Codes ließ sich nicht laden. Prüfen Sie die Verbindung, oder fügen Sie die Codes als Text ein.',
    badInText: (line, text, problem) => `Zeile ${line}, ${text}: ${problem}`,
    badInPicture: (picture, text, problem) => `${picture}, ${text}: ${problem}`,
    full: (most) => `Die Liste ist voll: sie fasst ${most} Codes.`,
    badAddress: 'Einige Codes in der Adresse dieser Seite sind beschädigt und fehlen hier.',
    devices: geräte,
    remove: 'Entfernen',
    removeOf: (device) => `${device} entfernen`,
    clear: 'Alle entfernen',
    keeps: 'Die Liste steht in der Adresse dieser Seite und sonst nirgends: ein Lesezeichen bewahrt sie.',
    empty: 'Noch kein Code. Das Bild erscheint mit dem ersten.',
  },
  teacher: {
    title: 'Für Lehrkräfte',
    says: 'Die Seite für Lehrkräfte hat den Plan der Stunde und die Antworten auf alle Fragen. Sie ist nicht für die Klasse: Nichts sonst in diesem Raum führt zu ihr.',
    open: 'Ich unterrichte diese Stunde: öffnen',
    page: `${PAPER_FOLDER}/${paperFile('teacher', 'de')}`,
  },
  problem,
  chart: {
    title: 'Die Geschwindigkeit einer Klasse',
    bits: 'Bits pro Gewicht',
    speed: 'Token pro Sekunde, logarithmisch',
    times: 'Mal so schnell wie FP16',
    speedPanel: 'Geschwindigkeit jedes Geräts',
    timesPanel: 'Gegen FP16: Median und Spanne',
    groups: {
      ...{ desktop: 'Desktop-GPU', laptop: 'Laptop-GPU', integrated: 'integrierte GPU', phone: 'Handy-GPU' },
      ...{ 'other-device': 'andere GPU', software: 'Software-Adapter, keine GPU' },
    },
    softwareShort: 'keine GPU',
    softwareMark: 'Software-Adapter, keine GPU',
    device: 'Gerät',
    unknownDevice: 'GPU unbekannter Art',
    code: 'Code',
    number,
    spanText: (span) => {
      const range = span.low === span.high ? '' : ` (${spread(span)})`;
      return `${span.median}-mal${range}${span.devices === 1 ? '' : `, ${span.devices} Geräte`}`;
    },
    explains: ({ device, format, speed }) => `Gerät ${device}. ${format}: ${speed} Token pro Sekunde.`,
    says: ({ few, many, gpus, software }) => {
      if (gpus === null)
        return software === null
          ? ''
          : `Auf Software-Adaptern ist ${few} ${spread(software)}-mal so schnell wie ${many}: in diesem Bild ist keine GPU.`;
      const first = `${few} ist auf ${gpus.devices === 1 ? 'der GPU' : 'den GPUs'} dieser Klasse ${spread(gpus)}-mal so schnell wie ${many}`;
      return software === null ? `${first}.` : `${first}, auf Software-Adaptern ${spread(software)}-mal so schnell.`;
    },
    saysLittle: 'Noch hat kein Gerät dieser Klasse FP16 und INT4.',
    explainLines:
      'Eine Linie ist ein Gerät, von INT4 (links) bis FP16 (rechts). Eine gestrichelte Linie ist ein Prozessor, der eine GPU ersetzt: sie sagt nichts über eine GPU.',
    explainMedian:
      'Wo mehrere Geräte von einer Art sind, ist die dicke Linie ihr Median, und die Fläche reicht vom langsamsten bis zum schnellsten.',
    otherModels: (count, model) =>
      `${plural(count, 'Code', 'Codes')} der Liste ${count === 1 ? 'gehört' : 'gehören'} zu einem anderen Modell oder einer anderen Messweise als hier ${model} und ${count === 1 ? 'fehlt' : 'fehlen'} im Bild.`,
    source: ({ devices, model, measuredAs }) => `Tokamark-Klassenbild · ${geräte(devices)} · ${model} · ${measuredAs}`,
  },
  picture: {
    asTable: 'Dasselbe als Tabelle',
    tableName: (title) => `Tabelle: ${title}`,
    saveName: (title) => `„${title}“ speichern`,
    ofTitle: (title) => `von „${title}“`,
  },
};

/** Two digits of what is below 10, three of what is above. */
function number(value: number): string {
  return Number(value.toPrecision(value < 10 ? 2 : 3)).toLocaleString('de', { maximumFractionDigits: 4 });
}

const spread = ({ low, high }: Span): string => (low === high ? low : `${low}- bis ${high}`);

function problem(given: CodeProblem): string {
  const at = 'at' in given ? placeOf(given.at) : { group: 0, place: 0 };
  const place = `Zeichen ${at.place} der Gruppe ${at.group}`;
  switch (given.kind) {
    case 'prefix':
      return 'das ist kein Code: ein Code beginnt mit TMK1.';
    case 'length':
      return `er hat ${given.has} Zeichen, ein Code hat ${CODE_LENGTH}.`;
    case 'character':
      return `„${given.character}“ (${place}) kommt in keinem Code vor.`;
    case 'typo':
      return `${place}, „${given.character}“, ist falsch.`;
    case 'swapped':
      return `„${given.characters}“ ab ${place} sind vertauscht.`;
    case 'checksum':
      return 'mehrere Zeichen sind falsch: vergleichen Sie mit der Seite der Schülerin oder des Schülers.';
    case 'version':
      return `er ist von Version ${given.version}, die diese Seite nicht kennt: laden Sie die Seite neu.`;
    case 'content':
      return 'er nennt etwas, das diese Seite nicht kennt: laden Sie die Seite neu.';
  }
}
