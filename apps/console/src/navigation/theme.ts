import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';
const key = 'rexflow.theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

const remembered = localStorage.getItem(key) as Theme | null;
export const theme = signal<Theme>(remembered && themes.includes(remembered) ? remembered : 'system');

/** The next theme: as the system, light, dark, and round again. */
export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  localStorage.setItem(key, theme.value);
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
