/** Which pictures a run of `npm run screens` takes, and where it puts them. */
import { parseArgs } from 'node:util';
import type { Language } from '../../demo/texts/language.js';
import { fileOf, type Look, type Scene, shotsOf } from './scene.js';

export interface Shot {
  scene: Scene;
  language: Language;
  look: Look;
  file: string;
}
export interface Choice {
  /** The folder, from the working directory. */
  out: string;
  shots: readonly Shot[];
  /** Whether it is every picture there is. */
  all: boolean;
}

/** Reports what can be chosen when something else was. */
function check(what: string, chosen: readonly string[], known: readonly string[]): void {
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No ${what} is called ${unknown.join(', ')}. There are: ${known.join(', ')}`);
}

/**
 * Reads the arguments: names of scenes, `--language`, `--look` (each any number of times) and `--out`.
 * Throws an error that lists what there is when a name is unknown.
 *
 * @param environment `SCREENS_DIR` stands in for an absent `--out`
 */
export function chooseShots(
  args: readonly string[],
  scenes: readonly Scene[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Choice {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      language: { type: 'string', multiple: true, default: [] },
      look: { type: 'string', multiple: true, default: [] },
    },
  });
  const every = scenes.flatMap((scene) =>
    shotsOf(scene).map((shot): Shot => ({ scene, ...shot, file: fileOf(scene, shot.language, shot.look) })),
  );
  const names = (of: (shot: Shot) => string): string[] => [...new Set(every.map(of))];
  const picked = (chosen: readonly string[], name: string): boolean => chosen.length === 0 || chosen.includes(name);
  check(
    'scene',
    positionals,
    names(({ scene }) => scene.name),
  );
  check(
    'language',
    values.language,
    names(({ language }) => language),
  );
  check(
    'look',
    values.look,
    names(({ look }) => look.name),
  );
  const shots = every.filter(
    ({ scene, language, look }) =>
      picked(positionals, scene.name) && picked(values.language, language) && picked(values.look, look.name),
  );
  if (shots.length === 0) throw new Error('No picture is taken in this language and look');
  return {
    out: values.out ?? environment['SCREENS_DIR'] ?? 'reports/screens',
    shots,
    all: shots.length === every.length,
  };
}
