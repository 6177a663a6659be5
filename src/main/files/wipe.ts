/** Overwrites plaintext that main held for a moment. */
export function wipe(bytes: Uint8Array): void {
  bytes.fill(0);
}

/** Overwrites an answer after it has been sent: Electron copies it when the handler's promise settles. */
export function wipeSoon(bytes: Uint8Array): void {
  setTimeout(wipe, 50, bytes);
}
