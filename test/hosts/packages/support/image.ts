/** Runs the steps of a Dockerfile without Docker, below a folder in place of the image's root. The base image stands for the machine's Node. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Image {
  /** Where the work folder of the image is here. */
  directory: string;
  /** What the image sets, nothing else. */
  env: Record<string, string>;
  user: string;
  /** What it runs, below `directory`. */
  command: readonly string[];
}

const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(/\s+/).map((pair) => pair.split('=') as [string, string]));

/**
 * Throws an `Error` on an instruction that it does not know, and with the output of a step that fails.
 * @param context folder that files are copied from; @param root stands for `/`; @param outside variables that the builder has, such as `PATH`
 */
export function buildImage(dockerfile: string, context: string, root: string, outside: NodeJS.ProcessEnv): Image {
  const image: Image = { directory: root, env: {}, user: 'root', command: [] };
  const lines = readFileSync(dockerfile, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    switch (instruction) {
      case 'FROM':
      case 'EXPOSE':
        break;
      case 'ENV':
        Object.assign(image.env, pairs(rest));
        break;
      case 'WORKDIR':
        image.directory = join(root, rest);
        mkdirSync(image.directory, { recursive: true });
        break;
      case 'COPY': {
        const files = rest.split(/\s+/);
        const target = join(image.directory, files.pop()!);
        for (const file of files) cpSync(join(context, file), join(target, basename(file)), { recursive: true });
        break;
      }
      case 'RUN':
        execFileSync('sh', ['-euc', rest], {
          cwd: image.directory,
          env: { ...outside, ...image.env },
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        break;
      case 'USER':
        image.user = rest;
        break;
      case 'CMD':
        image.command = JSON.parse(rest) as string[];
        break;
      default:
        throw new Error(`${dockerfile}: "${line}" is no instruction that is known here`);
    }
  }
  return image;
}
