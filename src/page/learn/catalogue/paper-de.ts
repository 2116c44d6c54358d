/** The worksheet and the page for teachers in German. */
import { CLASS_DE } from './class-de';
import { DE } from './de';
import type { PaperMessages } from './paper-messages';

const { block, frame, limits } = DE;

export const PAPER_DE: PaperMessages = {
  sheet: {
    lead: 'In jedem Schritt: Sag vorher, was geschieht, und kreuze eine Antwort an. Sieh nach, was die Seite zeigt, und schreib es auf. Erkläre es in einem Satz.',
    address: 'Die Seite, bis vor das #:',
    page: (number, of) => `Seite ${number} von ${of}`,
    see: 'Ansehen',
    explain: 'Erklären',
    steps: {
      weight: {
        see: 'Nimm ein Gewicht über null und eines darunter. Schreib Wert und Vorzeichen-Bit auf.',
        explain: 'Ein Modell mit zehnmal so vielen Gewichten liest für jedes Token etwa …, weil',
      },
      rounding: {
        see: `Verschiebe „${block.bits}“ und schreib jedes Mal „${block.relativeError}“ auf.`,
        explain: 'Mit jedem Bit, das wegfällt, wird der Fehler …, weil',
      },
      outlier: {
        see: `Schreib „${block.relativeError}“ auf. Zieh ein kleines Gewicht, bis etwa „${block.times('4')}“ im Bild steht. Schreib „${block.othersError}“ auf.`,
        explain: 'Die anderen Gewichte …, weil',
      },
      blocks: {
        see: `Ändere „${block.size}“ und schreib jedes Mal beide Zahlen auf.`,
        explain: 'Kleine Blöcke sind besser bei …, aber',
      },
      speed: {
        see: 'Lies die Balken ab: Wie viele Bytes braucht ein Token? Teile.',
        explain: 'Nach Schritt 6: Auf meinem Gerät schreibt INT4 …-mal so schnell wie FP16, weil',
      },
      limits: {
        see: `Drücke „${limits.texts.write}“ und warte. Öffne dann „${limits.part.quality}“.`,
        explain: 'Für ein Handy würde ich … Bits nehmen, weil',
      },
    },
    code: {
      title: CLASS_DE.own.title,
      ask: (groups, size) =>
        `Drücke „${frame.group}“ und schreib den Code ab: ${groups} Gruppen zu ${size} Zeichen. Vergleiche jede Gruppe.`,
    },
  },
  readings: {
    above: 'über null',
    below: 'unter null',
    value: 'Wert',
    before: 'vorher',
    after: 'danach',
    timesFewer: 'FP16 ÷ INT4',
  },
  screen: { print: 'Zum Drucken: passt auf A4 und auf US Letter.', room: 'Zum Labor' },
  teacher: {
    aim: {
      title: 'Worum es geht',
      lead: 'Die Klasse sieht auf eigenen Geräten und an einem echten Sprachmodell, was geschieht, wenn seine Zahlen weniger Bits bekommen. Sie muss Binärzahlen kennen und nicht programmieren. Danach kann sie sagen,',
      able: [
        'was ein Gewicht ist und warum weniger Bits weniger Bytes je Token heißt;',
        'warum ein Ausreißer seinen ganzen Block verdirbt und was kleine Blöcke kosten;',
        'warum weniger Bytes das Schreiben schneller machen und wann nicht;',
        'wie man den Verlust misst und warum ein einzelner Text ihn nicht zeigt.',
      ],
    },
    needs: {
      title: 'Was man braucht',
      list: [
        'Einen Browser für jedes Kind oder jedes Paar. Geräte ohne GPU machen mit: Ein Prozessor ahmt sie nach, und die Seite kennzeichnet das als Software-Adapter.',
        'Die Seite auf jedem Gerät vor der Stunde einmal geöffnet. Nach „Make available offline“ an ihrem Fuß (dort englisch) braucht sie kein Netz.',
        'Kein Konto und keine Namen. Nichts, was getippt oder gemessen wird, verlässt das Gerät.',
        'Das Arbeitsblatt, ein Blatt beidseitig gedruckt, und einen Beamer.',
      ],
    },
    plan: {
      title: 'Die Stunde',
      lead: 'Hinter die Adresse der Seite setzen, anstelle von # und dem Rest: öffnet genau dies, groß, für die Wand.',
      minutes: (total) => `${total} min`,
      part: 'Teil',
      work: 'Was geschieht',
      begin: 'Anfang',
      group: 'Die Klasse',
      steps: {
        begin: 'Schritt 1 an die Wand, Arbeitsblätter austeilen. Die Regel: erst ankreuzen, dann anfassen.',
        weight: 'Alle nehmen zwei Gewichte. Dann gemeinsam ausrechnen, was alle zusammen an Bytes brauchen.',
        rounding: 'Alle schreiben vier Fehler auf, jemand liest vor. Was tun die Zahlen?',
        outlier: 'Jemand zieht an der Tafel, die anderen achten auf die Gewichte, die niemand angefasst hat.',
        blocks: 'Je ein Drittel nimmt 16, 32 oder 256. Welche würdet ihr ausliefern, und was kostet sie?',
        speed: 'Erst die Bytes, dann die Frage: Rechnet die GPU in 4 Bits?',
        limits: `Alle kreuzen an und drücken auf den Knopf. Während es schreibt, „${limits.part.quality}“ an der Wand öffnen.`,
        group: 'Codes einiger Paare sammeln, Bild zeigen. Wo helfen weniger Bits, und wo kosten sie Zeit?',
      },
      short:
        'Die kurze Stunde lässt die Blöcke weg, und in Schritt 6 schreiben die Geräte nur. Der Rest kann Hausaufgabe sein: Das Labor erklärt sich selbst.',
    },
    keys: {
      title: 'Tasten an der Wand',
      more: 'Auch die zwei Knöpfe eines Presenters (Bild auf, Bild ab) wechseln den Schritt. Esc beendet die große Ansicht.',
    },
    chart: {
      title: 'Von den Codes zum Bild',
      list: [
        `Jedes Gerät schreibt seine Texte (Schritt 6). „${frame.group}“ zeigt dann seinen Code, als Text und als QR-Code.`,
        'Fünf Paare genügen: QR-Codes fotografieren, oder Codes in einem Chat, in einer Tabelle oder vorgelesen. Die Buchstaben I, L, O und U kommen in keinem Code vor: Was so aussieht, ist eine Ziffer oder ein V.',
        `Öffnen Sie auf Ihrem Gerät „${frame.group}“ und fügen Sie den ganzen Chat ein, oder wählen Sie Fotos der QR-Codes. Ein falsches Zeichen wird gefunden und genannt.`,
        'Jede Linie ist ein Gerät. Vergleichen Sie Geräte einer Art; gestrichelte Linien sind Prozessoren und sagen nichts über eine GPU. Ein Lesezeichen bewahrt die Liste.',
      ],
    },
    solutions: {
      title: 'Lösungen',
      lead: `Nicht für die Klasse: Nur „${frame.group}“ führt hierher. Die Zahlen sind die des Blocks, mit dem das Labor beginnt.`,
      right: 'Richtig',
      reads: 'Abzulesen',
      own: 'je nachdem',
      often: 'Oft gesagt',
      mistakes: {
        weight: {
          says: 'Ein Token braucht nur einige der Gewichte.',
          helps: 'Jede Schicht macht bei jedem Token mit, mit allen ihren Gewichten.',
        },
        rounding: {
          says: 'Halb so viele Bits sind halb so genau.',
          helps: 'Jedes einzelne Bit halbiert die Zahl der Linien. Bei 4, 3 und 2 Bits zählen lassen.',
        },
        outlier: {
          says: 'Nur der Ausreißer wird falsch.',
          helps: 'Er liegt auf einer Linie: Die Skala ist für ihn gemacht. Die anderen zahlen.',
        },
        blocks: {
          says: '4 Bits sind 4 Bits.',
          helps: 'Auch die Skala muss gespeichert werden. Wer sie mit wenigen teilt, zahlt mehr.',
        },
        speed: {
          says: 'Mit 4 Bits rechnet die GPU schneller.',
          helps: 'Sie multipliziert in 16 oder 32 Bits. Kürzer wird das Warten auf den Speicher.',
        },
        limits: {
          says: 'Der Text ist ein anderer, also schlechter.',
          helps:
            'Er kann genauso gut sein. Darum misst man den Verlust an einem langen Text, nicht an einer Geschichte.',
        },
      },
    },
    asked: 'Was oft gefragt wird',
    trouble: {
      title: 'Wenn etwas nicht klappt',
      list: [
        {
          problem: 'Einem Gerät fehlt WebGPU.',
          remedy: `Schritt 1 bis 4 und die Bytes von Schritt 5 gehen ohne, in Schritt 6 „${limits.part.quality}“ und „${limits.part.published}“. Für Texte und Code geht dieses Kind zum Nachbarn.`,
        },
        {
          problem: 'Der erste Start ist langsam.',
          remedy: `Das Modell wird einmal geholt: Öffnen Sie die Seite auf jedem Gerät vor der Stunde. Ein Prozessor schreibt langsam: erst drücken, dann reden. „${limits.cancel}“ beendet es.`,
        },
        {
          problem: 'Es erscheint kein Code.',
          remedy:
            'Er entsteht aus dem Tempo in Schritt 6 und ist nach dem Neuladen fort: Lassen Sie das Gerät noch einmal schreiben.',
        },
        {
          problem: 'Das Foto eines QR-Codes wird nicht gelesen.',
          remedy: 'Näher, gerade von vorn, ohne Spiegelung; oder den Code als Text nehmen.',
        },
        {
          problem: 'Ein Gerät ist langsamer als sein Zwilling.',
          remedy: 'Andere Tabs schließen und Netzteil anstecken: Stromsparen und andere Seiten bremsen die GPU.',
        },
      ],
    },
  },
};
