const named =
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api[_.-]?key|private[_.-]?key|access[_.-]?key)[\w.-]*["']?\s*(?:[:=]|=>|>)\s*)(["']?)[^\s"'<,;]+/gi;
const login = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@/]+@/gi;
/** A line of a key or certificate. */
const block = /^([ +-])[A-Za-z0-9+/=]{40,}\s*$/;

/** Redacts the values of a diff line that look secret: those of telling names, logins in addresses, key material. */
export function masked(line: string): string {
  return line.replace(block, '$1***').replace(named, '$1$2***').replace(login, '$1***@');
}
