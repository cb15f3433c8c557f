/** What the newspaper writes about. */
import type { Language } from '../texts/language.js';

export interface Story {
  kicker: string;
  headline: string;
  byline: string;
  caption: string;
  teaser: string;
  /** For everybody, below the teaser. */
  opening: string;
  /** For signed-in readers only. */
  rest: readonly string[];
}

export const feature: Readonly<Record<Language, Story>> = {
  en: {
    kicker: 'Feature',
    headline: 'The last ferry keeps its captain',
    byline: 'By Mara Lindqvist, Oberufer',
    caption: 'The “Amalie” has crossed 180 metres of water since 1961.',
    teaser:
      'For eleven years the council has wanted to replace the night ferry with a bridge. Now the bridge is there, and the ferry still sails. Why a whole town gets up at four in the morning for a boat that nobody needs.',
    opening:
      'The landing stage at Oberufer has one lamp, and at half past three in the morning eleven people stand below it who could all be asleep. They do not talk much. Somebody has brought rolls; somebody else asks how the daughter’s exam went. Over on the other bank, between the poplars, a second lamp comes on, and then everybody looks at their watch, although nobody needs to.',
    rest: [
      'At ten to four Ilse Brandt unlocks the wheelhouse, puts the kettle on and looks at the water. She does not look at the gauge; the gauge was put up for the authorities, she says. The river tells her by its sound on the planks whether it has risen overnight.',
      'The bakers come first. Then the nurses from the late shift, two students with bicycles, a man who never says where he is going. The bridge would take them seven minutes. The ferry takes four, and the coffee is free. “You cannot pour coffee on a bridge,” says Brandt, and steers into the dark.',
      'When the bridge opened last autumn, the council set a date for the final crossing. Forty people had signed a petition the year before; on the evening of the vote six hundred stood in front of the town hall, most of them with a thermos flask. The motion was withdrawn without a debate.',
      'Since then the ferry has belonged to its passengers. A co-operative pays for diesel and repairs, a share costs fifty euros, and the waiting list is longer than the boat. In spring the engine will be replaced by an electric one. Brandt has asked for only one thing: that it should hum.',
    ],
  },
  de: {
    kicker: 'Reportage',
    headline: 'Die letzte Fähre behält ihre Kapitänin',
    byline: 'Von Mara Lindqvist, Oberufer',
    caption: 'Seit 1961 überquert die „Amalie“ 180 Meter Wasser.',
    teaser:
      'Elf Jahre lang wollte der Stadtrat die Nachtfähre durch eine Brücke ersetzen. Nun steht die Brücke, und die Fähre fährt noch immer. Warum eine ganze Stadt um vier Uhr früh aufsteht für ein Boot, das niemand braucht.',
    opening:
      'Der Anleger in Oberufer hat eine Lampe, und um halb vier in der Früh stehen elf Menschen darunter, die alle schlafen könnten. Geredet wird wenig. Jemand hat Brötchen dabei, jemand fragt, wie die Prüfung der Tochter war. Drüben am anderen Ufer, zwischen den Pappeln, geht eine zweite Lampe an, und dann sehen alle auf die Uhr, obwohl das keiner müsste.',
    rest: [
      'Um zehn vor vier schließt Ilse Brandt das Steuerhaus auf, setzt Wasser auf und sieht auf den Fluss. Auf den Pegel sieht sie nicht; der hänge da für die Behörde, sagt sie. Ob das Wasser über Nacht gestiegen ist, hört sie an den Planken.',
      'Zuerst kommen die Bäcker. Dann die Pflegerinnen aus der Spätschicht, zwei Studenten mit Fahrrad, ein Mann, der nie sagt, wohin er will. Über die Brücke brauchten sie sieben Minuten. Die Fähre braucht vier, und der Kaffee kostet nichts. „Auf einer Brücke kann man keinen Kaffee ausschenken“, sagt Brandt und steuert ins Dunkel.',
      'Als die Brücke im vergangenen Herbst eröffnet wurde, setzte der Stadtrat einen Tag für die letzte Überfahrt fest. Vierzig Menschen hatten im Jahr davor unterschrieben; am Abend der Abstimmung standen sechshundert vor dem Rathaus, die meisten mit Thermoskanne. Der Antrag wurde ohne Aussprache zurückgezogen.',
      'Seitdem gehört die Fähre denen, die mitfahren. Eine Genossenschaft bezahlt Diesel und Reparaturen, ein Anteil kostet fünfzig Euro, und die Warteliste ist länger als das Boot. Im Frühjahr kommt ein Elektromotor. Nur um eines hat Brandt gebeten: Er soll brummen.',
    ],
  },
};

/** Headline and full text of each short piece. */
export const briefs: Readonly<Record<Language, readonly (readonly [headline: string, text: string])[]>> = {
  en: [
    [
      'School choir sings in the lock',
      'Because the hall is being repaired, the choir of the Flussgymnasium sings in the empty lock chamber on Saturday. The echo lasts six seconds; the programme takes that into account.',
    ],
    [
      'Orchard meadow finds 200 owners',
      'The last pear trees on the Niederufer dyke have been adopted. Whoever cares for a tree for three years may name the variety that nobody could identify.',
    ],
    [
      'Library lends out tools',
      'From Monday the town library lends drills, apple presses and a tuba. The tuba is reserved until May.',
    ],
  ],
  de: [
    [
      'Schulchor singt in der Schleuse',
      'Weil die Aula saniert wird, singt der Chor des Flussgymnasiums am Samstag in der leeren Schleusenkammer. Der Hall dauert sechs Sekunden; das Programm nimmt darauf Rücksicht.',
    ],
    [
      'Streuobstwiese findet 200 Paten',
      'Die letzten Birnbäume am Niederuferdeich sind vergeben. Wer einen Baum drei Jahre pflegt, darf die Sorte benennen, die niemand bestimmen konnte.',
    ],
    [
      'Stadtbibliothek verleiht Werkzeug',
      'Ab Montag verleiht die Stadtbibliothek Bohrmaschinen, Apfelpressen und eine Tuba. Die Tuba ist bis Mai vorgemerkt.',
    ],
  ],
};

export const river: Readonly<Record<Language, readonly (readonly [name: string, value: string])[]>> = {
  en: [
    ['Gauge at Oberufer', '2.41 m, falling'],
    ['Water', '9 °C'],
    ['First crossing', '4.00 am'],
  ],
  de: [
    ['Pegel Oberufer', '2,41 m, fallend'],
    ['Wasser', '9 °C'],
    ['Erste Überfahrt', '4.00 Uhr'],
  ],
};
