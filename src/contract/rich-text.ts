/**
 * Merchant-written HTML (terms, opt-in) as a small typed tree. The gateway makes it with a server-side sanitiser;
 * elements render it with templates, so that no markup string ever reaches a browser's parser.
 */
import * as z from 'zod/mini';

/** A text, or an element of the closed list; a link's address is http(s) or mailto. */
export type RichNode =
  | string
  | { tag: 'p' | 'strong' | 'em' | 'ul' | 'ol' | 'li'; children: RichNode[] }
  | { tag: 'br' }
  | { tag: 'a'; href: string; children: RichNode[] };
export type RichText = RichNode[];

/** An address that a link may have: of 2000 characters at most. Each kind of check would be code of its own in every page. */
export const linkAddress = z.string().check(z.regex(/^(?=.{0,2000}$)(https?:\/\/|mailto:)\S+$/iu));

export const richNode: z.ZodMiniType<RichNode> = z.union([
  z.string(),
  z.object({
    tag: z.enum(['p', 'strong', 'em', 'ul', 'ol', 'li']),
    get children() {
      return richText;
    },
  }),
  z.object({ tag: z.enum(['br']) }),
  z.object({
    tag: z.enum(['a']),
    href: linkAddress,
    get children() {
      return richText;
    },
  }),
]);
export const richText: z.ZodMiniType<RichText> = z.array(richNode);
