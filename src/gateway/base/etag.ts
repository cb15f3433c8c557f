/** Whether `If-None-Match` names the tag, alone, in a list or by `*`. A weak tag counts as its strong one. */
export const matchesTag = (header: string | null | undefined, tag: string): boolean =>
  header?.trim() === '*' || (header ?? '').split(',').some((other) => other.trim().replace(/^W\//, '') === tag);
