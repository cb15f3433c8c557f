/** Options of the customers who exist when the simulator starts. */

/** The hosted API's customer states (sso-api.openapi.yaml, `Customer.status`). */
export type CustomerStatus = 'ACTIVATED' | 'BLOCKED' | 'DEACTIVATED' | 'DISABLED';
export type HostedSalutation = 'DIVERSE' | 'MR' | 'MRS' | 'NONE';

/** What an `ADDITIONAL_DATA` step requests from a customer as long as it is missing, whatever the settings. */
export interface CustomerRequests {
  username?: boolean;
  names?: boolean;
  terms?: boolean;
}

/** A session that exists when the simulator starts. */
export interface SessionOption {
  os?: string;
  browser?: string;
  /** ISO 8601. Default: the time of the start. */
  createdAt?: string;
}

/** An address of an imported customer. Account connect compares it without regard to case and surrounding spaces. */
export interface Address {
  postcode?: string;
  street?: string;
  streetNumber?: string;
  city?: string;
}

/** A customer who exists when the simulator starts. Without a password: imported, but not yet registered. */
export interface CustomerOption {
  email?: string;
  username?: string;
  /** Absent for an imported customer. */
  password?: string;
  /** 1 to 18 digits. Default: numbered by position in the list, from 100001. */
  customerId?: string;
  firstName?: string;
  lastName?: string;
  /** E.164. Codes go there if the settings send them by SMS. */
  mobileNumber?: string;
  salutation?: HostedSalutation;
  /** Default `ACTIVATED`. Login refuses `DEACTIVATED` with 20011, `DISABLED` with 20001, `BLOCKED` with 20022. */
  status?: CustomerStatus;
  /** Shared secret of an authenticator app in base32, or `to-add` for a customer who must set one up. Default: no second factor. */
  twoFactor?: { secret: string } | 'to-add';
  /** The next login has the step `RESET_PASSWORD`. */
  mustResetPassword?: boolean;
  /** Each login ends at the step `CHANGE_EMAIL`. */
  mustChangeEmail?: boolean;
  /** Version of the terms that the customer accepted. Default 1, the version at the start. */
  acceptedTermsVersion?: number;
  /** Short for `acceptedTermsVersion: 0`: the terms changed since the customer accepted them. */
  termsChanged?: boolean;
  asks?: CustomerRequests;
  sessions?: readonly SessionOption[];
  /** Positive 64-bit integers. A `number` would lose digits. */
  subscriptionIds?: readonly (string | bigint)[];
  addresses?: readonly Address[];
  /** IDs of access rights, each of 2 to 30 letters, digits and dashes. Default: none. */
  accessRights?: readonly string[];
  /** Whether none of them counts. Default: false. */
  accessBlocked?: boolean;
}
