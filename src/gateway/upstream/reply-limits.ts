/** How much of a reply is read: the hosted API may be broken, or somebody else. What it may hold is in docs/hosted-api.md, "Limits". */
import type { Operation } from '../../contract/sso-api.js';

/** Bytes. Settings with a merchant's style sheet and script have some 60 KB. */
export const longestReply = 1_000_000;
/** Bytes of every other reply. A step with the picture of a bar code has some 10 KB. */
export const longestStep = 200_000;
export const longestReplyOf = (operation: Operation): number => (operation === 'settings' ? longestReply : longestStep);

/** Keys, texts, lists and objects of a reply. Of a session there are 13, and `maxSessions` is 100 at most. */
const mostPartsOf = (operation: Operation): number => (operation === 'settings' ? 10_000 : 2_000);
/** Characters for each of these; in a shorter reply they are not counted. */
const shortest = 10;
/** How deep they lie in each other. */
const deepest = 32;

/** Where a text of JSON ends that begins before `from`; the text's length where it does not. */
function endOfText(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let before = at;
    while (json[before - 1] === '\\') before -= 1;
    if ((at - before) % 2 === 0) return at;
  }
  return json.length;
}

/** Whether JSON has so few parts that it may be parsed. It need not be valid. */
export function hasFewParts(json: string, most: number): boolean {
  const mark = /["{}[\],]/g;
  let parts = 0;
  let depth = 0;
  for (let found = mark.exec(json); found; found = mark.exec(json)) {
    const [sign] = found;
    if (sign === '}' || sign === ']') depth -= 1;
    else parts += 1;
    if (sign === '{' || sign === '[') depth += 1;
    if (sign === '"') mark.lastIndex = endOfText(json, mark.lastIndex) + 1;
    if (parts > most || depth > deepest) return false;
  }
  return true;
}

/** Whether a reply may be parsed. */
export function isParsed(operation: Operation, json: string): boolean {
  const most = mostPartsOf(operation);
  return json.length <= most * shortest || hasFewParts(json, most);
}
