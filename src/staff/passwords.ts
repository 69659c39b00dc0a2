/** Argon2id: what a stolen database does not give away. */
import { hash, verify, type Options } from "@node-rs/argon2";

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** @param hash null where there is no such account: the same work is done, and the answer is no */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** As OWASP recommends (2024): 19 MiB, two passes, one lane; Argon2id is the library's own default. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @param cost cheaper in tests that sign in often */
export async function argon2Hasher(cost: Options = COST): Promise<PasswordHasher> {
  const nobody = await hash("nobody has this password", cost);
  return {
    hash: (password) => hash(password, cost),
    async verify(stored, password) {
      const fits = await verify(stored ?? nobody, password).catch(() => false);
      return stored !== null && fits;
    },
  };
}
