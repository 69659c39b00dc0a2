/** An OpenID Connect provider: authorization code with PKCE, state and nonce; the ID token's signature is checked too. */
import * as oauth from "oauth4webapi";
import { ProviderProblem, type Going, type IdentityProvider, type Vouched } from "./identity.ts";

export interface OidcOptions {
  /** As the provider's own documents spell it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that names the account here. */
  readonly claim: string;
  /** Where the provider sends people back to, as it is registered there. */
  readonly redirectUri: string;
}

/** Milliseconds that one answer of the provider may take. */
const PATIENCE = 8_000;
/** The provider's own description is read again after this long, in milliseconds. */
const READ_AGAIN = 60 * 60_000;
/** Seconds by which the clocks of two machines may differ. */
const CLOCKS_DIFFER = 30;
const LONGEST_LOGIN = 64;
const LONGEST_REASON = 60;

export class OidcProvider implements IdentityProvider {
  readonly #options: OidcOptions;
  readonly #client: oauth.Client;
  #server: { readonly at: number; readonly described: Promise<oauth.AuthorizationServer> } | null = null;

  constructor(options: OidcOptions) {
    this.#options = options;
    this.#client = { client_id: options.clientId, [oauth.clockTolerance]: CLOCKS_DIFFER };
  }

  async begin(): Promise<{ readonly url: string; readonly going: Going }> {
    const { clientId, redirectUri, claim } = this.#options;
    return this.#asking(async () => {
      const { authorization_endpoint: endpoint } = await this.#described();
      if (endpoint === undefined) throw new ProviderProblem("unreachable", "the provider names no authorization endpoint");
      const going: Going = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier() };
      const url = new URL(endpoint);
      const asked = {
        client_id: clientId, redirect_uri: redirectUri, response_type: "code", scope: `openid profile${claim === "email" ? " email" : ""}`,
        state: going.state, nonce: going.nonce, code_challenge: await oauth.calculatePKCECodeChallenge(going.verifier), code_challenge_method: "S256",
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return { url: url.href, going };
    });
  }

  async finish(query: URLSearchParams, { state, nonce, verifier }: Going): Promise<Vouched> {
    const { clientSecret, redirectUri, claim } = this.#options;
    return this.#asking(async () => {
      const server = await this.#described();
      const brought = oauth.validateAuthResponse(server, this.#client, query, state);
      const answer = await oauth.authorizationCodeGrantRequest(server, this.#client, secretFor(server, clientSecret), brought, redirectUri, verifier, this.#how());
      const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, answer, { expectedNonce: nonce, requireIdToken: true });
      await oauth.validateApplicationLevelSignature(server, answer, this.#how());
      const claims = oauth.getValidatedIdTokenClaims(tokens)!;
      const told: Readonly<Record<string, unknown>> = claims[claim] !== undefined || server.userinfo_endpoint === undefined ? claims
        : await oauth.processUserInfoResponse(server, this.#client, claims.sub, await oauth.userInfoRequest(server, this.#client, tokens.access_token, this.#how()));
      return { issuer: server.issuer, subject: claims.sub, login: loginIn(told, claim) };
    });
  }

  /** The provider's own description; one that could not be read is asked for again by whoever comes next. */
  #described(): Promise<oauth.AuthorizationServer> {
    const now = Date.now();
    if (this.#server === null || now - this.#server.at > READ_AGAIN) {
      const issuer = new URL(this.#options.issuer);
      const described = oauth.discoveryRequest(issuer, this.#how()).then((response) => oauth.processDiscoveryResponse(issuer, response));
      this.#server = { at: now, described };
      described.catch(() => { if (this.#server?.described === described) this.#server = null; });
    }
    return this.#server.described;
  }

  /** Plain http only to a provider on this very machine (settings.ts sees to it). */
  #how() {
    return { signal: () => AbortSignal.timeout(PATIENCE), [oauth.allowInsecureRequests]: this.#options.issuer.startsWith("http:") };
  }

  /** Whatever goes wrong becomes a problem without the provider's words: they may quote a code or a token. */
  async #asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProviderProblem) throw error;
      if (error instanceof oauth.AuthorizationResponseError) throw new ProviderProblem("declined", error.error.slice(0, LONGEST_REASON));
      if (error instanceof oauth.ResponseBodyError) throw new ProviderProblem("refused", error.error.slice(0, LONGEST_REASON));
      const code = (error as { code?: unknown }).code;
      if (typeof code === "string" && code.startsWith("OAUTH_")) throw new ProviderProblem("refused", code);
      if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) throw new ProviderProblem("refused", error.name);
      throw new ProviderProblem("unreachable", error instanceof Error ? error.name : "unknown");
    }
  }
}

function secretFor({ token_endpoint_auth_methods_supported: methods }: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  return methods !== undefined && !methods.includes("client_secret_basic") && methods.includes("client_secret_post") ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}

function loginIn(claims: Readonly<Record<string, unknown>>, claim: string): string {
  const login = claims[claim];
  if (typeof login !== "string" || login.trim() === "" || login.length > LONGEST_LOGIN) throw new ProviderProblem("refused", "the claim that names the account is missing");
  // Anybody can write an address into a profile: only one that the provider has checked names an account.
  if (claim === "email" && claims["email_verified"] !== true) throw new ProviderProblem("refused", "the address is not verified");
  return login;
}
