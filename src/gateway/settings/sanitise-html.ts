/** HTML written by a merchant → the contract's tree of rich text. The markup is untrusted: size, depth and nodes are bounded. */
import type { Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { linkAddress, type RichNode, type RichText } from '../../contract/rich-text.js';

/** Characters; the hosted API documents 2,000. */
const longest = 20_000;
const deepest = 20;
const mostNodes = 2_000;

/** Element of HTML → element of the tree. Any other element is replaced by its children. */
const elements = {
  p: 'p',
  h1: 'p',
  h2: 'p',
  h3: 'p',
  h4: 'p',
  h5: 'p',
  h6: 'p',
  div: 'p',
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
} as const;

const schema: Schema = {
  tagNames: [...Object.keys(elements), 'br', 'a'],
  attributes: { a: ['href'] },
  // The library compares protocols as written; the contract's schema for addresses checks the rest.
  protocols: { href: ['http', 'https', 'mailto', 'HTTP', 'HTTPS', 'MAILTO'] },
  strip: ['script', 'style', 'template', 'noscript', 'title', 'textarea', 'iframe', 'object', 'svg', 'math', 'xmp'],
};

const isBlock = (node: RichNode) => typeof node === 'object' && ['p', 'ul', 'ol'].includes(node.tag);

class Budget {
  #left = mostNodes;
  spend(): boolean {
    return this.#left-- > 0;
  }
}

/** Converts a node of a sanitised tree, which holds elements of the list above and texts alone. */
function convert(node: RootContent, depth: number, budget: Budget): RichNode[] {
  if (!budget.spend()) return [];
  if (node.type !== 'element') return node.type === 'text' ? [node.value] : [];
  const inner = node.children.flatMap((child) => convert(child, depth + 1, budget));
  if (depth >= deepest) return inner;
  const name = node.tagName;
  if (name === 'br') return [{ tag: 'br' }];
  if (name === 'a') {
    const href = linkAddress.safeParse(node.properties['href']);
    return href.success && inner.length ? [{ tag: 'a', href: href.data, children: inner }] : inner;
  }
  const tag = elements[name as keyof typeof elements];
  // A container of blocks is not a paragraph itself.
  if (tag === 'p' && inner.some(isBlock)) return inner;
  return inner.length ? [{ tag, children: inner }] : [];
}

/** Markup that cannot be parsed, as plain text: a legal text must stay visible. */
const plain = (html: string): RichText => [html.replace(/<[^<>]*>/g, ' ')];

const hasText = (nodes: RichText): boolean =>
  nodes.some((node) =>
    typeof node === 'string' ? /[^\s\p{Cf}]/u.test(node) : 'children' in node && hasText(node.children),
  );

/** The sanitised tree. Plain text becomes a single text; markup without any text becomes an empty tree. Never throws. */
export function sanitise(html: string): RichText {
  const source = html.slice(0, longest);
  try {
    // The sanitiser keeps a root node.
    const { children } = sanitize(fromHtml(source, { fragment: true }), schema) as Root;
    const budget = new Budget();
    const tree = children.flatMap((node) => convert(node, 0, budget));
    return hasText(tree) ? tree : [];
  } catch {
    return plain(source);
  }
}
