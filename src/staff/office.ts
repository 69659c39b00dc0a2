/** What every act of the staff sign-in works with. */
import type { PasswordHasher } from "./passwords.ts";
import type { StaffStore } from "./ports.ts";

export interface StaffOffice {
  readonly store: StaffStore;
  readonly hasher: PasswordHasher;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}
