import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Secrets at rest: AES-256-GCM. A sealed text names its key and opens only for the owner it was sealed for. */
export type Sealer = {
  /** @param owner what the secret belongs to, e.g. "acumatica:4711"; bound to it as authenticated data. */
  seal(secret: string, owner: string): string;
  /** @throws SealError when the key is unknown, or the text was changed or belongs to another owner. */
  open(sealed: string, owner: string): string;
  /** Was it sealed with the current key? If not, seal it again (`resealAll`). */
  isCurrent(sealed: string): boolean;
};

/** A sealed text that does not open. Says nothing of its content. */
export class SealError extends Error {}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @param keys 32 bytes each: the current key first, then earlier ones, which only open.
 * @throws SealError when there is no key or one has another length.
 */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [current] = keys;
  if (!current) throw new SealError("An encryption key is needed");
  const currentPrefix = `${keyId(current)}.`;
  return {
    seal: (secret, owner) => currentPrefix + encrypt(secret, current, owner),
    open(sealed, owner) {
      const [id = "", body = ""] = sealed.split(".", 2);
      const key = byId.get(id);
      if (!key) throw new SealError("Sealed with an encryption key that is not configured");
      return decrypt(body, key, owner);
    },
    isCurrent: (sealed) => sealed.startsWith(currentPrefix),
  };
}

/** A key is told from another by its hash, which reveals nothing of 32 random bytes. */
function keyId(key: Uint8Array): string {
  if (key.length !== KEY_BYTES) throw new SealError(`An encryption key has ${KEY_BYTES} bytes`);
  return createHash("sha256").update("key id").update(key).digest("hex").slice(0, 12);
}

function encrypt(secret: string, key: Uint8Array, owner: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function decrypt(sealed: string, key: Uint8Array, owner: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new SealError("A sealed text was changed, or belongs to another owner");
  }
}

/** For what is looked up but never read back: one-time codes, bearers, webhook tokens (all random, so unsalted). */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
