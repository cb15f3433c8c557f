/**
 * Returns the value stored in this tab, and stores a new one. Where the browser blocks `sessionStorage` nothing is stored.
 *
 * @param value absent: the stored value stays; `null`: it is removed
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
