/** A small OpenID provider on this machine: real tokens, signed with a real key; each test may spoil one thing. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose";
import { text } from "node:stream/consumers";

export const CLIENT = { id: "yicitong", secret: "a-secret-of-the-provider" } as const;

/** What a test spoils. */
export interface Spoiled {
  readonly claims?: Partial<Record<keyof JWTPayload | "nonce" | "email" | "email_verified" | "preferred_username", unknown>>;
  /** Signed by a key that is not the provider's. */
  readonly foreignKey?: true;
  /** Seconds from now until the token expires. */
  readonly expiresIn?: number;
  /** The token says that it needs no signature. */
  readonly unsigned?: true;
  /** The name stands at the userinfo endpoint only; for another subject, where one is given. */
  readonly userinfo?: { readonly sub?: string };
}

export interface Person {
  readonly sub: string;
  readonly preferred_username: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

export interface Provider {
  readonly issuer: string;
  /** Whoever is sent to the provider agrees as this person. @returns the address that the browser is sent back to */
  agree(authorizationUrl: string, person: Person, spoiled?: Spoiled): string;
  /** Who sits before the browser that is sent here, and agrees at once. */
  person: Person | null;
  /** How many codes were exchanged for tokens, and how many refused. */
  readonly exchanged: { good: number; refused: number };
  stop(): Promise<void>;
}

interface Grant { readonly person: Person; readonly spoiled: Spoiled; readonly nonce: string; readonly challenge: string; readonly redirectUri: string; used: boolean }

export async function startProvider(): Promise<Provider> {
  const [own, foreign] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const jwk: JWK = { ...await exportJWK(own.publicKey), kid: "own", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  const access = new Map<string, Grant>();
  const exchanged = { good: 0, refused: 0 };
  let issuer = "";

  const idToken = async ({ person, spoiled, nonce }: Grant): Promise<string> => {
    const now = Math.floor(Date.now() / 1_000);
    const { preferred_username: name, ...rest } = person;
    const claims = { iss: issuer, aud: CLIENT.id, iat: now, exp: now + (spoiled.expiresIn ?? 300), nonce, ...rest, ...spoiled.userinfo ? {} : { preferred_username: name }, ...spoiled.claims };
    if (spoiled.unsigned) return `${[{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;
    return new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(spoiled.foreignKey ? foreign.privateKey : own.privateKey);
  };

  const agree: Provider["agree"] = (authorizationUrl, person, spoiled = {}) => {
    const asked = new URL(authorizationUrl).searchParams;
    const told = (name: string): string => asked.get(name) ?? "";
    if (told("client_id") !== CLIENT.id || told("response_type") !== "code" || told("code_challenge_method") !== "S256" || !told("scope").split(" ").includes("openid")) throw new Error("not a request that the provider knows");
    const code = randomUUID();
    grants.set(code, { person, spoiled, nonce: told("nonce"), challenge: told("code_challenge"), redirectUri: told("redirect_uri"), used: false });
    const back = new URL(told("redirect_uri"));
    back.search = new URLSearchParams({ code, state: told("state"), iss: issuer }).toString();
    return back.pathname + back.search;
  };

  const answer = async (req: IncomingMessage): Promise<readonly [number, object]> => {
    switch (new URL(req.url ?? "", issuer).pathname) {
      case "/.well-known/openid-configuration": return [200, {
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/userinfo`,
        response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"],
      }];
      case "/jwks": return [200, { keys: [jwk] }];
      case "/token": {
        const body = new URLSearchParams(await text(req));
        const grant = grants.get(body.get("code") ?? "");
        const challenge = createHash("sha256").update(body.get("code_verifier") ?? "").digest("base64url");
        const told = Buffer.from((req.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString("utf8").split(":").map(decodeURIComponent);
        const isClient = told.length === 2 && told[0] === CLIENT.id && told[1] === CLIENT.secret;
        if (!isClient || !grant || grant.used || challenge !== grant.challenge || body.get("redirect_uri") !== grant.redirectUri) {
          exchanged.refused += 1;
          return [400, { error: "invalid_grant" }];
        }
        grant.used = true;
        exchanged.good += 1;
        const token = randomUUID();
        access.set(token, grant);
        return [200, { access_token: token, token_type: "Bearer", expires_in: 60, id_token: await idToken(grant) }];
      }
      case "/userinfo": {
        const grant = access.get((req.headers.authorization ?? "").replace(/^Bearer /, ""));
        return grant ? [200, { ...grant.person, ...grant.spoiled.userinfo }] : [401, { error: "invalid_token" }];
      }
      default: return [404, {}];
    }
  };
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? "", issuer);
    if (url.pathname === "/authorize" && provider.person !== null) {
      res.writeHead(303, { location: new URL(agree(url.href, provider.person), url.searchParams.get("redirect_uri") ?? "").href }).end();
      return;
    }
    void answer(req).then(([status, body]) => { res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)); });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: Provider = {
    issuer, exchanged, agree, person: null,
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
  return provider;
}
