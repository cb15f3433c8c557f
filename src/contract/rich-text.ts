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

/** An address that a link may have. */
export const linkAddress = z.string().check(z.regex(/^(https?:\/\/|mailto:)\S+$/i), z.maxLength(2000));

export const richNode: z.ZodMiniType<RichNode> = z.union([
  z.string(),
  z.object({
    tag: z.enum(['p', 'strong', 'em', 'ul', 'ol', 'li']),
    children: z.array(z.lazy((): z.ZodMiniType<RichNode> => richNode)),
  }),
  z.object({ tag: z.literal('br') }),
  z.object({
    tag: z.literal('a'),
    href: linkAddress,
    children: z.array(z.lazy((): z.ZodMiniType<RichNode> => richNode)),
  }),
]);
export const richText: z.ZodMiniType<RichText> = z.array(richNode);
