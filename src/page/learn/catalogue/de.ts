/** The Learn room in German. */
import type { Messages } from './messages';
import { MODEL_DE } from './model-de';

export const DE: Messages = {
  ...MODEL_DE,
  title: 'Was weniger Bits bewirken',
  lead: 'Sechs Schritte mit einem echten Sprachmodell: erst vorhersagen, dann ansehen.',
  steps: {
    weight: {
      title: 'Was ein Gewicht ist',
      look: 'Jeder Punkt ist ein Gewicht von Fable, einem kleinen Sprachmodell: Nimm eines und sieh die 16 Bits, in denen es steht.',
      question: 'Fable hat 5,24 Millionen Gewichte zu 2 Bytes. Wie viel muss für jedes Token gelesen werden?',
      options: ['etwa 1 MB', 'etwa 10 MB', 'etwa 100 MB'],
      answer:
        '5,24 Millionen × 2 Bytes sind 10,5 MB, und fast alles davon wird für jedes Token (Wort oder Wortteil) neu gelesen. Ein Modell mit tausendmal so vielen Gewichten liest jedes Mal 10 GB. Weniger Bits machen das kleiner.',
      asked: [
        {
          question: 'Was tut ein Gewicht?',
          answer:
            'Es sagt, wie stark eine Zahl einer Schicht in einer Zahl der nächsten zählt. Eine Schicht multipliziert ihre Eingabe mit Tausenden von Gewichten und zählt zusammen.',
        },
      ],
    },
    rounding: {
      title: 'Runden',
      look: 'Die Linien sind alle Werte, die man mit diesen Bits schreiben kann: Jedes Gewicht rückt auf die nächste Linie.',
      question: 'Nimm ein Bit weg. Um wie viel wachsen die Fehler?',
      options: ['um ein Zehntel', 'etwa auf das Doppelte', 'auf das Zehnfache'],
      answer:
        'Ein Bit weniger heißt halb so viele Linien in doppeltem Abstand: Die Fehler werden etwa doppelt so groß. Probiere 8, 4 und 2 Bits.',
      asked: [
        {
          question: 'Ist die negative Null verschwendet?',
          answer:
            'Ja, wo es sie gibt. Die kleinen Gleitkommazahlen (MXFP4, NVFP4) haben eine positive und eine negative Null: 16 Codes, 15 Werte. Ganze Zahlen haben nur eine Null; INT4 nutzt hier den sechzehnten Wert für das betragsgrößte Gewicht.',
        },
      ],
    },
    outlier: {
      title: 'Der Ausreißer',
      look: 'Ziehe ein Gewicht weit nach oben: Die Linien rücken auseinander, um es zu erreichen, und die anderen Gewichte verlieren ihre Plätze.',
      question: 'Ein Gewicht wird viermal so groß wie das größte. Um wie viel ungenauer werden die anderen 31?',
      options: ['gar nicht', 'etwa um das Doppelte', 'etwa um das Vierfache'],
      answer:
        'Die Skala muss bis zum größten Gewicht reichen, und alle 32 teilen sie. Der vierfache Bereich mit gleich vielen Linien heißt vierfacher Abstand, für alle.',
      asked: [
        {
          question: 'Warum lässt man den Ausreißer nicht weg?',
          answer:
            'Manche Verfahren tun das: Sie lassen einige Gewichte in 16 Bits oder skalieren Spalten vor dem Runden. Das kostet Bytes oder Zeit; hier geschieht nichts dergleichen.',
        },
      ],
    },
    blocks: {
      title: 'Blöcke und Skalen',
      look: 'Gewichte, die eine Skala teilen, sind ein Block: Ändere seine Größe und sieh Linien, Fehler und Bits sich zusammen ändern.',
      question: '4 Bits in Blöcken zu 32 mit einer Skala von 16 Bits: Wie viele Bits braucht ein Gewicht wirklich?',
      options: ['3,5', '4', '4,5'],
      answer:
        '4, und 16 Bits Skala auf 32 Gewichte verteilt sind 0,5 mehr. Blöcke zu 16 brauchen 5, Blöcke zu 256 nur 4,06, bei größeren Fehlern.',
      asked: [
        {
          question: 'Was ist ein Nullpunkt?',
          answer:
            'Die Stufe, die null bedeutet. Hat ein Block mehr positive als negative Gewichte, so kann man seine Linien dorthin schieben, wo die Gewichte sind. Der Nullpunkt sagt, um wie viel, und steht neben der Skala.',
        },
        {
          question: 'Was machen MXFP4 und NVFP4 anders?',
          answer:
            'Ihre Linien stehen nahe null dichter, wo die meisten Gewichte sind. Bei MXFP4 teilen 32 Gewichte eine Zweierpotenz, bei NVFP4 16 eine feinere Skala, dazu kommt eine für den ganzen Tensor. Vergleiche ihre Fehler mit denen ganzer Zahlen, mit Ausreißer und ohne.',
        },
      ],
    },
    speed: {
      title: 'Tempo und Energie',
      look: 'Ein Token kommt nicht schneller, als seine Gewichte gelesen werden: Vergleiche, wie viele Bytes jedes Format braucht.',
      question: 'INT4 liest etwa 3,3-mal weniger Bytes als FP16. Um wie viel schreibt es schneller?',
      options: [
        'genau um das 3,3-Fache',
        'gar nicht: 4 Bits müssen ausgepackt werden',
        'um weniger, vor allem bei einem kleinen Modell',
      ],
      answer:
        'Jedes Token kostet auch Zeit, die nicht von den Bytes abhängt: Viele Programme müssen nacheinander gestartet werden. Bei einem kleinen Modell ist das das meiste. Und auf einem Prozessor, der eine GPU nachahmt, dauert das Rechnen länger als das Lesen.',
      asked: [
        {
          question: 'Rechnet die GPU in 4 Bits?',
          answer:
            'Fast nie. Die Gewichte reisen als 4 Bits, werden am Ziel ausgepackt und in 16 oder 32 Bits multipliziert. Gespart wird am Weg, nicht am Rechnen.',
        },
        {
          question: 'Warum ist es dann schneller?',
          answer:
            'Für ein Token wird jedes Gewicht einmal gebraucht, und eine GPU kann viel öfter multiplizieren als lesen. Sie wartet auf den Speicher: weniger Bytes, weniger Warten. Liest eine GPU eine Eingabe, so dient jedes Gewicht vielen Tokens, und weniger Bits helfen kaum; ein Prozessor, der sie nachahmt, kann das Gegenteil zeigen.',
        },
      ],
    },
    limits: {
      title: 'Wo es bricht',
      look: 'Frage das Modell selbst: derselbe Anfang in jedem Format, was jedes Format verliert und wo es am meisten schmerzt.',
      question: 'Um wie viel sagt INT4 einen Text schlechter voraus als FP16 (Perplexität), bei Fable?',
      options: ['um etwa 1 %', 'um etwa 10 %', 'doppelt so schlecht'],
      answer:
        'Um etwa 1 %: Die meisten Wörter bleiben gleich. Wo ein Text zuerst abweicht, ist Zufall: Darum zählt man über viele. Unter 4 Bits wächst der Verlust schnell.',
      asked: [
        {
          question: 'Warum bleiben manche Schichten in 8 Bits?',
          answer:
            'Manche schmerzen mehr als andere, wenn man sie rundet: oft die erste, die letzte und die Tabelle der Wörter. Sie in 8 Bits zu lassen kostet wenige Bytes und erspart viel vom Verlust.',
        },
        {
          question: 'Leidet ein größeres Modell weniger?',
          answer:
            'Oft, aber nicht immer. In einer Familie verliert das größere weniger; ein Modell, das mit mehr Text trainiert wurde, hat aber weniger übrig. „Größere Modelle“ oben nennt veröffentlichte Verluste.',
        },
      ],
    },
  },
  frame: {
    steps: 'Die sechs Schritte',
    back: 'Zurück',
    next: 'Weiter',
    predict: 'Erst vorhersagen',
    right: 'Das stimmt.',
    wrong: (right) => `Nicht ganz: ${right}.`,
    answer: 'Warum?',
    asked: 'Was hier oft gefragt wird',
    language: 'Sprache',
    wall: 'Für die Wand',
    noWall: 'Zurück zur Seite',
    keys: 'Tasten: 1 bis 6 und die Pfeile wechseln den Schritt, F zeigt ihn groß.',
    group: 'Für eine Klasse',
    noGroup: 'Klasse schließen',
    papers: { sheet: 'Arbeitsblatt', teacher: 'Für Lehrkräfte' },
    copyLink: 'Link zu genau diesem Bild kopieren',
    copied: 'Kopiert',
  },
  block: {
    picture: (bits, error) => `32 Gewichte und was bei ${bits} Bits aus ihnen wird: ${error} daneben.`,
    weight: 'Gewicht',
    becomes: 'was daraus wird',
    error: 'Fehler',
    lines: 'mögliche Werte',
    ordinary: 'Anderer gewöhnlicher Block',
    outlier: 'Anderer mit Ausreißer',
    from: (tensor, row, column) => `Fable, ${tensor}, Zeile ${row}, ab Spalte ${column}`,
    hold: 'Gewicht',
    held: (place) => `Wert von Gewicht ${place}`,
    inHand: (place, value) => `Gewicht ${place}: ${value}`,
    times: (times) => `${times} × das größte andere`,
    letGo: 'Wie zuvor',
    format: 'Format',
    integers: 'Ganze Zahlen',
    bits: 'Bits',
    size: 'Gewichte je Block',
    grid: 'Linien',
    grids: {
      symmetric: 'gleich viele über und unter null',
      extreme: 'das größte Gewicht auf einer Linie',
      'zero-point': 'vom kleinsten bis zum größten, mit Nullpunkt',
    },
    scale: 'Skala',
    zeroPoint: 'Nullpunkt',
    relativeError: 'Fehler',
    othersError: 'Fehler der anderen',
    bitsPerWeight: 'Bits je Gewicht',
    allOfFable: 'Ganz Fable',
    megabytes: (amount) => `${amount} MB`,
    sixteenBits: 'Seine 16 Bits',
    sign: 'Vorzeichen',
    exponent: 'Exponent',
    fraction: 'Mantisse',
    more: 'Mehr zum Ändern',
  },
};
