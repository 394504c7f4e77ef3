import { computed, signal } from '@preact/signals';

/** Only this tab knows the token, and only until it is closed. */
const key = 'rexflow.token';

const token = signal(sessionStorage.getItem(key));

/** Why somebody has to sign in again; null when they never did. */
export const ended = signal<'expired' | null>(null);
export const signedIn = computed(() => token.value !== null);
/** Whoever is signed in. */
export interface Person {
  name: string;
  role: 'admin';
}
export const user = signal<Person | null>(null);

/** The token of this session, or null. */
export const currentToken = (): string | null => token.value;

export function open(next: string, person: Person): void {
  sessionStorage.setItem(key, next);
  ended.value = null;
  user.value = person;
  token.value = next;
}

export function close(reason: 'expired' | null): void {
  sessionStorage.removeItem(key);
  ended.value = reason;
  user.value = null;
  token.value = null;
}
