/** IDs of access rights. */
import { accessRightId } from '../../contract/sso-api.js';

/** Throws a `TypeError` for what the hosted API would not take as the ID of an access right. */
export function checkAccessRight(id: string): void {
  if (!accessRightId.safeParse(id).success) throw new TypeError(`No ID of an access right: ${id}`);
}
