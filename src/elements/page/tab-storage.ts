/**
 * What this tab remembers over page loads: answers what it did, and takes a new value. A browser that keeps nothing remembers nothing.
 *
 * @param value absent: as it was; `null`: nothing any more
 */
export function exchangeTabValue(key: string, value?: string | null): string | undefined {
  try {
    const kept = sessionStorage.getItem(key) ?? undefined;
    if (value === null) sessionStorage.removeItem(key);
    else if (value !== undefined) sessionStorage.setItem(key, value);
    return kept;
  } catch {
    return undefined;
  }
}
