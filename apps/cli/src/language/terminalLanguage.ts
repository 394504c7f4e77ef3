let current: 'en' | 'zh' = 'en';

/** The language of this process, as its environment names it. */
export const terminalLanguage = (): 'en' | 'zh' => current;

/** Says from now on what it says in this language. */
export function setTerminalLanguage(next: 'en' | 'zh'): void {
  current = next;
}
