/**
 * Takes the formatting out of html`` and css`` literals in a build. Nothing that a reader could see changes: spaces
 * between inline content stay, as one space each, and attribute values are left as they are.
 */
import MagicString from 'magic-string';
import { parseSync, type Plugin } from 'vite';

// Elements that start a line of their own: white space beside their tags is never painted.
const blocks = new Set(
  (
    'address article aside blockquote details dialog dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr legend li main nav ol option p section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

const tagAtStart = /^<\/?([a-z][\w-]*)/i;

/**
 * Minifies one html`` literal.
 * @param strings the raw text of its quasis; an expression stands between each two of them.
 * @returns as many strings, so that Lit's bindings keep their places. Literals with raw-text content come back as they were.
 */
export function minifyHtml(strings: readonly string[]): string[] {
  if (strings.some((text) => /<(pre|textarea|script|style)\b|<!--/i.test(text))) return [...strings];
  let tag = ''; // the name of the tag that we are in, or of the last one
  let quote = '';
  let inTag = false;
  let closed = true; // whether the last thing written is a block's tag, or nothing yet
  return strings.map((text, index) => {
    let out = '';
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? '';
      if (quote) {
        if (char === quote) quote = '';
        out += char;
      } else if (/\s/.test(char)) {
        const space = /^\s+/.exec(text.slice(at))?.[0] ?? char;
        at += space.length - 1;
        const rest = text.slice(at + 1);
        const last = rest === '' && index === strings.length - 1;
        const next = tagAtStart.exec(rest)?.[1]?.toLowerCase();
        if (inTag) out += rest.startsWith('>') ? '' : ' ';
        else if (!(closed || (last && space.includes('\n')) || (next && blocks.has(next)))) out += ' ';
      } else if (inTag) {
        if ((char === '"' || char === "'") && /=\s*$/.test(out)) quote = char;
        if (char === '>') {
          inTag = false;
          closed = blocks.has(tag);
        }
        out += char;
      } else {
        const opened = tagAtStart.exec(text.slice(at));
        if (opened) {
          inTag = true;
          tag = opened[1]?.toLowerCase() ?? '';
        }
        closed = false;
        out += char;
      }
    }
    if (!inTag) closed = false; // an expression follows, of which nothing is known
    return out;
  });
}

const strings = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))/;

/** Minifies the quasis of one css`` literal; quoted strings, but for names in selectors, and `url(…)` are left as they are. */
export function minifyCss(quasis: readonly string[]): string[] {
  return quasis.map((text, index) => {
    const out = text
      .replace(/\/\*[^]*?\*\//g, '')
      // A value that is a name needs no quotes (CSS Selectors 4, section 6).
      .replace(/(\[[\w-]+[~|^$*]?=)(["'])([a-z][\w-]*)\2(?=[\] ])/gi, '$1$3')
      .split(strings)
      .map((part, odd) =>
        odd % 2
          ? part
          : part
              .replace(/\s+/g, ' ')
              .replace(/ ?([{};,]) ?/g, '$1')
              .replace(/: /g, ':')
              .replace(/(^|[\s:,(])0(?=\.\d)/g, '$1'),
      )
      .join('')
      .replace(/;}/g, '}');
    const from = index === 0 ? out.trimStart() : out;
    return index === quasis.length - 1 ? from.trimEnd() : from;
  });
}

const minifiers: Readonly<Record<string, (quasis: readonly string[]) => string[]>> = {
  html: minifyHtml,
  svg: minifyHtml,
  css: minifyCss,
};

interface Quasi {
  start: number;
  end: number;
  value: { raw: string };
}
interface Tagged {
  type: 'TaggedTemplateExpression';
  tag: { type: string; name?: string };
  quasi: { quasis: Quasi[] };
}

const isTagged = (node: object): node is Tagged => 'type' in node && node.type === 'TaggedTemplateExpression';

function* literals(node: unknown): Generator<Tagged> {
  if (typeof node !== 'object' || node === null) return;
  if (isTagged(node)) yield node;
  for (const child of Object.values(node)) if (typeof child === 'object') yield* literals(child);
}

/** The Vite plugin; it works on our own sources, after TypeScript has been taken out of them. */
export function minifyLiterals(): Plugin {
  return {
    name: 'minify-literals',
    enforce: 'post',
    transform(code, id) {
      if (id.includes('/node_modules/') || !/\b(html|svg|css)`/.test(code)) return null;
      const edited = new MagicString(code);
      for (const { tag, quasi } of literals(parseSync('literals.js', code).program)) {
        const raws = quasi.quasis.map((each) => each.value.raw);
        minifiers[tag.name ?? '']?.(raws).forEach((text, index) => {
          const [each, raw] = [quasi.quasis[index], raws[index]];
          if (!each || raw === undefined || raw === text) return;
          // A quasi's range may or may not take in its delimiters, so the raw text's own place is looked up.
          const start = code.indexOf(raw, each.start);
          edited.update(start, start + raw.length, text);
        });
      }
      return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
    },
  };
}
