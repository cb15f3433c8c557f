/** The API token of a file that may change while the gateway runs. */
import { stat } from 'node:fs/promises';
import { optionTable } from '../../options/option-table.js';
import { readSecretFile } from './private-file.js';

/**
 * Returns what reads the token again once its file has changed, so that a renewed one needs no restart. While the file cannot be read, or holds no
 * token, as in the middle of a change, the last one counts.
 */
export function followToken(path: string, first: string): () => Promise<string> {
  let token = first;
  let seen = '';
  return async () => {
    try {
      const { ino, mtimeMs, size } = await stat(path);
      const found = [ino, mtimeMs, size].join();
      if (found !== seen) {
        const read = readSecretFile(path);
        if ('text' in read && optionTable.apiToken.rule(read.text, {}) === undefined) token = read.text;
        seen = found;
      }
    } catch {
      // The hosted API says whether the last one still counts.
    }
    return token;
  };
}
