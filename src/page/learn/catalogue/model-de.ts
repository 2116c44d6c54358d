/** Die Schritte über Tempo und Grenzen auf Deutsch. */
import type { ModelMessages } from './model-messages';

export const MODEL_DE: ModelMessages = {
  speed: {
    bytesTitle: 'Was ein Token von Fable liest',
    toReadHint: 'In der letzten Spalte: wie lange der Speicher dieses Geräts braucht, um sie zu liefern.',
    writtenHint: 'In Token/s: wie schnell dieses Gerät in Schritt 6 geschrieben hat.',
    megabytes: (amount) => `${amount} MB`,
    milliseconds: (amount) => `${amount} ms`,
    noRun:
      'Wie schnell werden sie gelesen? Dieses Gerät wurde noch nicht gemessen; nach einem Lauf steht hier seine eigene Linie.',
    toBenchmark: 'Dieses Gerät messen',
    machineTitle: (model) => `Was dieses Gerät mit ${model} gemessen hat`,
    software: 'Software-Adapter: Ein Prozessor ahmt eine GPU nach. Das ist nicht das Tempo einer GPU.',
    picture: (model) => `Zeit je Token von ${model} über den Bytes, die ein Token liest, nach Format`,
    bytesAxis: 'MB je Token',
    timeAxis: 'ms je Token',
    line: (t0, bandwidth) => `Die Linie: Zeit = ${t0} ms + Bytes / ${bandwidth} GB/s.`,
    noLine:
      'Dieser Lauf hat keine Linie: Dazu braucht es drei verschieden große Modelle, deren Zeit mit den Bytes wächst.',
    doubtful: 'Aber seine Modelle liegen nicht darauf: Sie sagt wenig.',
    launches: (count) =>
      `Ein Token startet ${count} Programme auf der GPU, eines nach dem anderen. Das braucht seine Zeit, wie wenige Bytes sie auch lesen.`,
    measured: (machine, day) => `${machine}, ${day}, Decode mit Intervallen`,
    more: 'Eingabe gegen Schreiben, und Energie',
    phasesTitle: 'Eine Eingabe lesen (Prefill) gegen schreiben (Decode)',
    prefill: 'Prefill',
    decode: 'Decode',
    tokensPerSecond: (rate) => `${rate} Token/s`,
    energyTitle: 'Energie je Token',
    joules: (low, high) => (low === high ? `${low} J` : `${low} bis ${high} J`),
    noEnergyYet: 'Joule je Token kommen mit einem Lauf auf einer GPU.',
    noEnergy: 'Dieser Lauf hat keine Energie.',
    noEnergySoftware:
      'Hier keine Joule: Ein Prozessor ahmt die GPU nach, und eine GPU, die nicht da ist, braucht keine Watt.',
    toCost: 'Joule einer anderen GPU, mit FP16 und INT4, wie ihr Datenblatt erwarten lässt (Englisch)',
  },
  names: {
    title: 'Was W4A8, MXFP4 und NVFP4 sind',
    formats: [
      'W4A8: die Gewichte von INT4; was durch sie hindurchgeht, wird auf 8 Bits gerundet, sodass ganze Zahlen multipliziert werden.',
      'MXFP4, NVFP4: Gleitkommazahlen mit 4 Bits, deren Linien nahe null dichter stehen (Schritt 4).',
      'MXFP4 liegt hier weiter daneben als INT4, 11,4 % gegen 8,6 %: Seine Skala muss eine Zweierpotenz sein, die selten zum größten Gewicht passt, und seine Linien für große Gewichte stehen weit auseinander.',
    ],
  },
  limits: {
    parts: 'Was zu sehen ist',
    part: {
      texts: 'Texte',
      quality: 'Verlust',
      layers: 'Schichten',
      tensors: 'Matrizen',
      published: 'Größere Modelle',
    },
    cancel: 'Abbrechen',
    running: (percent) => `${percent} fertig`,
    loading: 'Fable wird geladen (10,5 MB)',
    left: (minutes) => `noch etwa ${minutes} min`,
    stopping: 'Wird beendet',
    other: (part, percent) => `„${part}“ kommt zuerst: ${percent} fertig`,
    blocked: {
      busy: 'Der Benchmark läuft: Das Labor wartet, damit es keine Messung stört.',
      'no-webgpu':
        'Dieser Browser hat kein WebGPU, deshalb lässt sich das Modell nicht fragen. Aktuelle Versionen von Chrome, Edge und Safari haben es. Alles andere geht ohne.',
      insecure:
        'Browser geben WebGPU nur Seiten von https:// oder localhost: Öffne diese Seite so, um das Modell zu fragen. Alles andere geht ohne.',
      'no-adapter':
        'WebGPU hat keine GPU gefunden, deshalb lässt sich das Modell nicht fragen. Schalte in den Einstellungen des Browsers die Hardwarebeschleunigung ein und starte ihn neu. Alles andere geht ohne.',
      'no-device':
        'Die GPU ließ sich nicht öffnen. Schließe andere Tabs, die sie benutzen, und lade neu. Alles andere geht ohne.',
    },
    software: 'Software-Adapter: nicht das Tempo einer GPU',
    notAlone: 'Ein anderer Tab hat die GPU mitbenutzt: Die Geschwindigkeiten sind zu niedrig.',
    cancelled: 'Abgebrochen.',
    own: {
      title: 'Deine Wahl:',
      bitsLabel: 'Bits deiner Wahl',
      blocksLabel: 'Blockgröße deiner Wahl',
      bits: (bits) => `${bits} Bits`,
      blocks: (size) => `Blöcke zu ${size}`,
      simulated: 'simuliert, kein Tempo',
    },
    texts: {
      prompt: 'Anfang (Fable kann nur Englisch)',
      defaultPrompt: 'Once upon a time there was a fox who',
      write: 'In allen Formaten schreiben',
      waiting: 'noch nicht geschrieben',
      speed: (rate) => `${rate} Token/s`,
      same: 'Wort für Wort wie FP16',
      base: 'damit werden die anderen verglichen',
      differs: (token) => `trennt sich bei Token ${token} von FP16`,
      candidate: (text, percent) => `„${text}“ ${percent}`,
      hint: 'Immer das wahrscheinlichste nächste Token, bis zu 60. Neben den sechs Formaten schreibt deine Wahl.',
    },
    quality: {
      measure: 'Hier messen',
      format: 'Format',
      bits: 'Bits',
      bytes: 'Bytes',
      perplexity: 'Perplexität',
      kl: 'KL zu FP16',
      top1: 'Gleiches nächstes Token',
      basis: 'Woher',
      reference: 'Referenz',
      measuredHere: (windows) => `hier, ${windows} Fenster`,
      notMeasured: 'nicht gemessen',
      hint: (windows) =>
        `Perplexität: zwischen wie vielen Token das Modell schwankt; weniger ist besser. Gemessen über ${windows} Fenster eines Textes, den Fable nicht kennt. KL: wie weit sich die Chancen des nächsten Tokens verschoben haben; 0 heißt gar nicht. Bits: das Mittel aller Matrizen; die Tabelle der Wörter hat 8. Eine Referenz wurde nicht hier gemessen.`,
    },
    layers: {
      measure: 'Eine nach der anderen runden',
      by: 'Nach',
      byLayer: 'Schicht',
      byRole: 'Aufgabe',
      hint: (windows) =>
        `Nur diese wird gerundet, alle anderen bleiben FP16 (simuliert, ${windows} Fenster). Der Balken ist ihre KL zu FP16: wie weit sie verschiebt, was das Modell sagt.`,
      layer: (number) => `Schicht ${number}`,
    },
    roles: {
      qkv: 'Q, K, V',
      output: 'Ausgang',
      gateUp: 'Gate, Up',
      down: 'Down',
      embedding: 'Worttabelle',
      lmHead: 'LM-Head',
    },
    tensors: {
      measure: 'Alle Matrizen runden',
      hint: (choice) =>
        `Fehler jeder Matrix mit ${choice}, als Anteil ihrer Gewichte. Wähle eine, um zu sehen, wie sie verteilt sind.`,
      layer: 'Schicht',
      histogram: (tensor) => `Wie die Gewichte von ${tensor} verteilt sind`,
      histogramHint: (count) => `${count} Linien: die Werte eines Blocks, in dem das größte Gewicht liegt.`,
      total: (megabytes) => `Alle Matrizen: ${megabytes} MB`,
      pick: (tensor, error) => `${tensor}: ${error}`,
    },
    published: {
      model: 'Modell',
      format: 'Format',
      loss: 'Perplexität schlechter um',
      source: 'Quelle',
      read: (day) => `gelesen ${day}`,
      fable: 'Fable, 5 Millionen Gewichte',
      hint: 'Jedes gegen sich selbst in 16 Bits, an seinem eigenen Text. Q4_0 rundet wie hier INT4; Q4_K_M lässt manche Matrizen in mehr Bits. Das größere Llama 2 verliert weniger als das kleinere. Aber die Größe allein entscheidet nicht: Llama 3 verliert mehr als Llama 2, und Fable nicht mehr als tausendmal so große Modelle.',
      ownSource: 'Referenz dieses Projekts',
    },
  },
};
