/** Names as they are compared: without case and outer blanks. */
export function fold(text: string): string {
  return text.trim().toLowerCase();
}
