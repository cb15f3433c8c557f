import type { RichText } from '../contract/rich-text.js';
import type { ScreenTools } from './screen-tools.js';

/** Returns what draws merchant-written text. The gateway has turned it into a typed tree: no markup string is ever parsed here. */
export const richTextRenderer = ({ html }: Pick<ScreenTools, 'html'>) => {
  const draw = (nodes: RichText): unknown =>
    nodes.map((node) => {
      if (typeof node === 'string') return node;
      if (node.tag === 'br') return html`<br />`;
      const inner = draw(node.children);
      switch (node.tag) {
        case 'p':
          return html`<p>${inner}</p>`;
        case 'strong':
          return html`<strong>${inner}</strong>`;
        case 'em':
          return html`<em>${inner}</em>`;
        case 'ul':
          return html`<ul>
            ${inner}
          </ul>`;
        case 'ol':
          return html`<ol>
            ${inner}
          </ol>`;
        case 'li':
          return html`<li>${inner}</li>`;
        case 'a':
          // The gateway's sanitiser lets no other scheme through; this holds for an injected client, too.
          return /^(https?:\/\/|mailto:)/i.test(node.href)
            ? html`<a href=${node.href} target="_blank" rel="noopener">${inner}</a>`
            : inner;
      }
    });
  return draw;
};
