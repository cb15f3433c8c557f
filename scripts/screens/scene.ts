/** What a picture is taken of, and in which looks. */
import type { Page } from 'playwright';
import { languages, type Language } from '../../demo/texts/language.js';
import type { ReaderTools } from '../drive/reader-tools.js';

export interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  width: number;
  /** Of the window; absent: 800. */
  height?: number;
  /** Absent: all. */
  languages?: readonly Language[];
}
const usual: readonly Look[] = [
  { name: 'light-360', colorScheme: 'light', width: 360 },
  { name: 'dark-360', colorScheme: 'dark', width: 360 },
  { name: 'light-1280', colorScheme: 'light', width: 1280 },
];

export interface Scene {
  name: string;
  /** Brings the page, which is at the first screen, to what is to be seen. */
  play(page: Page, tools: ReaderTools): Promise<void>;
  /** The page; absent: `/login`. */
  path?: string;
  /** The hosted settings before the page is opened. */
  settings?: object;
  /** Shows the top of the page instead of the form. */
  whole?: true;
  /** On the demo as a static site. */
  isStatic?: true;
  /** Shows the window as it was scrolled to. */
  view?: true;
  /** Absent: the usual ones. */
  looks?: readonly Look[];
}

export const looksOf = ({ looks = usual }: Scene): readonly Look[] => looks;
export const isTaken = (look: Look, language: Language): boolean => look.languages?.includes(language) ?? true;

/** The name of a picture's file. */
export const fileOf = ({ name }: Scene, language: Language, look: Look): string =>
  `${name}-${language}-${look.name}.webp`;

/** Every picture of a scene. */
export const shotsOf = (scene: Scene): { language: Language; look: Look }[] =>
  languages.flatMap((language) =>
    looksOf(scene).flatMap((look) => (isTaken(look, language) ? [{ language, look }] : [])),
  );
