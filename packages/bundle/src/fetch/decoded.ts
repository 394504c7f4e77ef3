/** A part of an address without its escapes; as it stands where they are none, which is how a server takes it. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
